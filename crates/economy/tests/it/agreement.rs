//! A budget that is adopted anew leaves the distribution of the former one: both pages say so.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_budget_and_a_distribution_that_no_longer_agree_say_so,
    what_is_adopted_is_shown_to_the_public_in_the_same_breath,
    the_same_sum_in_other_parts_does_not_agree,
    a_reopened_budget_says_why_and_stands_beside_what_was_adopted,
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
    reopen(&db).await;
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

async fn reopen(db: &Db) {
    let path = format!("{BUDGET}/oppna-igen");
    let why = [("reason", "Utbildningen blev dyrare")];
    submit_seen(db, &path, &path, &why).await;
}

/// The lines of the year that is built by hand, with other amounts and another name of the last.
fn lines<'f>(staff: &'f str, education: (&'f str, &'f str)) -> Vec<(&'f str, &'f str)> {
    vec![
        ("lines.0.part", "lopande-verksamhet"),
        ("lines.0.name", "Samordnare"),
        ("lines.0.kind", "cost"),
        ("lines.0.amount", staff),
        ("lines.1.part", "kompetens"),
        ("lines.1.name", education.0),
        ("lines.1.kind", "cost"),
        ("lines.1.amount", education.1),
        ("lines.2.name", "Ej upparbetat"),
        ("lines.2.kind", "unspent"),
        ("lines.2.amount", "100 000"),
    ]
}

async fn the_same_sum_in_other_parts_does_not_agree(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    adopt(&db, BUDGET, "2022-11-20").await;
    adopt(&db, DISTRIBUTION, "2022-11-25").await;
    reopen(&db).await;
    let moved = lines("900 000", ("Utbildning", "400 000"));
    submit_seen(&db, "/budget/2023/rader", "/budget/2023/rader", &moved).await;
    adopt(&db, BUDGET, "2022-12-10").await;
    for path in [BUDGET, DISTRIBUTION] {
        let told = page(&db, &coordinator(&db).await, path).await;
        for said in [
            "fördelar lika mycket som den antagna budgeten, men delarna skiljer sig",
            "Löpande verksamhet 1 000 000 kr mot budgetens 900 000 kr",
            "Kompetens 300 000 kr mot budgetens 400 000 kr",
        ] {
            assert!(told.contains(said), "{path}: {said}: {told}");
        }
    }
}

async fn a_reopened_budget_says_why_and_stands_beside_what_was_adopted(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    adopt(&db, BUDGET, "2022-11-20").await;
    submit(&db, "/budget/2023/visning", &[("what", "publish")]).await;
    let coordinator = coordinator(&db).await;
    let whole = page(&db, &coordinator, BUDGET).await;
    assert!(!whole.contains("Tidigare beslut"), "{whole}");
    let path = format!("{BUDGET}/oppna-igen");
    let asked = page(&db, &coordinator, &path).await;
    assert!(
        asked.contains("Rådet") && asked.contains("Varför ska den ändras?"),
        "{asked}"
    );
    let silent = post(&db, &coordinator, &path, &[("revision", "4")]).await;
    assert_eq!(silent.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        silent.1.contains("Skriv varför den ska ändras."),
        "{}",
        silent.1
    );
    let reader = person(
        &[],
        &[(
            world_party(&db).await,
            samverk_foundation::Role::Representative,
        )],
    );
    assert_eq!(get(&db, &reader, &path).await.0, StatusCode::FORBIDDEN);
    reopen(&db).await;
    assert_eq!(get(&db, &coordinator, &path).await.0, StatusCode::CONFLICT);

    let changed = lines("1 000 000", ("Kurser", "350 000"));
    submit_seen(&db, "/budget/2023/rader", "/budget/2023/rader", &changed).await;
    let draft = page(&db, &coordinator, BUDGET).await;
    for said in [
        "Allmänheten ser den som den antogs",
        "Utbildningen blev dyrare",
        "Budgeten öppnades igen",
        "Tidigare beslut",
        "Skillnad",
        "Utbildning (borttagen)",
        "50 000 kr",
    ] {
        assert!(draft.contains(said), "{said}: {draft}");
    }
    let file = get(
        &db,
        &coordinator,
        &format!("{BUDGET}?tabell=budget&format=csv"),
    )
    .await
    .1;
    let has = |line: &str| file.lines().any(|one| one.contains(line));
    assert!(
        has("Utbildning (borttagen)") && has("Tidigare beslut"),
        "{file}"
    );
    let public = page(&db, &samverk_foundation::Actor::Public, BUDGET).await;
    for hidden in ["Tidigare beslut", "Utbildningen blev dyrare", "Kurser"] {
        assert!(!public.contains(hidden), "{hidden}: {public}");
    }
    adopt(&db, BUDGET, "2022-12-10").await;
    let anew = page(&db, &coordinator, BUDGET).await;
    assert!(
        anew.contains("Den tidigare budgeten antogs av Rådet"),
        "{anew}"
    );
    assert!(anew.contains("Utbildning (borttagen)"), "{anew}");
}

async fn world_party(db: &Db) -> samverk_foundation::PartyId {
    let tx = db.read().await.unwrap();
    let found = samverk_parties::store::find_party(&tx, "aneby-kommun").await;
    found.unwrap().unwrap().id
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
