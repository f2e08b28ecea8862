//! Keeps the index in step with the data: what is marked as stale is made anew.

use crate::model::{Indexed, indexed};
use crate::store;
use samverk_database::{
    Db, StaleMark, Tx, delete_stale, find_setting, hold_setting, list_stale, put_setting,
};
use samverk_foundation::{CollaborationId, Problem};
use samverk_web::{Changed, SearchEntry, SearchSources};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

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
pub async fn refresh(db: &Db, sources: &SearchSources) -> Result<bool, Problem> {
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
    for (place, things) in by_place(&marks) {
        make_anew(&tx, sources, place, things).await?;
    }
    delete_stale(&tx, &marks).await?;
    tx.commit().await?;
    Ok(!marks.is_empty())
}

/// Makes anew until nothing is stale.
pub async fn refresh_all(db: &Db, sources: &SearchSources) -> Result<(), Problem> {
    while refresh(db, sources).await? {}
    Ok(())
}

/// The things that changed in each place; nothing where it may be anything.
type Things<'m> = Option<BTreeSet<(&'m str, Uuid)>>;

fn by_place(marks: &[StaleMark]) -> BTreeMap<Option<CollaborationId>, Things<'_>> {
    let mut places = BTreeMap::new();
    for mark in marks {
        let things = places
            .entry(mark.collaboration)
            .or_insert_with(|| Some(BTreeSet::new()));
        match (&mark.thing, things.as_mut()) {
            (Some((what, id)), Some(things)) => {
                things.insert((what.as_str(), *id));
            }
            _ => *things = None,
        }
    }
    places
}

async fn make_anew(
    tx: &Tx,
    sources: &SearchSources,
    place: Option<CollaborationId>,
    things: Things<'_>,
) -> Result<(), Problem> {
    let changed = match &things {
        Some(things) => changed(tx, sources, place, things).await?,
        None => None,
    };
    let (entries, kept) = match changed {
        Some((objects, entries)) => (entries, store::list_of(tx, place, &objects).await?),
        None => {
            let mut entries = Vec::new();
            for source in &sources.places {
                entries.extend(source(tx, place).await?);
            }
            (entries, store::list(tx, place).await?)
        }
    };
    replace(tx, place, entries, kept).await
}

/// The objects that the changed things touch, with all entries of theirs; nothing when the whole
/// place must be read.
async fn changed(
    tx: &Tx,
    sources: &SearchSources,
    place: Option<CollaborationId>,
    things: &BTreeSet<(&str, Uuid)>,
) -> Result<Option<(BTreeSet<Uuid>, Vec<SearchEntry>)>, Problem> {
    let (mut objects, mut entries) = (BTreeSet::new(), Vec::new());
    for (what, id) in things {
        let mut readers = sources.things.iter().filter(|thing| thing.what == *what);
        let mut reader = readers.next();
        if reader.is_none() {
            return Ok(None);
        }
        while let Some(thing) = reader {
            match (thing.read)(tx, place, *id).await? {
                Changed::Place => return Ok(None),
                Changed::Nothing => {}
                Changed::Entries(found) => {
                    objects.insert(*id);
                    objects.extend(found.iter().map(|entry| entry.id));
                    entries.extend(found);
                }
            }
            reader = readers.next();
        }
    }
    Ok(Some((objects, entries)))
}

async fn replace(
    tx: &Tx,
    place: Option<CollaborationId>,
    entries: Vec<SearchEntry>,
    kept: BTreeMap<Indexed, i64>,
) -> Result<(), Problem> {
    let wanted: BTreeSet<Indexed> = entries.into_iter().map(indexed).collect::<Result<_, _>>()?;
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
