//! What parties say of a draft, as other systems meet it.

use crate::world::*;
use chrono::TimeDelta;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};
use serde_json::json;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_round_is_answered_and_replied_to,
    who_has_nothing_to_say_says_so_and_for_itself_only,
    what_is_wrong_has_its_place,
    strangers_know_nothing_of_what_is_said,
);

const VERSION: &str = "/collaborations/radet/plans/2025-2027/plan-versions/1";
const ANEBY: &str = "/draft-answers/aneby-kommun";

async fn today(db: &Db) -> chrono::NaiveDate {
    db.read().await.unwrap().today()
}

async fn a_round_is_answered_and_replied_to(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let cia = coordinator(&db, "Cia Öst", world.council).await;
    let (own, runs) = (client(&db, &anna, VERSION), client(&db, &cia, VERSION));
    let listed = own.get("/draft-answers").await.told(200).body;
    let states = |body: &serde_json::Value| {
        let all = body["draftAnswers"].as_array().unwrap().iter();
        all.map(|one| one["state"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(states(&listed), ["missing", "missing"], "{listed}");
    let before = own.get(ANEBY).await.told(200);
    let said = json!({ "remarks": [{ "part": "area:kompetens", "text": "För magert" }] });
    own.put(ANEBY, "", &said).await.told(428);
    let answered = own.put(ANEBY, &before.tag, &said).await.told(200);
    assert_eq!(answered.body["author"], "Anna Ek");
    assert_eq!(answered.body["remarks"][0]["name"], "Kompetens");
    own.put(ANEBY, &before.tag, &said).await.told(412);
    // The page tells what was said over the API.
    let page = page(&db, &anna, ROUND).await;
    assert!(page.contains("För magert"), "{page}");

    let replies = format!("{ANEBY}/replies");
    let reply = json!({ "replies": [
        { "part": "area:kompetens", "verdict": "not_taken", "reason": "Det ryms inte" },
    ] });
    let refused = own.post(&replies, &answered.tag, &reply).await;
    refused.told(403);
    let replied = runs.post(&replies, &answered.tag, &reply).await;
    let replied = replied.told(200);
    assert_eq!(replied.body["remarks"][0]["verdict"], "not_taken");
    let listed = own.get("/draft-answers").await.told(200).body;
    assert_eq!(states(&listed), ["remarks", "missing"], "{listed}");
    // Saying it in other words asks for another answer.
    let again = json!({ "remarks": [{ "part": "area:kompetens", "text": "Alldeles för magert" }] });
    let again = own.put(ANEBY, &replied.tag, &again).await.told(200);
    assert_eq!(again.body["remarks"][0]["verdict"], serde_json::Value::Null);
}

async fn who_has_nothing_to_say_says_so_and_for_itself_only(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let own = client(&db, &anna, VERSION);
    let none = json!({ "hasNone": true });
    let before = own.get(ANEBY).await.told(200);
    let answered = own.put(ANEBY, &before.tag, &none).await.told(200);
    assert_eq!(answered.body["state"], "has_none");
    let neighbour = "/draft-answers/granne-kommun";
    let before = own.get(neighbour).await.told(200);
    own.put(neighbour, &before.tag, &none).await.told(403);
    own.get("/draft-answers/ingen").await.told(404);
    let reader = at_party(&db, "Bo Ås", world.granne, Role::Reader).await;
    let reader = client(&db, &reader, VERSION);
    reader.get(ANEBY).await.told(200);
    reader.put(ANEBY, &answered.tag, &none).await.told(403);
}

async fn what_is_wrong_has_its_place(db: Db) {
    let world = world(&db).await;
    let anna = at_party(&db, "Anna Ek", world.aneby, Role::Representative).await;
    let cia = coordinator(&db, "Cia Öst", world.council).await;
    let (own, runs) = (client(&db, &anna, VERSION), client(&db, &cia, VERSION));
    let tag = runs.get(ANEBY).await.told(200).tag;
    let said = json!({ "remarks": [{ "part": "whole", "text": "Bra" }] });
    let closed = runs.put(ANEBY, &tag, &said).await.told(409);
    assert_eq!(closed.code(), "comment_closed");
    send_out(&db, today(&db).await + TimeDelta::days(3)).await;
    let tag = own.get(ANEBY).await.told(200).tag;
    let unknown = json!({ "remarks": [
        { "part": "whole", "text": "Bra" },
        { "part": "goal:inget", "text": "Bort" },
    ] });
    let unknown = own.put(ANEBY, &tag, &unknown).await.told(422);
    let wrong = [("remark_part_unknown", "/remarks/1/part")];
    assert_eq!(unknown.errors(), wrong);
    let empty = own.put(ANEBY, &tag, &json!({})).await.told(422);
    assert_eq!(empty.errors(), [("draft_answer_empty", "/hasNone")]);
    let both = json!({ "hasNone": true, "remarks": [{ "part": "whole", "text": "Bra" }] });
    let both = own.put(ANEBY, &tag, &both).await.told(422);
    assert_eq!(both.errors(), [("draft_answer_both", "/hasNone")]);
    let tag = own.put(ANEBY, &tag, &said).await.told(200).tag;
    let silent = json!({ "replies": [{ "part": "whole", "verdict": "partly" }] });
    let silent = runs.post(&format!("{ANEBY}/replies"), &tag, &silent).await;
    let wrong = [("reply_reason_missing", "/replies/0/reason")];
    assert_eq!(silent.told(422).errors(), wrong);
}

async fn strangers_know_nothing_of_what_is_said(db: Db) {
    let world = world(&db).await;
    send_out(&db, today(&db).await).await;
    let public = client(&db, &Actor::Public, VERSION);
    public.get("/draft-answers").await.told(401);
    let other = coordinator(&db, "Cia Öst", world.neighbour).await;
    let other = client(&db, &other, VERSION);
    other.get("/draft-answers").await.told(404);
    other.get(ANEBY).await.told(404);
}
