//! Which year a number is of, over New Year and with clocks that go wrong.

use crate::world::{MIGRATIONS, World, content};
use chrono::TimeDelta;
use samverk_cases::model::Begun;
use samverk_database::Db;
use samverk_foundation::{Clock, TestClock};
use samverk_testing::{postgres_with_clock, sqlite_with_clock};
use std::sync::Arc;

mod sqlite {
    use super::*;

    #[tokio::test]
    async fn the_year_is_that_of_registration() {
        sqlite_with_clock(MIGRATIONS, super::over_new_year).await;
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_repeats_no_number() {
        sqlite_with_clock(MIGRATIONS, super::set_back).await;
    }
}

mod postgres {
    use super::*;

    #[tokio::test]
    async fn the_year_is_that_of_registration() {
        postgres_with_clock(MIGRATIONS, super::over_new_year).await;
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_repeats_no_number() {
        postgres_with_clock(MIGRATIONS, super::set_back).await;
    }
}

fn set(clock: &TestClock, moment: &str) {
    let moment: chrono::DateTime<chrono::Utc> = moment.parse().unwrap();
    clock.advance(moment - clock.now());
}

async fn over_new_year(db: Db, clock: Arc<TestClock>) {
    let world = World::of(&db).await;
    set(&clock, "2026-12-31T22:59:59Z");
    let last = world.register(content("Det sista")).await;
    assert_eq!(last.number, "KS 2026/00001");
    // Half an hour into the new year in Sweden, while it is still the old one elsewhere.
    set(&clock, "2026-12-31T23:30:00Z");
    let first = world.register(content("Det första")).await;
    assert_eq!(first.number, "KS 2027/00001");
    set(&clock, "2027-01-02T08:00:00Z");
    let mut late = content("Kom in på nyårsafton");
    late.begun = Begun::Incoming;
    late.received_on = "2026-12-31".parse().ok();
    let late = world.register(late).await;
    assert_eq!(late.number, "KS 2027/00002");
    assert_eq!(late.registered_on.to_string(), "2027-01-02");
    assert_eq!(late.content.received_on.unwrap().to_string(), "2026-12-31");
}

async fn set_back(db: Db, clock: Arc<TestClock>) {
    let world = World::of(&db).await;
    set(&clock, "2027-01-04T08:00:00Z");
    let mut numbers = Vec::new();
    for days in [0, -7, 0, 7, -1] {
        clock.advance(TimeDelta::days(days));
        numbers.push(world.register(content("Ärende")).await.number);
    }
    assert_eq!(
        numbers,
        [
            "KS 2027/00001",
            "KS 2026/00001",
            "KS 2026/00002",
            "KS 2027/00002",
            "KS 2027/00003",
        ]
    );
}
