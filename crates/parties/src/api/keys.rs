//! Keys outside, ids inside.

use crate::ladders::{HeldLadder, find_ladder};
use crate::model::Party;
use crate::store::{self, PartyFilter};
use samverk_database::Tx;
use samverk_foundation::{Key, PartyId, Problem};
use std::collections::BTreeMap;

/// The keys of some parties.
pub type PartyKeys = BTreeMap<PartyId, Key>;

pub async fn party_keys(
    tx: &Tx,
    ids: impl IntoIterator<Item = PartyId>,
) -> Result<PartyKeys, Problem> {
    let ids: Vec<PartyId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(PartyKeys::new());
    }
    let found = store::find_parties(tx, &ids).await?;
    Ok(found
        .into_iter()
        .map(|party| (party.id, party.key))
        .collect())
}

/// Every party by its key, for bodies that name several.
pub struct Register(BTreeMap<Key, Party>);

impl Register {
    pub async fn load(tx: &Tx) -> Result<Self, Problem> {
        let all = store::list_parties(tx, &PartyFilter::default()).await?;
        Ok(Self(
            all.into_iter()
                .map(|party| (party.key.clone(), party))
                .collect(),
        ))
    }

    /// Fails with `party_unknown` at the field.
    pub fn party(&self, key: &Key, field: &str) -> Result<&Party, Problem> {
        let unknown = || Problem::invalid("party_unknown").with("party", key);
        let found = self.0.get(key);
        found.ok_or_else(|| unknown().at_field(field))
    }

    pub fn optional(&self, key: Option<&Key>, field: &str) -> Result<Option<&Party>, Problem> {
        key.map(|key| self.party(key, field)).transpose()
    }
}

/// The party with this key, for bodies that name one. Fails with `party_unknown` at the field.
pub async fn party_named(
    tx: &Tx,
    key: Option<&Key>,
    field: &str,
) -> Result<Option<PartyId>, Problem> {
    let Some(key) = key else {
        return Ok(None);
    };
    let unknown = || Problem::invalid("party_unknown").with("party", key);
    match store::find_party(tx, key.as_str()).await? {
        Some(party) => Ok(Some(party.id)),
        None => Err(unknown().at_field(field)),
    }
}

/// The same of a ladder. Fails with `ladder_unknown` at the field.
pub async fn ladder_named(tx: &Tx, key: &Key, field: &str) -> Result<HeldLadder, Problem> {
    let unknown = || Problem::invalid("ladder_unknown").with("key", key);
    let found = find_ladder(tx, key.as_str()).await?;
    found.ok_or_else(|| unknown().at_field(field))
}
