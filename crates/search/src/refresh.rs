//! Keeps the index in step with the data: what is marked as stale is made anew.

use crate::model::{Indexed, indexed};
use crate::store;
use samverk_database::{
    Db, StaleMark, Tx, delete_stale, find_setting, hold_setting, list_stale, put_setting,
};
use samverk_foundation::{CollaborationId, Problem};
use samverk_web::SearchSource;
use std::collections::{BTreeMap, BTreeSet};

/// The setting that tells which way of cutting words the index is made with.
const SETTING: &str = "search_index";
/// Counted up when words are cut in another way, so that all is made anew.
const EDITION: &str = "2";
/// So that others are not kept waiting by one long transaction.
const MARKS_MAX: u64 = 16;

/// Marks everything as stale when the index has not been made, or in an older way.
pub async fn mark_all_if_new(db: &Db) -> Result<(), Problem> {
    let tx = db.read().await?;
    let made = find_setting(&tx, SETTING).await?;
    drop(tx);
    if made.as_deref() == Some(EDITION) {
        return Ok(());
    }
    let tx = db.begin("mark_all_stale").await?;
    tx.touch(None);
    for collaboration in samverk_parties::store::list_collaborations(&tx).await? {
        tx.touch(Some(collaboration.id));
    }
    put_setting(&tx, SETTING, EDITION).await?;
    tx.commit().await
}

/// Makes some of what is stale anew. Answers whether there was any, so that the caller comes again.
/// Several processes may call it: one of them does the work, the others go on.
pub async fn refresh(db: &Db, sources: &[SearchSource]) -> Result<bool, Problem> {
    let tx = db.read().await?;
    if list_stale(&tx, 1).await?.is_empty() {
        return Ok(false);
    }
    drop(tx);
    let tx = db.begin("refresh_search").await?;
    if hold_setting(&tx, SETTING).await?.is_none() {
        return Ok(false);
    }
    // Read before the data: what changes meanwhile leaves a mark that stays.
    let marks = list_stale(&tx, MARKS_MAX).await?;
    for place in places(&marks) {
        make_anew(&tx, sources, place).await?;
    }
    delete_stale(&tx, &marks).await?;
    tx.commit().await?;
    Ok(!marks.is_empty())
}

/// Makes anew until nothing is stale.
pub async fn refresh_all(db: &Db, sources: &[SearchSource]) -> Result<(), Problem> {
    while refresh(db, sources).await? {}
    Ok(())
}

fn places(marks: &[StaleMark]) -> BTreeSet<Option<CollaborationId>> {
    marks.iter().map(|mark| mark.collaboration).collect()
}

async fn make_anew(
    tx: &Tx,
    sources: &[SearchSource],
    place: Option<CollaborationId>,
) -> Result<(), Problem> {
    let mut wanted: BTreeSet<Indexed> = BTreeSet::new();
    for source in sources {
        for entry in source(tx, place).await? {
            wanted.insert(indexed(entry)?);
        }
    }
    let kept: BTreeMap<Indexed, i64> = store::list(tx, place).await?;
    let gone: Vec<i64> = kept
        .iter()
        .filter(|(entry, _)| !wanted.contains(entry))
        .map(|(_, number)| *number)
        .collect();
    let new: Vec<Indexed> = wanted
        .into_iter()
        .filter(|entry| !kept.contains_key(entry))
        .collect();
    store::delete(tx, &gone).await?;
    store::insert(tx, place, &new).await
}
