use super::SCAN_FILE;
use crate::{Files, store};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt;
use samverk_database::{
    Db, Tx, enqueue_job, hold_setting, is_job_unfinished, list_object_events, put_setting,
};
use samverk_foundation::{Actor, Problem};
use samverk_web::AppState;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// The kind of job that removes bytes which nothing tells of, and asks the scanner again.
pub const TIDY_FILES: &str = "tidy_files";
const LAST: &str = "files_tidied";

const EVERY: TimeDelta = TimeDelta::days(1);
/// No upload takes so long, and whoever puts an older backup back has so long to find out.
const ORPHAN_AGE: TimeDelta = TimeDelta::days(7);
/// What is removed is there for a backup that is being made.
const REMOVED_AGE: TimeDelta = TimeDelta::days(1);
const HALF_WRITTEN_AGE: Duration = Duration::from_secs(24 * 60 * 60);
/// What was removed was removed last.
const EVENTS: u64 = 10;
/// So many names are asked for at once.
const STRETCH: usize = 500;

/// Orders the job once a day, whichever process comes first.
pub async fn order_tidying(db: &Db) -> Result<(), Problem> {
    let tx = db.begin("order_tidying").await?;
    let Some(last) = hold_setting(&tx, LAST).await? else {
        return Ok(());
    };
    let last = last.parse::<DateTime<Utc>>().ok();
    if last.is_some_and(|last| tx.now() - last < EVERY) {
        return Ok(());
    }
    put_setting(&tx, LAST, &tx.now().to_rfc3339()).await?;
    enqueue_job(&tx, TIDY_FILES, &json!({})).await?;
    tx.commit().await
}

pub async fn tidy_files(app: &AppState, files: &Files) -> Result<(), Problem> {
    part_from_removed_things(app).await?;
    remove_orphans(&app.db, files).await?;
    files.storage.sweep(HALF_WRITTEN_AGE);
    match files.scanner {
        Some(_) => ask_again(&app.db, files.signatures().await).await,
        None => Ok(()),
    }
}

/// What lay at a thing that has been removed goes too. The log must say that it was, or that its collaboration
/// was: what is merely not found may be found again.
async fn part_from_removed_things(app: &AppState) -> Result<(), Problem> {
    let tx = app.db.read().await?;
    let places = store::list_places(&tx).await?;
    let actor = Actor::System("tidying");
    let mut gone = Vec::new();
    for (kind, id) in places {
        let found = app.thing(&tx, &actor, &kind, id).await;
        let is_away = found.is_err_and(|problem| problem.code == "not_found");
        if is_away && is_removed(&tx, &kind, id).await? {
            gone.push((kind, id));
        }
    }
    drop(tx);
    for (kind, id) in gone {
        let tx = app.db.begin("part_from_removed_thing").await?;
        for file in store::list_files(&tx, &kind, id).await? {
            store::update_file(&tx, &file, Some(tx.now())).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn is_removed(tx: &Tx, kind: &str, id: Uuid) -> Result<bool, Problem> {
    let own = list_object_events(tx, id, EVENTS).await?;
    let removed = format!("{kind}.removed");
    if own.iter().any(|event| event.kind == removed) {
        return Ok(true);
    }
    let Some(place) = own.iter().find_map(|event| event.collaboration) else {
        return Ok(false);
    };
    let of_place = list_object_events(tx, place.0, EVENTS).await?;
    Ok(of_place
        .iter()
        .any(|event| event.kind == "collaboration.removed"))
}

/// Looks at all bytes there are. What no row tells of may be on its way in, so only what has lain long goes.
async fn remove_orphans(db: &Db, files: &Files) -> Result<(), Problem> {
    let mut stretches = files.storage.list().chunks(STRETCH);
    while let Some(stretch) = stretches.next().await {
        let lying = stretch.into_iter().collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<Uuid> = lying.iter().map(|one| one.id).collect();
        let tx = db.read().await?;
        let now = tx.now();
        let kept = store::kept_among(&tx, &ids, now - REMOVED_AGE).await?;
        let known = store::known_among(&tx, &ids).await?;
        drop(tx);
        for one in lying.iter().filter(|one| !kept.contains(&one.id)) {
            let is_old = now - one.since > ORPHAN_AGE;
            if known.contains(&one.id) || is_old {
                files.storage.remove(one.id).await?;
            }
        }
    }
    Ok(())
}

/// What was not scanned when it came, and has been given up since; and what was judged by other signatures
/// than those of today.
async fn ask_again(db: &Db, signatures: Option<String>) -> Result<(), Problem> {
    let tx = db.begin("ask_scanner_again").await?;
    // They are being tried still; the next day is soon enough for the rest.
    if is_job_unfinished(&tx, SCAN_FILE).await? {
        return Ok(());
    }
    let mut versions = store::list_waiting(&tx).await?;
    if let Some(signatures) = signatures {
        versions.extend(store::list_judged_by_others(&tx, &signatures).await?);
    }
    for id in versions {
        enqueue_job(&tx, SCAN_FILE, &json!({ "version": id })).await?;
    }
    tx.commit().await
}
