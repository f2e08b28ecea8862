//! The last day to answer is one by Swedish clocks, all of it, also when they are put back or forward.

use crate::world::{MIGRATIONS, SURVEY, World};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samverk_database::Db;
use samverk_foundation::TestClock;
use std::sync::Arc;

const OWN: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun/avsnitt/bas";

#[tokio::test]
async fn the_last_day_is_local_and_whole_on_sqlite() {
    samverk_testing::sqlite_with_clock(MIGRATIONS, the_last_day_is_local_and_whole).await;
}

#[tokio::test]
async fn the_last_day_is_local_and_whole_on_postgres() {
    samverk_testing::postgres_with_clock(MIGRATIONS, the_last_day_is_local_and_whole).await;
}

async fn the_last_day_is_local_and_whole(db: Db, clock: Arc<TestClock>) {
    // Summer time begins on the last day that is answered: 23.30 in Sweden is 21.30 UTC that evening, 22.30 the one before.
    let world = World::with_survey(&db, &[("closes", "2027-03-28")]).await;
    world.open().await;
    for (moment, servers, is_open) in [
        ("2027-03-27T22:30:00Z", "1", true),
        ("2027-03-28T21:30:00Z", "2", true),
        ("2027-03-28T22:05:00Z", "3", false),
    ] {
        to(&clock, &db, moment);
        takes(&world, servers, is_open).await;
    }
    // And ends: the day is an hour longer.
    closes(&world, "2027-10-31").await;
    for (moment, servers, is_open) in [
        ("2027-10-30T22:05:00Z", "4", true),
        ("2027-10-31T22:30:00Z", "5", true),
        ("2027-10-31T23:05:00Z", "6", false),
    ] {
        to(&clock, &db, moment);
        takes(&world, servers, is_open).await;
    }
    let page = world.house.page(&world.coordinator, SURVEY).await;
    assert!(page.contains("Sista svarsdag var 2027-10-31."), "{page}");
}

fn to(clock: &TestClock, db: &Db, moment: &str) {
    let wanted: DateTime<Utc> = moment.parse().unwrap();
    clock.advance(wanted - db.clock().now());
}

/// Whether an answer is taken now, from a page that was opened while it was.
async fn takes(world: &World<'_>, servers: &str, is_open: bool) {
    let one = world.county.representative(0);
    let (status, _) = world.house.get(&one, OWN).await;
    assert_eq!(status == StatusCode::OK, is_open, "{servers}");
    if is_open {
        world
            .answer(&one, OWN, &[("hur_manga_servrar_har_ni", servers)])
            .await;
        return;
    }
    let sent = [
        ("hur_manga_servrar_har_ni", servers),
        ("hur_manga_servrar_har_ni.seen", "0-0"),
    ];
    let (status, told) = world.house.post(&one, OWN, &sent).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    assert!(
        told.contains("Det går inte att svara på enkäten nu"),
        "{told}"
    );
}

async fn closes(world: &World<'_>, day: &str) {
    let path = format!("{SURVEY}/redigera");
    let sent = world
        .fill(&world.coordinator, &path, &[("closes", day)])
        .await;
    let (status, told) = world.send(&world.coordinator, &path, &sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
}
