//! What-ifs made, shared and adopted by other systems.

use crate::api::*;
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::Role;
use serde_json::json;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_scenario_is_tried_and_shared,
    a_scenario_with_other_members_and_another_key,
    a_scenario_becomes_an_adopted_distribution,
    what_cannot_be_computed_is_told,
    scenarios_stand_side_by_side,
);

fn trial() -> serde_json::Value {
    json!({
        "title": "Mer till driften",
        "basedOn": { "distribution": "2022" },
        "amounts": [{ "part": "drift", "amount": "1100000" }],
    })
}

async fn a_scenario_is_tried_and_shared(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Economist);
    write_a_year(&client).await;
    let path = "/scenarios/mer";
    let tried = client.put(path, "", &trial()).await.told(201);
    let total = &tried.body["comparison"]["total"];
    assert_eq!(
        (&total["before"], &total["after"]),
        (&json!("900000"), &json!("1000000"))
    );
    assert_eq!(
        (&total["difference"], &total["percent"]),
        (&json!("100000"), &json!("11.11"))
    );
    let changes = client.get("/scenarios/mer/changes").await.told(200);
    let sentence = changes.body["changes"][0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("Drift"), "{sentence}");
    let explained = client
        .get("/scenarios/mer/explanations?limit=1")
        .await
        .told(200);
    assert_eq!(explained.body["_meta"]["count"], 1);

    let public = without_token(&db);
    public.get(path).await.told(404);
    public.get("/scenarios/mer/changes").await.told(404);
    let reader = with_role(&db, &world, Role::Reader);
    reader.get(path).await.told(404);
    let mut shared = tried.body.clone();
    shared["shown"] = json!("members");
    let shared = client.put(path, &tried.tag, &shared).await.told(200);
    reader.get(path).await.told(200);
    public.get(path).await.told(404);
    let mut open = shared.body.clone();
    open["shown"] = json!("public");
    let open = client.put(path, &shared.tag, &open).await.told(200);
    assert_eq!(
        public.get(path).await.told(200).body["comparison"],
        open.body["comparison"]
    );

    // The scenario stands on its figures until somebody computes it anew.
    let seen = client.get("/budgets/2022").await;
    client
        .put("/budgets/2022", &seen.tag, &budget("500000"))
        .await
        .told(200);
    let stands = client.get(path).await.told(200);
    assert_eq!(stands.body["comparison"]["total"]["before"], "900000");
    let mut anew = stands.body.clone();
    anew["recompute"] = json!(true);
    let anew = client.put(path, &stands.tag, &anew).await.told(200);
    let total = &anew.body["comparison"]["total"];
    assert_eq!(
        (&total["before"], &total["after"]),
        (&json!("400000"), &json!("1000000"))
    );
    client.delete(path, &stands.tag).await.told(412);
    client.delete(path, &anew.tag).await.told(204);
}

async fn a_scenario_with_other_members_and_another_key(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Economist);
    write_a_year(&client).await;
    let mut other = trial();
    other["members"] = json!([{ "party": "aneby-kommun" }, { "party": "region-jonkopings-lan" }]);
    let few = client.put("/scenarios/fa", "", &other).await.told(201);
    let rows = few.body["comparison"]["rows"].as_array().unwrap();
    let aneby = rows
        .iter()
        .find(|row| row["party"] == "aneby-kommun")
        .unwrap();
    assert_eq!(aneby["after"], "670000");

    let mut key = model();
    key["rules"][0]["function"]["percent"] = json!("50");
    let base = json!({ "model": "2022", "year": 2022 });
    let half = json!({ "title": "Hälften", "basedOn": base, "model": key });
    let half = client.put("/scenarios/halften", "", &half).await.told(201);
    let rows = half.body["comparison"]["rows"].as_array().unwrap();
    let region = rows
        .iter()
        .find(|row| row["party"] == "region-jonkopings-lan")
        .unwrap();
    assert_eq!(
        (&region["before"], &region["after"]),
        (&json!("300000"), &json!("500000"))
    );
}

async fn a_scenario_becomes_an_adopted_distribution(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Coordinator);
    write_a_year(&client).await;
    let tried = client.put("/scenarios/mer", "", &trial()).await.told(201);
    let adoption = json!({ "title": "Beslutad 2022", "decision": decision() });
    let path = "/scenarios/mer/adoptions";
    client.post(path, "", &adoption).await.told(428);
    let economist = with_role(&db, &world, Role::Economist);
    let seen = economist.get("/scenarios/mer").await.told(200);
    economist.post(path, &seen.tag, &adoption).await.told(403);
    let adopted = client.post(path, &tried.tag, &adoption).await.told(201);
    assert!(
        adopted.location.ends_with("/distributions/beslutad-2022"),
        "{}",
        adopted.location
    );
    assert_eq!(adopted.body["status"], "adopted");
    assert_eq!(adopted.body["result"]["distributed"], "1000000");
    let read = client.get("/distributions/beslutad-2022").await.told(200);
    assert_eq!((&read.body, &read.tag), (&adopted.body, &adopted.tag));
    let mut named = adoption.clone();
    named["key"] = json!("beslutad-2022");
    assert_eq!(
        client.post(path, &tried.tag, &named).await.code(),
        "distribution_key_taken"
    );
}

async fn what_cannot_be_computed_is_told(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Economist);
    write_a_year(&client).await;
    let mut wrong = trial();
    wrong["amounts"][0]["part"] = json!("okand");
    wrong["members"] = json!([{ "party": "ingen-alls" }]);
    let told = client.put("/scenarios/mer", "", &wrong).await.told(422);
    let expected = [
        ("party_unknown", "/members/0/party"),
        ("part_unknown", "/amounts/0/part"),
    ];
    assert_eq!(told.errors(), expected);

    let mut key = model();
    key["rules"][1]["measure"]["year"] = json!(2099);
    let mut future = trial();
    future["model"] = key;
    let told = client.put("/scenarios/mer", "", &future).await.told(422);
    assert_eq!(told.code(), "data_year_missing");
    let gone = json!({ "title": "X", "basedOn": { "distribution": "finns-inte" } });
    client.put("/scenarios/mer", "", &gone).await.told(404);
    client.get("/scenarios/mer").await.told(404);
}

async fn scenarios_stand_side_by_side(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Economist);
    write_a_year(&client).await;
    client.put("/scenarios/mer", "", &trial()).await.told(201);
    let mut less = trial();
    less["title"] = json!("Mindre till driften");
    less["shown"] = json!("public");
    less["amounts"][0]["amount"] = json!("600000");
    client.put("/scenarios/mindre", "", &less).await.told(201);

    let both = client
        .get("/scenarios/mer/comparisons?with=mindre")
        .await
        .told(200);
    let sides = both.body["comparisons"].as_array().unwrap();
    let of = |what: &str| {
        sides
            .iter()
            .map(|side| side[what].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("scenario"), [json!(null), json!("mer"), json!("mindre")]);
    let totals = of("total");
    let amounts: Vec<_> = totals.iter().map(|total| &total["amount"]).collect();
    assert_eq!(amounts, ["900000", "1000000", "500000"]);
    let differences: Vec<_> = totals.iter().map(|total| &total["difference"]).collect();
    assert_eq!(
        differences,
        [&json!(null), &json!("100000"), &json!("-400000")]
    );
    for side in sides {
        let rows = side["rows"].as_array().unwrap().iter();
        let sum: f64 = rows
            .filter_map(|row| row["amount"].as_str()?.parse::<f64>().ok())
            .sum();
        assert_eq!(side["total"]["amount"], sum.to_string());
    }
    assert!(sides[1]["changes"][0].as_str().unwrap().contains("Drift"));

    let many = client
        .get("/scenarios/mer/comparisons?with=b,c,d,e")
        .await
        .told(400);
    assert_eq!(many.code(), "parameter_invalid");
    let alone = client.get("/scenarios/mer/comparisons").await.told(200);
    assert_eq!(
        alone.body["_meta"]["totalRecords"], 2,
        "beside what it starts from"
    );
    let public = without_token(&db);
    public.get("/scenarios/mindre/comparisons").await.told(200);
    public
        .get("/scenarios/mindre/comparisons?with=mer")
        .await
        .told(404);
}
