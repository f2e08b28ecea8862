//! Which letters are due: once an hour everybody's paces are looked at, a stretch of people at a time.

use crate::letter::{Order, Part};
use crate::model::{Choices, Pace, Sort, period, round};
use crate::{NOTICE_JOB, store};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use samverk_database::{Db, Tx, enqueue_job, find_setting, put_setting};
use samverk_foundation::{PersonId, Problem};
use samverk_identity::people_after;
use std::collections::BTreeMap;

/// People in one transaction.
const STRETCH: u64 = 500;

/// What was done in the last moments of the hour is committed when it is looked at.
const SETTLED: TimeDelta = TimeDelta::minutes(2);

const SWEPT: &str = "notices_swept";

/// Orders the letters that are due, if the hour has not been looked at. Answers whether it was.
pub async fn sweep(db: &Db, demo_mode: bool) -> Result<bool, Problem> {
    let tx = db.read().await?;
    let hour = (tx.now() - SETTLED)
        .with_minute(0)
        .and_then(|at| at.with_second(0));
    let Some(hour) = hour.and_then(|at| at.with_nanosecond(0)) else {
        return Ok(false);
    };
    let hour_text = hour.to_rfc3339();
    if find_setting(&tx, SWEPT)
        .await?
        .is_some_and(|swept| swept >= hour_text)
    {
        return Ok(false);
    }
    drop(tx);
    let mut after = None;
    loop {
        let tx = db.begin("order_letters").await?;
        let people = people_after(&tx, after, STRETCH, demo_mode).await?;
        after = people.last().map(|(person, _)| *person);
        let Some(last) = after else {
            store::forget_old(&tx).await?;
            put_setting(&tx, SWEPT, &hour_text).await?;
            tx.commit().await?;
            return Ok(true);
        };
        match order(&tx, &people, hour).await {
            Ok(()) => tx.commit().await?,
            // Another server takes care of these people.
            Err(problem) if problem.code == "already_exists" => drop(tx),
            Err(problem) => return Err(problem),
        }
        after = Some(last);
    }
}

/// Whoever is shut out is told nothing, and not afterwards either: their rounds go by.
async fn order(tx: &Tx, people: &[(PersonId, bool)], hour: DateTime<Utc>) -> Result<(), Problem> {
    let ids: Vec<PersonId> = people.iter().map(|(person, _)| *person).collect();
    let shut_out = people.iter().filter(|(_, is_active)| !is_active);
    let shut_out: Vec<PersonId> = shut_out.map(|(person, _)| *person).collect();
    store::pass_over_unsent(tx, &shut_out).await?;
    let before = store::rounds_before(tx, &ids).await?;
    for chosen in store::choices_of(tx, &ids).await? {
        let due = due(&chosen, &before, hour);
        let Some(began) = due.iter().map(|(_, _, began)| *began).max() else {
            continue;
        };
        let rounds: Vec<_> = due
            .iter()
            .map(|(sort, _, began)| (chosen.person, *sort, *began))
            .collect();
        store::claim_rounds(tx, &rounds).await?;
        if shut_out.contains(&chosen.person) {
            continue;
        }
        let parts = due.into_iter();
        let order = Order::Summary {
            person: chosen.person,
            until: began,
            parts: parts.map(|(sort, since, _)| Part { sort, since }).collect(),
        };
        enqueue_job(tx, NOTICE_JOB, &order).await?;
    }
    Ok(())
}

type Before = BTreeMap<(PersonId, Sort), DateTime<Utc>>;

/// The sorts whose round has come, since when, and which round it is.
fn due(
    chosen: &Choices,
    before: &Before,
    hour: DateTime<Utc>,
) -> Vec<(Sort, DateTime<Utc>, DateTime<Utc>)> {
    let due = |sort: Sort| {
        let pace = chosen.pace(sort);
        if matches!(
            (sort, pace),
            (Sort::Notices, Pace::AtOnce) | (Sort::Works, _)
        ) {
            // They are on their way since they were made.
            return None;
        }
        let began = round(pace, hour)?;
        let last = before.get(&(chosen.person, sort)).copied();
        let since = last.unwrap_or(began - period(pace));
        (since < began).then_some((sort, since, began))
    };
    Sort::ALL.into_iter().filter_map(due).collect()
}
