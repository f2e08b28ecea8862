//! Who sees what of the economy through the API.

use crate::api::*;
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::Role;
use serde_json::json;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    drafts_exist_only_for_members,
    what_is_published_is_read_by_all,
    a_draft_is_for_its_maker_until_it_says_that_it_is_shared,
    a_reader_changes_nothing,
);

const OBJECTS: [&str; 8] = [
    "/budgets/2022",
    "/measures/anstallda",
    "/distribution-models/2022",
    "/distribution-models/2022/results/2022",
    "/distributions/2022",
    "/distributions/2022/explanations",
    "/distributions/2022/warnings",
    "/printed-tables/2022",
];

async fn with_drafts(client: &Client) {
    write_a_year(client).await;
    let row = json!({ "party": "aneby-kommun", "value": "1" });
    let table = json!({ "name": "Anställda", "values": [row] });
    client
        .put("/measures/anstallda", "", &table)
        .await
        .told(201);
    let row = json!({ "party": "aneby-kommun", "share": "2 %", "amount": "20000" });
    let printed = json!({ "rows": [row], "confirmWarnings": true });
    client
        .put("/printed-tables/2022", "", &printed)
        .await
        .told(201);
}

async fn drafts_exist_only_for_members(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Coordinator);
    with_drafts(&client).await;
    let neighbour = {
        let tx = db.read().await.unwrap();
        let found = samverk_parties::store::find_collaboration(&tx, "grannen").await;
        found.unwrap().unwrap().id
    };
    let elsewhere = with_token(&db, &world, Role::Coordinator, Some(neighbour));
    let public = without_token(&db);
    for path in OBJECTS {
        client.get(path).await.told(200);
        for outside in [&public, &elsewhere] {
            let answer = outside.get(path).await.told(404);
            assert_eq!(answer.code(), "not_found", "{path}");
        }
    }
    for list in [
        "budgets",
        "measures",
        "distribution-models",
        "distributions",
        "printed-tables",
        "scenarios",
    ] {
        let answer = elsewhere.get(&format!("/{list}")).await.told(200);
        assert_eq!(answer.body["_meta"]["totalRecords"], 0, "{list}");
    }
    // What is there and what is not are refused alike.
    for year in ["2022", "2030"] {
        let refused = elsewhere
            .put(&format!("/budgets/{year}"), "", &budget("1"))
            .await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (403, "forbidden"),
            "{year}"
        );
    }
    let refused = without_token(&db)
        .put("/budgets/2022", "", &budget("1"))
        .await
        .told(401);
    assert_eq!(refused.code(), "token_needed");
}

async fn what_is_published_is_read_by_all(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let public = without_token(&db);
    for path in [
        "/budgets/2021",
        "/distribution-models/2021-antagen",
        "/distributions/2021",
        "/distributions/2021/explanations",
        "/distributions/2021/warnings",
        "/printed-tables/2021",
        "/printed-tables/2021/findings",
        "/scenarios/folkmangd-2020",
        "/scenarios/folkmangd-2020/changes",
    ] {
        public.get(path).await.told(200);
    }
    let adopted = public.get("/distributions/2021").await;
    let rows = adopted.body["result"]["rows"].as_array().unwrap();
    let aneby = rows
        .iter()
        .find(|row| row["party"] == "aneby-kommun")
        .unwrap();
    assert_eq!(
        (&aneby["amount"], &aneby["percent"]),
        (&json!("82859"), &json!("1.75"))
    );
    // Computing anew builds on what is not published.
    public
        .get("/distribution-models/2021-antagen/results/2021")
        .await
        .told(404);
}

async fn a_reader_changes_nothing(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Coordinator);
    with_drafts(&client).await;
    let reader = with_role(&db, &world, Role::Reader);
    for path in [
        "/budgets/2022",
        "/measures/anstallda",
        "/distribution-models/2022",
        "/distributions/2022",
        "/printed-tables/2022",
    ] {
        let seen = reader.get(path).await.told(200);
        reader.put(path, &seen.tag, &seen.body).await.told(403);
        reader.delete(path, &seen.tag).await.told(403);
    }
}

async fn a_draft_is_for_its_maker_until_it_says_that_it_is_shared(db: Db) {
    let world = world(&db).await;
    let maker = with_role(&db, &world, Role::Coordinator);
    write_a_year(&maker).await;
    let own =
        json!({ "title": "Mitt försök", "year": 2022, "model": "2022", "confirmWarnings": true });
    let made = maker.put("/distributions/forsok", "", &own).await.told(201);
    assert_eq!(made.body["shared"], false);
    let other = with_role(&db, &world, Role::Economist);
    for path in [
        "/distributions/forsok",
        "/distributions/forsok/explanations",
        "/distributions/forsok/warnings",
    ] {
        other.get(path).await.told(404);
    }
    let listed = other.get("/distributions").await.told(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 1, "{}", listed.body);
    let refused = other.put("/distributions/forsok", "", &own).await;
    // Whether somebody keeps a draft there, or the address is used for something else, is not told.
    let reserved = other.put("/distributions/ny", "", &own).await;
    for refused in [refused, reserved] {
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (422, "key_reserved")
        );
    }

    let tag = made.tag.clone();
    let shared = json!({ "title": "Mitt försök", "year": 2022, "model": "2022", "shared": true });
    let made = maker
        .put("/distributions/forsok", &tag, &shared)
        .await
        .told(200);
    assert_eq!(made.body["shared"], true);
    other.get("/distributions/forsok").await.told(200);
    let hidden = json!({ "title": "Mitt försök", "year": 2022, "model": "2022", "shared": false });
    let refused = maker.put("/distributions/forsok", &made.tag, &hidden).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (409, "distribution_shared")
    );
}
