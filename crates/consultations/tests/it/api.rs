//! Another system answers for a party, with the token of somebody who has a role there and nowhere else.

use crate::world::{ARCHIVE, MIGRATIONS, SERVICES, World, modules};
use samverk_county::MEMBERS;
use samverk_database::Db;
use samverk_foundation::{Actor, Person, TokenAccess, TokenScope};
use samverk_kept::AnyKind as _;
use samverk_testing::api::Client;
use samverk_testing::site::words;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    a_party_takes_all_its_steps,
    a_case_of_its_own_opens_the_answer,
    a_party_says_that_it_does_not_answer,
    nobody_steps_for_another_party,
    what_was_not_read_is_not_adopted,
    a_part_asks_for_its_own_fields_only,
);

fn client(db: &Db, actor: Actor) -> Client {
    let Actor::Person(person) = actor else {
        panic!("a person");
    };
    let scopes: [TokenScope; 2] = samverk_consultations::CONSULTATION.facts().ground.scopes;
    let actor = Actor::Person(Person {
        token: Some(TokenAccess::of([
            scopes[0],
            scopes[1],
            samverk_cases::WRITE,
        ])),
        ..person
    });
    let modules = modules();
    let module = modules.iter().find(|one| one.name == "consultations");
    let api = samverk_consultations::api();
    Client::new(db, actor, (module.unwrap(), api), &words(&modules), "")
}

fn answer(party: usize) -> String {
    let (key, _) = MEMBERS[party];
    format!("/collaborations/radet/consultation-answers/infrastruktur-{key}")
}

/// Takes a step on what stands.
async fn step(
    client: &Client,
    party: usize,
    step: &str,
    body: serde_json::Value,
) -> (u16, serde_json::Value) {
    let one = answer(party);
    let tag = client.get(&one).await.told(200).tag;
    let done = client.post(&format!("{one}/{step}"), &tag, &body).await;
    (done.status.as_u16(), done.body)
}

async fn a_party_takes_all_its_steps(db: Db) {
    let world = World::opened(&db).await;
    let client = client(&db, world.county.representative(1));
    let steps = [
        (
            "extensions",
            json!({ "extensionAskedOn": "2026-11-20", "extendedUntil": "2027-01-15" }),
            "offered",
        ),
        ("openings", json!({ "number": "2026-77" }), "opened"),
        (
            "referrals",
            json!({ "referrals": [{ "to": "Miljönämnden", "due": "2026-12-01" }] }),
            "opened",
        ),
        (
            "texts",
            json!({ "summary": "Kommunen tillstyrker." }),
            "opened",
        ),
    ];
    for (name, body, state) in steps {
        let (status, told) = step(&client, 1, name, body).await;
        assert_eq!(
            (status, told["state"].as_str()),
            (200, Some(state)),
            "{name} {told}"
        );
    }
    let all = client
        .get(&format!("{}/proposals", answer(1)))
        .await
        .told(200);
    assert_eq!(all.body["_meta"]["totalRecords"], 2);
    for (point, body) in [
        (ARCHIVE, json!({ "way": "adopts" })),
        (
            SERVICES,
            json!({ "way": "adapts", "stance": "change", "reason": "Räkna användarna." }),
        ),
    ] {
        let one = format!("{}/proposals/{point}", answer(1));
        let read = client.get(&one).await.told(200);
        let saved = client.put(&one, &read.tag, &body).await.told(200);
        // What was read is taken back unchanged.
        let again = client.put(&one, &saved.tag, &saved.body).await.told(200);
        assert_eq!((again.tag, &again.body), (saved.tag, &saved.body));
    }
    let adopted = client
        .get(&format!("{}/proposals/{ARCHIVE}", answer(1)))
        .await;
    assert_eq!(adopted.body["stance"], "approve");
    assert_eq!(adopted.body["reason"], "Ett e-arkiv behövs.");
    for (name, body, state) in [
        ("drafts", json!({ "dated": "2026-11-20" }), "drafted"),
        (
            "rulings",
            json!({ "body": "Kommunstyrelsen", "decidedOn": "2026-11-21", "paragraph": "§ 12" }),
            "decided",
        ),
        ("returns", json!({ "reason": "Fel paragraf." }), "drafted"),
        // What is written anew is decided on anew.
        (
            "rulings",
            json!({ "body": "Kommunstyrelsen", "decidedOn": "2026-11-21", "paragraph": "§ 13" }),
            "decided",
        ),
        (
            "dispatches",
            json!({ "dispatchedOn": "2026-11-22" }),
            "dispatched",
        ),
    ] {
        let (status, told) = step(&client, 1, name, body).await;
        assert_eq!(
            (status, told["state"].as_str()),
            (200, Some(state)),
            "{name} {told}"
        );
    }
    let read = client.get(&answer(1)).await.told(200).body;
    assert_eq!(read["paragraph"], "§ 13");
    assert_eq!(read["summary"], "Kommunen tillstyrker.");
    assert_eq!(read["referrals"][0]["to"], "Miljönämnden");
}

async fn a_case_of_its_own_opens_the_answer(db: Db) {
    let world = World::opened(&db).await;
    let client = client(&db, world.county.representative(0));
    let (status, told) = step(
        &client,
        0,
        "cases",
        json!({ "registry": "kommunstyrelsen" }),
    )
    .await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(told["number"], "KS 2026/00001");
    assert_eq!(
        (&told["state"], &told["due"]),
        (&json!("opened"), &json!("2026-12-18"))
    );
    let (status, told) = step(
        &client,
        0,
        "cases",
        json!({ "registry": "kommunstyrelsen" }),
    )
    .await;
    assert_eq!(
        (status, told["code"].as_str()),
        (409, Some("move_impossible")),
        "no second number"
    );
}

async fn a_party_says_that_it_does_not_answer(db: Db) {
    let world = World::opened(&db).await;
    let client = client(&db, world.county.representative(2));
    let (status, told) = step(
        &client,
        2,
        "declinations",
        json!({ "declineReason": "Berör oss inte" }),
    )
    .await;
    assert_eq!(
        (status, told["code"].as_str()),
        (409, Some("consultation_declined_by_missing"))
    );
    let said = json!({ "declinedBy": "Kommundirektören", "declineReason": "Berör oss inte", "dispatchedOn": "2026-11-22" });
    let (status, told) = step(&client, 2, "declinations", said).await;
    assert_eq!(
        (status, told["state"].as_str()),
        (200, Some("declined")),
        "{told}"
    );
}

async fn nobody_steps_for_another_party(db: Db) {
    let world = World::opened(&db).await;
    let eksjo = client(&db, world.county.representative(1));
    for (name, body) in [
        ("openings", json!({ "number": "1" })),
        ("cases", json!({ "registry": "kommunstyrelsen" })),
        ("declinations", json!({ "declinedBy": "Vi" })),
        ("returns", json!({ "reason": "Fel." })),
    ] {
        let (status, told) = step(&eksjo, 0, name, body).await;
        assert_eq!(status, 403, "{name} {told}");
    }
    let one = format!("{}/proposals/{ARCHIVE}", answer(0));
    let tag = eksjo.get(&one).await.told(200).tag;
    eksjo
        .put(&one, &tag, &json!({ "way": "adopts" }))
        .await
        .told(403);
    let stranger = client(&db, world.county.stranger());
    stranger.get(&one).await.told(404);
    let path = format!("{}/openings", answer(0));
    stranger
        .post(&path, "\"1\"", &json!({ "number": "1" }))
        .await
        .told(404);
}

async fn what_was_not_read_is_not_adopted(db: Db) {
    let world = World::opened(&db).await;
    let client = client(&db, world.county.representative(0));
    let one = format!("{}/proposals/{ARCHIVE}", answer(0));
    let read = client.get(&one).await.told(200);
    world
        .draft(&world.coordinator, ARCHIVE, "reject", "Nej.")
        .await;
    let late = client
        .put(&one, &read.tag, &json!({ "way": "adopts" }))
        .await;
    assert_eq!(late.code(), "changed_meanwhile");
    let blind = client.put(&one, "", &json!({ "way": "adopts" })).await;
    assert_eq!(blind.code(), "precondition_required");
}

async fn a_part_asks_for_its_own_fields_only(db: Db) {
    let world = World::opened(&db).await;
    let client = client(&db, world.county.representative(0));
    for body in [
        json!({ "number": "1", "state": "dispatched" }),
        json!({ "number": "1", "party": "eksjo-kommun" }),
        json!({ "number": "1", "zebra": 1 }),
    ] {
        let (status, told) = step(&client, 0, "openings", body.clone()).await;
        assert_eq!(status, 422, "{body} {told}");
    }
    let (status, told) = step(&client, 0, "rulings", json!({ "decidedOn": "i går" })).await;
    assert_eq!(status, 422, "{told}");
    assert_eq!(told["errors"][0]["pointer"], "/decidedOn");
}
