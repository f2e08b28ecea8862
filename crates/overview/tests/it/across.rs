use crate::browser::{english, get, page, section};
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_coordinator_sees_what_is_missing_from_whom,
    only_the_coordinator_reads_across_parties,
    tables_across_parties_can_be_had_as_files,
    the_page_across_asks_the_same_number_of_questions,
);

const PAGE: &str = "/samverkan/digitaliseringsradet/aktorer";

async fn the_coordinator_sees_what_is_missing_from_whom(db: Db) {
    world(&db).await;
    decide_again(&db, 2022, 100_000, true).await;
    let aneby = party(&db, "aneby-kommun").await;
    record_view(&db, &aneby, 2).await;
    let coordinator = coordinator(&db).await;
    let html = page(&db, &coordinator, PAGE).await;
    assert!(
        html.contains("Betalar 2022") && html.contains("1 757 180 kr"),
        "{html}"
    );
    assert!(html.contains("4 830 000 kr"), "the sum of all: {html}");
    let missing = section(&html, "missing");
    let rows: Vec<&str> = missing.split("<tr").collect();
    let of = |name: &str, what: &str| {
        let mut rows = rows.iter();
        rows.any(|row| row.contains(name) && row.contains(what))
    };
    assert!(of(
        "Jönköpings kommun",
        "Aktörens syn på hur långt samverkan har kommit"
    ));
    assert!(!of(
        "Aneby kommun",
        "Aktörens syn på hur långt samverkan har kommit"
    ));
    assert!(of("Aneby kommun", "ingen person har en roll där"));
    assert!(
        !missing.contains("/personer\""),
        "the coordinator may not read the people of a party"
    );
    assert!(
        !missing.contains("utkast"),
        "drafts are not missing from anybody"
    );
    let overview = page(&db, &coordinator, "/samverkan/digitaliseringsradet").await;
    assert!(overview.contains(PAGE));
}

async fn only_the_coordinator_reads_across_parties(db: Db) {
    world(&db).await;
    let representative = at(&db, "jonkopings-kommun", Role::Representative).await;
    assert_eq!(
        get(&db, &representative, PAGE).await.0,
        StatusCode::FORBIDDEN
    );
    let to_sign_in = get(&db, &Actor::Public, PAGE).await.0;
    assert_eq!(to_sign_in, StatusCode::SEE_OTHER);
    let elsewhere = {
        let tx = db.read().await.unwrap();
        let varmdo = scope(&tx, "e-forvaltning-i-varmdo").await.collaboration.id;
        person(&[(varmdo, Role::Coordinator)], &[])
    };
    assert_eq!(get(&db, &elsewhere, PAGE).await.0, StatusCode::FORBIDDEN);
    for actor in [representative, elsewhere, Actor::Public] {
        let overview = page(&db, &actor, "/samverkan/digitaliseringsradet").await;
        assert!(!overview.contains(PAGE));
    }
    let unknown = get(&db, &coordinator(&db).await, "/samverkan/ingen/aktorer").await;
    assert_eq!(unknown.0, StatusCode::NOT_FOUND);
}

async fn tables_across_parties_can_be_had_as_files(db: Db) {
    world(&db).await;
    let coordinator = coordinator(&db).await;
    for (table, words) in [("aktorer", "1657180"), ("saknas", "Aneby kommun")] {
        let path = format!("{PAGE}?tabell={table}&format=csv");
        let (status, text) = get(&db, &coordinator, &path).await;
        assert_eq!(status, StatusCode::OK, "{table}");
        assert!(
            text.starts_with('\u{feff}') && text.contains(words),
            "{table}: {text}"
        );
    }
    english(&db, &coordinator, PAGE).await;
}

async fn the_page_across_asks_the_same_number_of_questions(db: Db) {
    world(&db).await;
    let coordinator = coordinator(&db).await;
    let asks = async || {
        let before = db.query_count();
        page(&db, &coordinator, PAGE).await;
        db.query_count() - before
    };
    let first = asks().await;
    for number in 0..12 {
        add_group(&db, &format!("Ny grupp {number}")).await;
        decide_again(&db, 2030 + number, 1_000, true).await;
    }
    assert_eq!(asks().await, first);
    assert!(first <= 34, "{first} questions");
}
