//! The first page of whoever is signed in.

use crate::browser::{english, page};
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_stranger_is_asked_for_a_municipality,
    a_representative_sees_what_awaits_the_party,
    a_coordinator_sees_what_is_missing_from_whom,
    the_first_page_asks_the_same_number_of_questions,
);

async fn a_stranger_is_asked_for_a_municipality(db: Db) {
    world(&db).await;
    let html = page(&db, &Actor::Public, "/").await;
    assert!(html.contains("Hitta din kommun eller region"), "{html}");
    assert!(
        html.contains(COUNCIL) && !html.contains("Mitt arbete"),
        "{html}"
    );
}

async fn a_representative_sees_what_awaits_the_party(db: Db) {
    world(&db).await;
    decide_again(&db, 2023, 900_000, false).await;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let html = page(&db, &somebody, "/").await;
    assert!(
        html.contains("Bedöm hur långt ni tycker att samverkan har kommit"),
        "{html}"
    );
    let form = format!("href=\"/samverkan/{COUNCIL}/bedom\"");
    assert!(html.contains(&form), "one button leads to the form: {html}");
    assert!(
        html.contains("/aktorer/jonkopings-kommun"),
        "the own party: {html}"
    );
    assert!(
        !html.contains("Det här väntar du på"),
        "they run nothing: {html}"
    );
    assert!(
        !html.contains("Aneby"),
        "others' matters are not theirs: {html}"
    );
    assert!(html.contains("Nytt där du är med"), "{html}");
    let told = english(&db, &somebody, "/").await;
    assert!(told.contains("Awaits you"), "{told}");
    // Somebody of another party that takes part in nothing sees none of it.
    let elsewhere = at(&db, "umea-kommun", Role::Representative).await;
    let html = page(&db, &elsewhere, "/").await;
    assert!(html.contains("Ingenting väntar på dig"), "{html}");
    assert!(!html.contains(COUNCIL), "{html}");
}

async fn a_coordinator_sees_what_is_missing_from_whom(db: Db) {
    world(&db).await;
    let runner = coordinator(&db).await;
    let html = page(&db, &runner, "/").await;
    assert!(html.contains("Det här väntar du på"), "{html}");
    assert!(
        html.contains("Aneby kommun, Eksjö kommun"),
        "by name, as Swedish sorts them: {html}"
    );
    assert!(
        html.contains(&format!("/samverkan/{COUNCIL}/aktorer")),
        "{html}"
    );
    assert!(
        !html.contains("e-forvaltning-i-varmdo"),
        "others run that: {html}"
    );
}

async fn the_first_page_asks_the_same_number_of_questions(db: Db) {
    world(&db).await;
    let runner = coordinator(&db).await;
    let asked = async |actor: &Actor| {
        let before = db.query_count();
        page(&db, actor, "/").await;
        db.query_count() - before
    };
    let one = asked(&runner).await;
    let both = both(&db).await;
    assert_eq!(asked(&both).await, one, "for two collaborations as for one");
    assert!(one <= 20, "{one}");
}

async fn both(db: &Db) -> Actor {
    let tx = db.read().await.unwrap();
    let ids = [COUNCIL, "e-forvaltning-i-varmdo"];
    let mut roles = Vec::new();
    for key in ids {
        roles.push((scope(&tx, key).await.collaboration.id, Role::Coordinator));
    }
    person(&roles, &[])
}
