//! A printed table is compared before it is saved, so that what is confirmed has been seen.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_comparison_is_shown_before_it_is_confirmed,
);

const PRINTED: &str = "/fordelning/fordelning-2023/tryckt-tabell";

fn table<'a>(confirmed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("source", "Avtalet"),
        ("printed.0.party", "region-jonkopings-lan"),
        ("printed.0.share", "30 %"),
        ("printed.0.amount", "299 000"),
        ("total", "299 000"),
        ("revision", "1"),
    ];
    form.extend(confirmed);
    form
}

async fn the_comparison_is_shown_before_it_is_confirmed(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let coordinator = coordinator(&db).await;
    let (status, html) = post(&db, &coordinator, PRINTED, &table(&[])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    let compared = html.find("id=\"printed-preview\"").expect(&html);
    let asked = html.find("name=\"confirmed\"").expect(&html);
    assert!(compared < asked, "{html}");
    let preview = &html[compared..asked];
    for said in [
        "Tabellen är inte sparad än.",
        "299 000 kr",
        "300 000 kr",
        "−1 000 kr",
    ] {
        assert!(preview.contains(said), "{said}: {preview}");
    }
    let saved = page(&db, &coordinator, "/fordelning/fordelning-2023").await;
    assert!(!saved.contains("299 000"), "{saved}");
    let (status, to) = post(&db, &coordinator, PRINTED, &table(&[("confirmed", "true")])).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let saved = page(&db, &coordinator, "/fordelning/fordelning-2023").await;
    assert!(saved.contains("299 000 kr"), "{saved}");
}
