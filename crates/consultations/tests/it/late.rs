//! Days late are computed, and a late answer is sent all the same.

use crate::world::{CONSULTATION, MIGRATIONS, World, answer};
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    a_late_answer_is_sent_and_told,
    nothing_is_sent_before_it_is_decided_or_tomorrow,
    more_time_is_never_less,
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
    let days = line.split([',', ';']).nth(2);
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
