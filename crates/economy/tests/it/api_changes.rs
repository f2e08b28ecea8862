//! Budgets, models, distributions and printed tables written by other systems.

use crate::api::*;
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::Role;
use serde_json::{Value, json};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_budget_is_written_adopted_and_opened_again,
    a_model_gives_a_result_without_saving,
    a_distribution_is_explained_and_adopted_once,
    a_printed_table_is_compared_row_by_row,
    what_was_read_can_be_sent_back,
    two_people_change_the_same_thing,
    what_is_wrong_has_its_place,
    a_measure_is_kept_as_long_as_a_model_follows_it,
);

async fn a_budget_is_written_adopted_and_opened_again(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Coordinator);
    let path = "/budgets/2022";
    let made = client.put(path, "", &budget("1000000")).await.told(201);
    assert!(
        made.location
            .ends_with("/digitaliseringsradet/budgets/2022")
    );
    assert_eq!(made.body["total"], "900000");
    let outside =
        json!({ "part": null, "costs": "0", "income": "0", "unspent": "100000", "net": "-100000" });
    assert_eq!(made.body["sums"][1], outside);
    client.put(path, "", &budget("1")).await.told(428);

    let mut adopted = budget("1000000");
    adopted["status"] = json!("adopted");
    let missing = client.put(path, &made.tag, &adopted).await.told(422);
    assert_eq!(
        missing.errors(),
        [("adopted_without_decision", "/decision")]
    );
    adopted["decision"] = json!({ "body": "Styrgruppen", "date": "2021-11-20" });
    let locked = client.put(path, &made.tag, &adopted).await.told(200);
    assert_eq!(locked.body["status"], "adopted");

    let mut changed = adopted.clone();
    changed["title"] = json!("En annan budget");
    let refused = client.put(path, &locked.tag, &changed).await.told(409);
    assert_eq!(refused.code(), "budget_locked");
    assert_eq!(
        client.delete(path, &locked.tag).await.code(),
        "budget_locked"
    );
    adopted["published"] = json!(true);
    let shown = client.put(path, &locked.tag, &adopted).await.told(200);
    assert_eq!(shown.body["decision"]["body"], "Styrgruppen");
    let refused = client.put(path, &shown.tag, &budget("800000")).await;
    assert_eq!(refused.told(409).code(), "budget_locked");
    let reopenings = format!("{path}/reopenings");
    let silent = json!({ "reason": " " });
    let silent = client.post(&reopenings, &shown.tag, &silent).await;
    silent.told(422);
    let why = json!({ "reason": "En post fattas" });
    let opened = client.post(&reopenings, &shown.tag, &why).await.told(200);
    assert_eq!(opened.body["status"], "draft");
    let opened = client
        .put(path, &opened.tag, &budget("800000"))
        .await
        .told(200);
    assert_eq!(
        (&opened.body["status"], &opened.body["total"]),
        (&json!("draft"), &json!("700000"))
    );
    // What has once been adopted is kept.
    let kept = client.delete(path, &opened.tag).await.told(409);
    assert_eq!(kept.code(), "budget_was_adopted");
    client.get(path).await.told(200);
}

async fn a_model_gives_a_result_without_saving(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Economist);
    client
        .put("/budgets/2022", "", &budget("1000000"))
        .await
        .told(201);
    client
        .put("/distribution-models/2022", "", &model())
        .await
        .told(201);
    let events = event_count(&db).await;
    let result = client
        .get("/distribution-models/2022/results/2022")
        .await
        .told(200);
    assert_eq!(result.body["distributed"], "900000");
    let rows = result.body["rows"].as_array().unwrap();
    let region = rows
        .iter()
        .find(|row| row["party"] == "region-jonkopings-lan");
    assert_eq!(region.unwrap()["amount"], "300000");
    assert_eq!(region.unwrap()["percent"], "33.33");
    client
        .get("/distribution-models/2022/results/2023")
        .await
        .told(404);
    assert_eq!(event_count(&db).await, events);

    let mut worse = model();
    worse["rules"][1]["measure"]["year"] = json!(1950);
    let tag = client.get("/distribution-models/2022").await.tag;
    client
        .put("/distribution-models/2022", &tag, &worse)
        .await
        .told(200);
    let hindered = client
        .get("/distribution-models/2022/results/2022")
        .await
        .told(422);
    assert_eq!(hindered.errors()[0].1, "");
}

async fn a_distribution_is_explained_and_adopted_once(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Coordinator);
    write_a_year(&client).await;
    let draft = client.get("/distributions/2022").await.told(200);
    assert_eq!(draft.body["result"]["distributed"], "900000");
    let explained = client
        .get("/distributions/2022/explanations?limit=100")
        .await
        .told(200);
    let all = explained.body["explanations"].as_array().unwrap();
    let region = all
        .iter()
        .find(|one| one["party"] == "region-jonkopings-lan")
        .unwrap();
    assert_eq!(region["amount"], "300000");
    let first = &region["steps"][0];
    assert_eq!(
        (&first["rule"], &first["kind"]),
        (&json!("regionen"), &json!("percent_of_base"))
    );
    assert_eq!(
        first["numbers"],
        json!({ "base": "1000000", "percent": "30", "pool": "300000" })
    );
    assert!(!region["sentences"].as_array().unwrap().is_empty());

    let adoptions = "/distributions/2022/adoptions";
    client.post(adoptions, "", &decision()).await.told(428);
    let economist = with_role(&db, &world, Role::Economist);
    economist
        .post(adoptions, &draft.tag, &decision())
        .await
        .told(403);
    let adopted = client
        .post(adoptions, &draft.tag, &decision())
        .await
        .told(200);
    assert_eq!(adopted.body["decision"]["paragraph"], "§ 7");
    client
        .post(adoptions, &draft.tag, &decision())
        .await
        .told(412);
    let twice = client
        .post(adoptions, &adopted.tag, &decision())
        .await
        .told(409);
    assert_eq!(twice.code(), "distribution_already_adopted");

    let withdrawals = "/distributions/2022/withdrawals";
    let mistake = json!({ "reason": "Fel protokoll" });
    economist
        .post(withdrawals, &adopted.tag, &mistake)
        .await
        .told(403);
    client
        .post(withdrawals, &adopted.tag, &json!({ "reason": " " }))
        .await
        .told(422);
    let draft = client
        .post(withdrawals, &adopted.tag, &mistake)
        .await
        .told(200);
    assert_eq!(draft.body["status"], "draft");
    let none = client
        .post(withdrawals, &draft.tag, &mistake)
        .await
        .told(409);
    assert_eq!(none.code(), "not_adopted");
    let adopted = client
        .post(adoptions, &draft.tag, &decision())
        .await
        .told(200);

    let mut other = adopted.body.clone();
    other["title"] = json!("En annan");
    let locked = client
        .put("/distributions/2022", &adopted.tag, &other)
        .await;
    assert_eq!(locked.code(), "distribution_locked");
    other["title"] = adopted.body["title"].clone();
    other["published"] = json!(true);
    let shown = client
        .put("/distributions/2022", &adopted.tag, &other)
        .await
        .told(200);
    assert_eq!(shown.body["published"], true);
    without_token(&db)
        .get("/distributions/2022")
        .await
        .told(200);
    assert_eq!(
        client
            .delete("/distributions/2022", &shown.tag)
            .await
            .code(),
        "distribution_locked"
    );
}

async fn a_printed_table_is_compared_row_by_row(db: Db) {
    let world = world(&db).await;
    import_example(&db).await;
    let public = without_token(&db);
    let table = public.get("/printed-tables/2021").await.told(200);
    let rows = table.body["comparison"]["rows"].as_array().unwrap();
    assert_eq!(table.body["comparison"]["equal"], rows.len());
    let listed = public.get("/printed-tables").await.told(200);
    assert_eq!(listed.body["printedTables"][0]["comparison"], Value::Null);

    let client = with_role(&db, &world, Role::Economist);
    let mut changed = table.body.clone();
    let printed: i64 = changed["rows"][0]["amount"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    changed["rows"][0]["amount"] = json!((printed + 100).to_string());
    let unread = client
        .put("/printed-tables/2021", &table.tag, &changed)
        .await
        .told(422);
    assert_eq!(
        unread.errors()[0],
        ("warnings_unconfirmed", "/confirmWarnings")
    );
    changed["confirmWarnings"] = json!(true);
    let saved = client
        .put("/printed-tables/2021", &table.tag, &changed)
        .await
        .told(200);
    let mut empty = saved.body.clone();
    empty["rows"][1] = json!({"party": empty["rows"][1]["party"], "share": ""});
    let refused = client.put("/printed-tables/2021", &saved.tag, &empty);
    let refused = refused.await.told(422);
    assert_eq!(refused.errors()[0], ("printed_row_empty", "/rows/1/amount"));
    let rows = saved.body["comparison"]["rows"].as_array().unwrap();
    let party = &changed["rows"][0]["party"];
    let row = rows.iter().find(|row| row["party"] == *party).unwrap();
    assert_eq!(row["difference"], "100");
    let findings = client.get("/printed-tables/2021/findings").await.told(200);
    let findings = findings.body["findings"].as_array().unwrap().clone();
    assert!(
        findings.iter().any(|one| one["kind"] == "row_differs"),
        "{findings:#?}"
    );
    let kept = client.get("/distributions/2021/warnings").await.told(200);
    assert!(kept.body["_meta"]["totalRecords"].as_u64().unwrap() > 0);
    client
        .delete("/printed-tables/2021", &table.tag)
        .await
        .told(412);
    client
        .delete("/printed-tables/2021", &saved.tag)
        .await
        .told(204);
    client.get("/printed-tables/2021").await.told(404);
    client.get("/distributions/2021").await.told(200);
}

/// GET, then PUT of just that: nothing changes and nothing is recorded.
async fn what_was_read_can_be_sent_back(db: Db) {
    let world = world(&db).await;
    import_example(&db).await;
    let client = with_role(&db, &world, Role::Coordinator);
    write_a_year(&client).await;
    let events = event_count(&db).await;
    let objects = [
        "/budgets/2021",
        "/budgets/2022",
        "/distribution-models/2021-antagen",
        "/distribution-models/2022",
        "/distributions/2021",
        "/distributions/2022",
        "/printed-tables/2021",
        "/scenarios/folkmangd-2020",
        "/scenarios/regionen-430-500",
    ];
    for path in objects {
        let read = client.get(path).await.told(200);
        let sent = client.put(path, &read.tag, &read.body).await.told(200);
        assert_eq!((&sent.body, &sent.tag), (&read.body, &read.tag), "{path}");
    }
    assert_eq!(event_count(&db).await, events);
}

async fn two_people_change_the_same_thing(db: Db) {
    let world = world(&db).await;
    let (one, other) = (
        with_role(&db, &world, Role::Economist),
        with_role(&db, &world, Role::Coordinator),
    );
    write_a_year(&one).await;
    let changes = [
        ("/budgets/2022", "note"),
        ("/distribution-models/2022", "note"),
        ("/distributions/2022", "note"),
    ];
    for (path, field) in changes {
        let seen = one.get(path).await.told(200);
        let mut mine = seen.body.clone();
        mine[field] = json!("Min ändring.");
        mine["confirmWarnings"] = json!(true);
        if path.contains("models") {
            mine.as_object_mut().unwrap().remove("confirmWarnings");
        }
        other.put(path, &seen.tag, &mine).await.told(200);
        let late = one.put(path, &seen.tag, &mine).await.told(412);
        assert_eq!(late.code(), "changed_meanwhile");
        one.delete(path, &seen.tag).await.told(412);
        assert_eq!(one.get(path).await.body[field], "Min ändring.");
    }
}

async fn what_is_wrong_has_its_place(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Economist);
    let mut wrong = budget("-5");
    wrong["lines"][1]["part"] = json!("okand");
    let told = client.put("/budgets/2022", "", &wrong).await.told(422);
    let errors = told.errors();
    assert!(
        errors.contains(&("amount_negative", "/lines/0/amount")),
        "{errors:?}"
    );
    assert!(
        errors.contains(&("budget_part_unknown", "/lines/1/part")),
        "{errors:?}"
    );
    let line = json!({ "name": "X", "kind": "cost", "amount": "9000000000000" });
    let huge = json!({ "title": "X", "lines": vec![line; 2], "confirmWarnings": true });
    let told = client.put("/budgets/2022", "", &huge).await.told(422);
    assert_eq!(told.errors(), [("amount_too_large", "/lines")]);
    let float = json!({ "title": "X", "lines": [{ "name": "X", "kind": "cost", "amount": 1.5 }] });
    let told = client.put("/budgets/2022", "", &float).await.told(422);
    assert_eq!(told.errors(), [("body_invalid", "/lines/0/amount")]);

    let mut wrong = model();
    wrong["rules"][0]["takers"] = json!("planet");
    let told = client
        .put("/distribution-models/2022", "", &wrong)
        .await
        .told(422);
    assert_eq!(told.errors(), [("body_invalid", "/rules/0/takers")]);
    wrong["rules"][0]["takers"] = json!(["ingen-alls"]);
    let told = client
        .put("/distribution-models/2022", "", &wrong)
        .await
        .told(422);
    assert!(
        told.errors()
            .iter()
            .any(|(code, _)| *code == "party_unknown")
    );
    let told = client
        .put("/distribution-models/ny", "", &model())
        .await
        .told(422);
    assert_eq!(told.code(), "key_reserved");

    let told = client
        .put("/distributions/2022", "", &distribution())
        .await
        .told(422);
    assert_eq!(told.errors(), [("model_unknown", "/model")]);
    client
        .put("/distribution-models/2022", "", &model())
        .await
        .told(201);
    let told = client
        .put("/distributions/2022", "", &distribution())
        .await
        .told(422);
    assert_eq!(told.errors(), [("budget_missing", "/year")]);
    let mut decided = distribution();
    decided["status"] = json!("adopted");
    let told = client
        .put("/distributions/2022", "", &decided)
        .await
        .told(422);
    assert_eq!(told.errors(), [("body_invalid", "/status")]);
}

async fn a_measure_is_kept_as_long_as_a_model_follows_it(db: Db) {
    let world = world(&db).await;
    let client = with_role(&db, &world, Role::Economist);
    let mut table = json!({
        "name": "Anställda",
        "unit": "personer",
        "values": [{ "party": "aneby-kommun", "year": 2021, "value": "612.5" }],
    });
    let path = "/measures/anstallda";
    let made = client.put(path, "", &table).await.told(201);
    table["values"][0]["party"] = json!("ingen-alls");
    let told = client.put(path, &made.tag, &table).await.told(422);
    assert_eq!(told.errors(), [("party_unknown", "/values/0/party")]);
    let same = client.put(path, &made.tag, &made.body).await.told(200);
    assert_eq!((&same.body, &same.tag), (&made.body, &made.tag));

    let mut follows = model();
    follows["rules"][1]["measure"] = json!({ "kind": "table", "table": "anstallda", "year": 2021 });
    let model = client
        .put("/distribution-models/2022", "", &follows)
        .await
        .told(201);
    assert_eq!(
        client.delete(path, &made.tag).await.code(),
        "measure_in_use"
    );
    client
        .delete("/distribution-models/2022", &model.tag)
        .await
        .told(204);
    client.delete(path, &made.tag).await.told(204);
}
