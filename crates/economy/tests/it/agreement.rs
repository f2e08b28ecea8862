//! A budget that is adopted anew leaves the distribution of the former one: both pages say so.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_budget_and_a_distribution_that_no_longer_agree_say_so,
    what_is_adopted_is_shown_to_the_public_in_the_same_breath,
    what_is_adopted_is_not_asked_to_be_removed,
);

const BUDGET: &str = "/budget/2023";
const DISTRIBUTION: &str = "/fordelning/fordelning-2023";
const TOLD: &str = "fördelar 1 200 000 kr, men den antagna budgeten är på 1 300 000 kr";

/// Sends a form with the revision that its page shows.
async fn submit_seen(db: &Db, asked: &str, path: &str, form: &[(&str, &str)]) {
    let html = page(db, &coordinator(db).await, asked).await;
    let revision = html.split("name=\"revision\" value=\"").nth(1).unwrap();
    let revision = revision.split('"').next().unwrap();
    let form = [form, &[("revision", revision)]].concat();
    submit(db, path, &form).await;
}

async fn adopt(db: &Db, of: &str, date: &str) {
    let path = format!("{of}/anta");
    let decision = [("body", "Rådet"), ("date", date)];
    submit_seen(db, &path, &path, &decision).await;
}

async fn told(db: &Db) -> [bool; 2] {
    let reader = coordinator(db).await;
    let budget = page(db, &reader, BUDGET).await;
    let distribution = page(db, &reader, DISTRIBUTION).await;
    [budget.contains(TOLD), distribution.contains(TOLD)]
}

async fn what_is_adopted_is_shown_to_the_public_in_the_same_breath(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    for of in [BUDGET, DISTRIBUTION] {
        let path = format!("{of}/anta");
        let asked = page(&db, &coordinator(&db).await, &path).await;
        assert!(
            asked.contains("name=\"published\" value=\"true\" checked"),
            "{asked}"
        );
        let decision = [("body", "Rådet"), ("date", "2022-11-20")];
        let shown = [decision.as_slice(), &[("published", "true")]].concat();
        submit_seen(&db, &path, &path, &shown).await;
        let (status, html) = get(&db, &Actor::Public, of).await;
        assert_eq!(status, StatusCode::OK, "{html}");
    }
}

async fn a_budget_and_a_distribution_that_no_longer_agree_say_so(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    adopt(&db, BUDGET, "2022-11-20").await;
    adopt(&db, DISTRIBUTION, "2022-11-25").await;
    assert_eq!(told(&db).await, [false, false]);
    submit_seen(&db, BUDGET, "/budget/2023/visning", &[("what", "reopen")]).await;
    let lines = [
        ("lines.0.part", "lopande-verksamhet"),
        ("lines.0.name", "Samordnare"),
        ("lines.0.kind", "cost"),
        ("lines.0.amount", "1 000 000"),
        ("lines.1.part", "kompetens"),
        ("lines.1.name", "Utbildning"),
        ("lines.1.kind", "cost"),
        ("lines.1.amount", "300 000"),
    ];
    submit_seen(&db, "/budget/2023/rader", "/budget/2023/rader", &lines).await;
    // What is being worked on is decided by nobody.
    assert_eq!(told(&db).await, [false, false]);
    adopt(&db, BUDGET, "2022-12-10").await;
    assert_eq!(told(&db).await, [true, true]);
}

async fn what_is_adopted_is_not_asked_to_be_removed(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    adopt(&db, BUDGET, "2022-11-20").await;
    adopt(&db, DISTRIBUTION, "2022-11-25").await;
    for of in [BUDGET, DISTRIBUTION] {
        let path = format!("{of}/ta-bort");
        let (status, html) = get(&db, &coordinator(&db).await, &path).await;
        assert_eq!(status, StatusCode::CONFLICT, "{html}");
        assert!(html.contains("låst") && !html.contains("utkast"), "{html}");
    }
}
