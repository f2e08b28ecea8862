//! Another system that registers and reads.

use crate::world::{MIGRATIONS, World, modules};
use samverk_database::Db;
use samverk_foundation::{Actor, Person, TokenAccess};
use samverk_testing::api::Client;
use samverk_testing::site::words;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    what_is_registered_is_read_changed_and_made_void,
    a_number_is_given_and_never_said,
    documents_are_listed_added_and_changed,
);

pub const CASES: &str = "/parties/aneby-kommun/registries/kommunstyrelsen/cases";

pub fn client(db: &Db, actor: Actor) -> Client {
    let Actor::Person(person) = actor else {
        panic!("a person");
    };
    let token = TokenAccess::of([samverk_cases::READ, samverk_cases::WRITE]);
    let actor = Actor::Person(Person {
        token: Some(token),
        ..person
    });
    let modules = modules();
    let words = words(&modules);
    Client::new(db, actor, (&modules[0], samverk_cases::api()), &words, "")
}

async fn what_is_registered_is_read_changed_and_made_void(db: Db) {
    let world = World::of(&db).await;
    let client = client(&db, world.registrar());
    let said = json!({ "subject": "Remiss", "begun": "incoming", "receivedOn": "2026-11-20" });
    let made = client.post(CASES, "", &said).await.told(201);
    assert_eq!(made.body["number"], "KS 2026/00001");
    assert_eq!(made.body["registeredOn"], "2026-11-22");
    let one = format!("{CASES}/ks-2026-00001");
    let read = client.get(&one).await.told(200);
    assert_eq!((&read.body, &read.tag), (&made.body, &made.tag));
    // What was read is taken back unchanged.
    let same = client.put(&one, &read.tag, &read.body).await.told(200);
    assert_eq!(same.tag, read.tag);
    let mut changed = read.body.clone();
    changed["subject"] = json!("Remiss om målbild");
    client.put(&one, &read.tag, &changed).await.told(200);
    let late = client.put(&one, &read.tag, &changed).await;
    assert_eq!(late.code(), "changed_meanwhile");
    let tag = client.get(&one).await.tag;
    let decisions = format!("{one}/decisions");
    let unsaid = client
        .post(&decisions, &tag, &json!({ "to": "void" }))
        .await
        .told(422);
    assert_eq!(unsaid.errors(), [("reason_missing", "/reason")]);
    for (wrong, told) in [
        (json!({ "to": "zebra" }), ("body_invalid", "/to")),
        (
            json!({ "to": "void", "zebra": 1 }),
            ("body_invalid", "/zebra"),
        ),
        (
            json!({ "to": "closed", "reason": "Klart" }),
            ("reason_not_asked", "/reason"),
        ),
    ] {
        let refused = client.post(&decisions, &tag, &wrong).await.told(422);
        assert_eq!(refused.errors(), [told], "{wrong}");
    }
    let void = json!({ "to": "void", "reason": "Registrerat två gånger." });
    let void = client.post(&decisions, &tag, &void).await.told(200);
    assert_eq!(
        (&void.body["status"], &void.body["number"]),
        (&json!("void"), &json!("KS 2026/00001"))
    );
    let tag = client.get(&one).await.tag;
    let refused = client.put(&one, &tag, &changed).await.told(409);
    assert_eq!(refused.code(), "case_is_void");
    let all = client.get(CASES).await.told(200);
    assert_eq!(all.body["_meta"]["totalRecords"], 1);
    let open = client.get(&format!("{CASES}?status=open")).await.told(200);
    assert_eq!(open.body["_meta"]["totalRecords"], 0);
    let found = client
        .get(&format!("{CASES}?search=remiss"))
        .await
        .told(200);
    assert_eq!(found.body["_meta"]["totalRecords"], 1);
}

async fn a_number_is_given_and_never_said(db: Db) {
    let world = World::of(&db).await;
    let registrar = client(&db, world.registrar());
    let said = json!({ "subject": "Remiss", "begun": "own" });
    // Nothing is registered under a number that somebody chose.
    let chosen = registrar
        .put(&format!("{CASES}/ks-2026-00007"), "", &said)
        .await;
    chosen.told(404);
    let mut numbered = said.clone();
    numbered["number"] = json!("KS 2026/00007");
    registrar.post(CASES, "", &numbered).await.told(422);
    let removed = registrar
        .delete(&format!("{CASES}/ks-2026-00001"), "")
        .await;
    assert_eq!(removed.status.as_u16(), 405);
    for (who, status) in [(world.reader(), 403), (world.county.representative(1), 404)] {
        let client = client(&db, who);
        client.post(CASES, "", &said).await.told(status);
    }
    let other = client(&db, world.county.representative(1));
    other.get(CASES).await.told(404);
    let made = registrar.post(CASES, "", &said).await.told(201);
    assert_eq!(made.body["number"], "KS 2026/00001");
}

async fn documents_are_listed_added_and_changed(db: Db) {
    let world = World::of(&db).await;
    let client = client(&db, world.registrar());
    let case = world.register(crate::world::content("Remiss")).await;
    let file = world.lay(&case, ("missiv.pdf", b"%PDF-1.7\n")).await;
    let one = format!("{CASES}/ks-2026-00001");
    let all = format!("{one}/documents");
    let said = json!({
        "title": "Missiv", "publicTitle": "", "direction": "incoming",
        "datedOn": "2026-11-20", "sort": "official", "file": file,
    });
    let made = client.post(&all, "", &said).await.told(201);
    assert_eq!(made.body["number"], 1);
    assert_eq!(made.body["file"], format!("{file}/1"));
    assert_eq!(made.body["fileName"], "missiv.pdf");
    assert_eq!(
        (&made.body["fileState"], &made.body["fileStateReason"]),
        (&json!("not_scanned"), &json!("no_scanner"))
    );
    let at = format!("{all}/1");
    let read = client.get(&at).await.told(200);
    assert_eq!((&read.body, &read.tag), (&made.body, &made.tag));
    // What was read is taken back unchanged.
    let same = client.put(&at, &read.tag, &read.body).await.told(200);
    assert_eq!(same.tag, read.tag);
    let mut changed = read.body.clone();
    changed["title"] = json!("Missiv från myndigheten");
    client.put(&at, "", &changed).await.told(428);
    client.put(&at, &read.tag, &changed).await.told(200);
    let late = client.put(&at, &read.tag, &changed).await;
    assert_eq!(late.code(), "changed_meanwhile");
    let mut wrong = said.clone();
    wrong["datedOn"] = json!("2026-11-23");
    wrong["file"] = json!("zebra");
    let refused = client.post(&all, "", &wrong).await.told(422);
    let told = [
        ("document_in_future", "/datedOn"),
        ("case_file_unknown", "/file"),
    ];
    assert_eq!(refused.errors(), told);
    client.post(&all, "", &said).await.told(201);
    let second = client
        .get(&format!("{all}?offset=1&limit=1"))
        .await
        .told(200);
    assert_eq!(second.body["_meta"]["totalRecords"], 2);
    assert_eq!(second.body["documents"][0]["number"], 2);
    client.get(&format!("{all}/3")).await.told(404);
    let events = client.get(&format!("{one}/events")).await.told(200);
    assert_eq!(events.body["events"][0]["what"], "case.document_added");
    let reader = crate::api::client(&db, world.reader());
    reader.post(&all, "", &said).await.told(403);
    let other = crate::api::client(&db, world.county.representative(1));
    other.get(&all).await.told(404);
    // A void case takes none.
    let tag = client.get(&one).await.tag;
    let void = json!({ "to": "void", "reason": "Registrerat två gånger." });
    client
        .post(&format!("{one}/decisions"), &tag, &void)
        .await
        .told(200);
    let refused = client.post(&all, "", &said).await.told(409);
    assert_eq!(refused.code(), "case_is_void");
}
