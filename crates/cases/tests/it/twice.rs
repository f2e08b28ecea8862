//! Pressing a button twice, or sending a call again, registers once.

use crate::api::{CASES, client};
use crate::world::{MIGRATIONS, REGISTRY_PAGE, World, content};
use axum::http::StatusCode;
use samverk_cases::Publicity;
use samverk_cases::actions::register_case_once;
use samverk_county::codes;
use samverk_database::Db;
use samverk_foundation::Actor;
use serde_json::json;
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    a_form_that_is_sent_twice_registers_one_case,
    two_at_once_with_one_token_register_one_case,
    a_call_that_is_repeated_registers_one_case,
    what_says_something_else_is_not_taken_for_the_same,
    a_document_a_draft_a_way_and_a_task_sent_twice_are_done_once,
);

async fn a_form_that_is_sent_twice_registers_one_case(db: Db) {
    let world = World::of(&db).await;
    let new = format!("{REGISTRY_PAGE}/arenden/ny");
    let registrar = world.registrar();
    let page = world.house.page(&registrar, &new).await;
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let said = [("subject", "Remiss"), ("begun", "own"), ("token", token)];
    for _ in 0..2 {
        let page = world.house.submit(&registrar, &new, &said).await;
        assert!(page.contains("KS 2026/00001"), "{page}");
    }
    let list = world.house.page(&registrar, REGISTRY_PAGE).await;
    assert!(!list.contains("KS 2026/00002"), "{list}");
    let other = world.house.page(&registrar, &new).await;
    assert!(!other.contains(token), "each form has a token of its own");
}

async fn two_at_once_with_one_token_register_one_case(db: Db) {
    let world = World::of(&db).await;
    let token = Some(Uuid::from_u128(7));
    let registrar = world.registrar();
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (db, registrar) = (db.clone(), registrar.clone());
        asking.spawn(async move {
            let tx = db.begin("register").await.unwrap();
            let desk = crate::world::desk(&tx, &registrar).await;
            let said = content("Samma");
            let done = register_case_once(&tx, &registrar, &desk, said, token).await;
            match done {
                Ok(case) => {
                    tx.commit().await.unwrap();
                    Some(case.number)
                }
                Err(problems) => {
                    assert_eq!(codes(&problems), ["case_registered_already"]);
                    None
                }
            }
        });
    }
    let mut numbers = Vec::new();
    while let Some(done) = asking.join_next().await {
        numbers.extend(done.unwrap());
    }
    assert_eq!(numbers, ["KS 2026/00001"]);
    let next = world.register(content("Nästa")).await;
    assert_eq!(next.number, "KS 2026/00002");
}

async fn a_call_that_is_repeated_registers_one_case(db: Db) {
    let world = World::of(&db).await;
    let client = client(&db, world.registrar());
    let said = json!({ "subject": "Remiss", "begun": "own" });
    let key = "0199c0de-0000-7000-8000-000000000001";
    let with = |key: &'static str| [("idempotency-key", key)];
    let first = client.post_with(CASES, &with(key), &said).await.told(201);
    let again = client.post_with(CASES, &with(key), &said).await.told(200);
    assert_eq!(first.body, again.body);
    let wrong = client
        .post_with(CASES, &with("zebra"), &said)
        .await
        .told(422);
    assert_eq!(wrong.code(), "idempotency_key_invalid");
    let other = client.post(CASES, "", &said).await.told(201);
    assert_eq!(other.body["number"], "KS 2026/00002");
    let said = json!({ "subject": "Annat", "begun": "own" });
    let other = client.post_with(CASES, &with(key), &said).await.told(409);
    assert_eq!(other.code(), "case_registered_otherwise");
}

fn token_in(page: &str) -> String {
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap();
    token.split('"').next().unwrap().to_owned()
}

async fn what_says_something_else_is_not_taken_for_the_same(db: Db) {
    let world = World::of(&db).await;
    world.show(Publicity::Documents).await;
    let (registrar, public) = (world.registrar(), Actor::Public);
    let (new, ask) = (
        format!("{REGISTRY_PAGE}/arenden/ny"),
        format!("{REGISTRY_PAGE}/begar"),
    );
    for (who, form, field, others) in [
        (&registrar, &new, "subject", [("begun", "own")]),
        (&public, &ask, "what", [("contact", "zacharias@exempel.se")]),
    ] {
        let token = token_in(&world.house.page(who, form).await);
        let said = |text, token| [&[(field, text), ("token", token)][..], &others[..]].concat();
        let first = said("Det första", &token);
        let (status, _) = world.house.post(who, form, &first).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (status, _) = world.house.post(who, form, &first).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (status, told) = world
            .house
            .post(who, form, &said("Det andra", &token))
            .await;
        assert_eq!(status, StatusCode::CONFLICT, "{told}");
        assert!(
            told.contains("Det andra") && told.contains("inte sparat"),
            "{told}"
        );
        let again = token_in(&told);
        let (status, told) = world
            .house
            .post(who, form, &said("Det andra", &again))
            .await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }
    let client = client(&db, registrar);
    let all = client.get(CASES).await.told(200);
    assert_eq!(all.body["_meta"]["totalRecords"], 4);
}

async fn a_document_a_draft_a_way_and_a_task_sent_twice_are_done_once(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(content("Remiss")).await;
    let (registrar, house) = (world.registrar(), &world.house);
    let one = format!("{REGISTRY_PAGE}/arenden/{}", case.key);
    let new = format!("{one}/handlingar/ny");
    let token = token_in(&house.page(&registrar, &new).await);
    let said = [
        ("title", "Svar"),
        ("direction", "outgoing"),
        ("dated_on", "2026-11-20"),
        ("sort", "official"),
        ("token", &*token),
    ];
    for _ in 0..2 {
        let (status, told) = house.post(&registrar, &new, &said).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }
    let page = house.page(&registrar, &one).await;
    assert!(
        page.contains("KS 2026/00001-1") && !page.contains("KS 2026/00001-2"),
        "{page}"
    );
    let administrator = world.administrator();
    let from = "/aktorer/aneby-kommun/arendeprocesser/ny/fran";
    let mut places = std::collections::BTreeSet::new();
    for _ in 0..2 {
        let begun = [("from", "samverk:begaran-om-handling"), ("name", "Begäran")];
        let (status, place) = house.post(&administrator, from, &begun).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{place}");
        places.insert(place);
    }
    assert_eq!(places.len(), 1, "{places:?}");
    // A way that closes the case, and the task before it.
    world.process("begaran-om-handling").await;
    let choose = [("procedure", "begaran-om-handling"), ("revision", "1")];
    house
        .submit(&registrar, &format!("{one}/process"), &choose)
        .await;
    let page = house.page(&registrar, &one).await;
    let task = page
        .split(&format!("href=\"{one}/uppgifter/"))
        .nth(1)
        .unwrap();
    let task = format!("{one}/uppgifter/{}", task.split('"').next().unwrap());
    for _ in 0..2 {
        let (status, told) = house.post(&registrar, &task, &[]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }
    let page = house.page(&registrar, &one).await;
    let way = page.split(&format!("href=\"{one}/vag/")).nth(1).unwrap();
    let way = format!("{one}/vag/{}", way.split('"').next().unwrap());
    let revision = house.page(&registrar, &way).await;
    let revision = revision.split("name=\"revision\" value=\"").nth(1).unwrap();
    let revision = revision.split('"').next().unwrap();
    for _ in 0..2 {
        let (status, told) = house
            .post(&registrar, &way, &[("revision", revision)])
            .await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }
}
