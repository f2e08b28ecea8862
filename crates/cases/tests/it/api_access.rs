//! Another system opens a case to another party, ends that, and reads who has read it.

use crate::api::{CASES, client};
use crate::world::{MIGRATIONS, World, content};
use samverk_database::Db;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    a_case_is_opened_to_a_party_and_closed_to_it_again,
    who_read_what_is_read_by_the_administrator,
);

async fn a_case_is_opened_to_a_party_and_closed_to_it_again(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Gemensamt")).await;
    let api = client(&db, world.registrar());
    let all = format!("{CASES}/ks-2026-00001/grants");
    let said = json!({ "party": "eksjo-kommun", "scope": "case", "endsOn": "2026-12-31", "reason": "Gemensamt yttrande" });
    let made = api.post(&all, "", &said).await.told(201);
    for (field, value) in said.as_object().unwrap() {
        assert_eq!(&made.body[field], value, "{field}");
    }
    let listed = api.get(&all).await.told(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
    for (field, value, code) in [
        ("party", "zebra", "grant_party_unknown"),
        ("party", "aneby-kommun", "grant_party_own"),
        ("endsOn", "2026-11-21", "grant_day_wrong"),
        ("documents", "7", "grant_documents_not_asked"),
    ] {
        let mut wrong = said.clone();
        wrong[field] = json!(value);
        let told = api.post(&all, "", &wrong).await.told(422);
        assert!(
            told.errors().iter().any(|(told, _)| *told == code),
            "{code} {:#}",
            told.body
        );
    }
    let ending = format!("{all}/{}/endings", made.body["id"].as_str().unwrap());
    let late = api.post(&ending, "\"1\"", &json!({ "to": "ended" })).await;
    assert_eq!(late.code(), "changed_meanwhile");
    let ended = api
        .post(&ending, &made.tag, &json!({ "to": "ended" }))
        .await
        .told(200);
    assert!(ended.body["endedAt"].is_string(), "{:#}", ended.body);
    let again = api
        .post(&ending, &ended.tag, &json!({ "to": "ended" }))
        .await;
    assert_eq!(again.code(), "grant_ended");
    let reader = client(&db, world.reader());
    reader.get(&all).await.told(403);
    reader.post(&all, "", &said).await.told(403);
}

async fn who_read_what_is_read_by_the_administrator(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Läst")).await;
    let one = format!("{CASES}/ks-2026-00001");
    let reader = client(&db, world.reader());
    reader.get(&one).await.told(200);
    reader.get(&one).await.told(200);
    let readings = format!("{one}/readings");
    reader.get(&readings).await.told(403);
    let keeper = client(&db, world.administrator());
    let read = keeper.get(&readings).await.told(200).body;
    assert_eq!(read["_meta"]["totalRecords"], 1, "{read:#}");
    let row = read.to_string();
    assert!(row.contains("\"times\":2"), "{read:#}");
}
