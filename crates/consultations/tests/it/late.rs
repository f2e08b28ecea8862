//! Days late are computed, and a late answer is sent all the same.

use crate::world::{CONSULTATION, MIGRATIONS, World, answer};
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    a_late_answer_is_sent_and_told,
    nothing_is_sent_before_it_is_decided_or_tomorrow,
    more_time_is_never_less,
    what_was_granted_hinders_nothing_when_the_last_day_moves,
    a_decision_is_not_older_than_what_was_asked,
    one_day_is_one_day,
);

/// The last day was a week ago.
async fn a_late_answer_is_sent_and_told(db: Db) {
    let world = World::opened(&db).await;
    let path = format!("{CONSULTATION}/redigera");
    let consultation = [
        ("title", "Digital infrastruktur"),
        ("direction", "received"),
        ("sender", "Påhittade myndigheten"),
        ("missive", "Vi vill ha synpunkter."),
        ("last_day", "2026-11-11"),
    ];
    world.fill(&world.coordinator, &path, &consultation).await;
    world.open(0, "KS 2026/1").await;
    let page = world.adopt_and_send(0, "2026-11-22").await;
    assert!(page.contains("11 dagar efter sista dag"), "{page}");
    let table = format!("{CONSULTATION}?tabell=svar&format=csv");
    let table = world.house.page(&world.coordinator, &table).await;
    let line = table.lines().find(|line| line.contains("Aneby")).unwrap();
    let days = line.split([',', ';']).nth(3);
    assert_eq!(days, Some("11"), "{table}");
}

async fn nothing_is_sent_before_it_is_decided_or_tomorrow(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    world.adopt(&aneby, &answer(0), None).await;
    let path = format!("{}/antaget", answer(0));
    let (status, told) = world
        .send(&aneby, &path, &[("body", "Kommunstyrelsen")])
        .await;
    assert_eq!(status, 409, "{told}");
    let early = [("body", "Kommunstyrelsen"), ("decided_on", "2026-11-23")];
    let (status, told) = world.send(&aneby, &path, &early).await;
    assert_eq!(status, 409, "{told}");
    world.decide(0).await;
    let path = format!("{}/expedierat", answer(0));
    for day in ["2026-11-20", "2026-11-23"] {
        let (status, told) = world.send(&aneby, &path, &[("dispatched_on", day)]).await;
        assert_eq!(status, 409, "{day}: {told}");
    }
}

async fn more_time_is_never_less(db: Db) {
    let world = World::opened(&db).await;
    let aneby = world.county.representative(0);
    let path = format!("{}/anstand", answer(0));
    let (status, told) = world
        .send(&aneby, &path, &[("extended_until", "2026-12-01")])
        .await;
    assert_eq!(status, 422, "{told}");
    assert!(told.contains("Sista dag är 2026-12-18"), "{told}");
}

async fn what_was_granted_hinders_nothing_when_the_last_day_moves(db: Db) {
    let world = World::opened(&db).await;
    let aneby = world.county.representative(0);
    let path = format!("{}/anstand", answer(0));
    let granted = [("extended_until", "2026-12-30")];
    world.fill(&aneby, &path, &granted).await;
    let moved = [
        ("title", "Digital infrastruktur"),
        ("direction", "received"),
        ("sender", "Påhittade myndigheten"),
        ("missive", "Vi vill ha synpunkter."),
        ("last_day", "2027-01-20"),
    ];
    let edit = format!("{CONSULTATION}/redigera");
    world.fill(&world.coordinator, &edit, &moved).await;
    let summary = [("summary", "Kommunen tillstyrker.")];
    let path = format!("{}/yttrande", answer(0));
    let page = world.fill(&aneby, &path, &summary).await;
    assert!(
        page.contains("Svara senast 2027-01-20"),
        "the later day: {page}"
    );
}

async fn a_decision_is_not_older_than_what_was_asked(db: Db) {
    let world = World::opened(&db).await;
    world.open(0, "KS 2026/1").await;
    let aneby = world.county.representative(0);
    world.adopt(&aneby, &answer(0), None).await;
    let path = format!("{}/antaget", answer(0));
    let old = [("body", "Kommunstyrelsen"), ("decided_on", "2024-01-18")];
    let (status, told) = world.send(&aneby, &path, &old).await;
    assert_eq!(status, 409, "{told}");
    assert!(told.contains("Remissen kom in 2026-11-02"), "{told}");
}

async fn one_day_is_one_day(db: Db) {
    let world = World::opened(&db).await;
    let moved = [
        ("title", "Digital infrastruktur"),
        ("direction", "received"),
        ("sender", "Påhittade myndigheten"),
        ("missive", "Vi vill ha synpunkter."),
        ("last_day", "2026-11-21"),
    ];
    let edit = format!("{CONSULTATION}/redigera");
    world.fill(&world.coordinator, &edit, &moved).await;
    let page = world.house.page(&world.coordinator, &answer(0)).await;
    assert!(page.contains("1 dag efter sista dag"), "{page}");
}
