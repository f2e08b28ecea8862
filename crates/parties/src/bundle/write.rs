use super::{write_collaboration, write_register};
use crate::model::Collaboration;
use crate::store::{self, PartyFilter};
use crate::{SHARED_KINDS, Visible};
use samverk_database::Tx;
use samverk_exchange::Folder;
use samverk_foundation::{Actor, CollaborationId, Key, PartyId, Problem};
use samverk_kept::{Installation, documents_of};
use std::collections::{BTreeMap, BTreeSet};

/// The keys of parties, for writing references.
pub(super) type PartyKeys = BTreeMap<PartyId, Key>;

/// The domain's files in the canonical form: of every collaboration or `only` one, and of the
/// register what differs from the one that ships and, for one collaboration, is named there.
pub async fn write(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = write_collaborations(tx, only).await?;
    let named = only.map(|_| folder.keys_named());
    folder.extend(write_shared(tx, named.as_ref()).await?);
    Ok(folder)
}

/// The files of every collaboration or of `only` one.
pub async fn write_collaborations(
    tx: &Tx,
    only: Option<CollaborationId>,
) -> Result<Folder, Problem> {
    let all = store::list_collaborations(tx).await?;
    write_among(tx, &all, only).await
}

/// The files of one collaboration as the actor may know it: a parent that is hidden from them is not
/// named, and stays when the files are read in again.
pub async fn write_seen(tx: &Tx, actor: &Actor, only: CollaborationId) -> Result<Folder, Problem> {
    let visible = Visible::find(tx, actor).await?;
    let seen: Vec<Collaboration> = visible.all().cloned().collect();
    write_among(tx, &seen, Some(only)).await
}

async fn write_among(
    tx: &Tx,
    all: &[Collaboration],
    only: Option<CollaborationId>,
) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    let parties = store::list_parties(tx, &PartyFilter::default()).await?;
    let keys: PartyKeys = parties
        .into_iter()
        .map(|party| (party.id, party.key))
        .collect();
    for collaboration in all {
        if only.is_none_or(|id| id == collaboration.id) {
            write_collaboration::write(tx, collaboration, all, &keys, &mut folder).await?;
        }
    }
    Ok(folder)
}

/// Parties, population and ladders that differ from those that ship: all of them, or of `named`.
pub async fn write_shared(tx: &Tx, named: Option<&BTreeSet<Key>>) -> Result<Folder, Problem> {
    let is_wanted = |key: &Key| named.is_none_or(|named| named.contains(key));
    let parties = store::list_parties(tx, &PartyFilter::default()).await?;
    let parties: Vec<_> = parties
        .into_iter()
        .filter(|party| is_wanted(&party.key))
        .collect();
    let mut folder = Folder::default();
    write_register::write(tx, &parties, &mut folder).await?;
    let at = Installation::seen_by(&Actor::Public);
    for kind in SHARED_KINDS {
        documents_of(tx, *kind, &at, is_wanted, &mut folder).await?;
    }
    Ok(folder)
}

/// Fails with `internal`: the database refers to a party that is not there.
pub(super) fn key_of(keys: &PartyKeys, id: PartyId) -> Result<&Key, Problem> {
    keys.get(&id)
        .ok_or_else(|| Problem::internal(format!("no party {id}")))
}

pub(super) fn optional_key(keys: &PartyKeys, id: Option<PartyId>) -> Result<String, Problem> {
    id.map_or(Ok(String::new()), |id| key_of(keys, id).map(Key::to_string))
}

pub(super) fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
