//! The domain's pages as a browser meets them, and a year built there by hand.

use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};
use samverk_testing::site::{self, Site};
use samverk_web::TextSource;

pub fn words() -> Vec<TextSource> {
    site::words(&[
        samverk_web::module(),
        samverk_kept::module(),
        samverk_identity::module(),
        samverk_parties::module(),
        samverk_economy::module(),
    ])
}

pub fn site(db: &Db, actor: &Actor) -> Site {
    Site::new(db, actor, &[samverk_economy::module()], &words())
}

/// A page of the council, or where it leads.
pub async fn get(db: &Db, actor: &Actor, path: &str) -> (StatusCode, String) {
    let path = format!("/samverkan/{COUNCIL}{path}");
    site(db, actor).get(&path).await.told()
}

pub async fn post(
    db: &Db,
    actor: &Actor,
    path: &str,
    form: &[(&str, &str)],
) -> (StatusCode, String) {
    let path = format!("/samverkan/{COUNCIL}{path}");
    site(db, actor).post(&path, form).await.told()
}

/// Who runs the council.
pub async fn coordinator(db: &Db) -> Actor {
    let tx = db.read().await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    person(&[(scope.collaboration.id, Role::Coordinator)], &[])
}

pub async fn page(db: &Db, actor: &Actor, path: &str) -> String {
    let (status, html) = get(db, actor, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {html}");
    html
}

pub async fn submit(db: &Db, path: &str, form: &[(&str, &str)]) -> String {
    let (status, to) = post(db, &coordinator(db).await, path, form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {to}");
    to
}

/// A model without rules.
pub const MODEL: [(&str, &str); 4] = [
    ("name", "Modell 2023"),
    ("purpose", "cost"),
    ("unit", "krona"),
    ("method", "largest_remainder"),
];

/// A budget, a measure, a model with two rules and a distribution, all in the browser.
pub async fn build_by_hand(db: &Db) {
    submit(
        db,
        "/budget/ny",
        &[
            ("year", "2023"),
            ("title", "Budget 2023"),
            ("parts.0.name", "Löpande verksamhet"),
            ("parts.0.kind", "running"),
            ("parts.1.name", "Kompetens"),
            ("parts.1.kind", "focus_area"),
        ],
    )
    .await;
    submit(
        db,
        "/budget/2023/rader",
        &[
            ("revision", "1"),
            ("lines.0.part", "lopande-verksamhet"),
            ("lines.0.name", "Samordnare"),
            ("lines.0.kind", "cost"),
            ("lines.0.amount", "1 000 000"),
            ("lines.1.part", "kompetens"),
            ("lines.1.name", "Utbildning"),
            ("lines.1.kind", "cost"),
            ("lines.1.amount", "300 000"),
            ("lines.2.name", "Ej upparbetat"),
            ("lines.2.kind", "unspent"),
            ("lines.2.amount", "100 000"),
        ],
    )
    .await;
    submit(
        db,
        "/matt/ny",
        &[
            ("name", "Anställda"),
            ("unit", "personer"),
            ("values.0.party", "aneby-kommun"),
            ("values.0.year", "2022"),
            ("values.0.value", "612"),
        ],
    )
    .await;
    submit(db, "/modeller/ny", &MODEL).await;
    submit(
        db,
        "/modeller/modell-2023/ny-regel/percentage",
        &[
            ("name", "Regionen"),
            ("takers", "listed"),
            ("parties", "region-jonkopings-lan"),
            ("base", "parts"),
            ("parts", "lopande-verksamhet"),
            ("percent", "30"),
            ("revision", "1"),
        ],
    )
    .await;
    submit(
        db,
        "/modeller/modell-2023/ny-regel/share",
        &[
            ("name", "Kommunerna"),
            ("takers", "municipality"),
            ("base", "rest"),
            ("measures.0.measure", "population"),
            ("measures.0.year", "-1"),
            ("revision", "2"),
        ],
    )
    .await;
    submit(
        db,
        "/fordelning/ny",
        &[
            ("title", "Fördelning 2023"),
            ("year", "2023"),
            ("model", "modell-2023"),
        ],
    )
    .await;
}
