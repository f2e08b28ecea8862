//! Pressing a button twice, or sending a call again, registers once.

use crate::api::{CASES, client};
use crate::world::{MIGRATIONS, REGISTRY_PAGE, World, content};
use samverk_cases::actions::register_case_once;
use samverk_county::codes;
use samverk_database::Db;
use serde_json::json;
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    a_form_that_is_sent_twice_registers_one_case,
    two_at_once_with_one_token_register_one_case,
    a_call_that_is_repeated_registers_one_case,
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
}
