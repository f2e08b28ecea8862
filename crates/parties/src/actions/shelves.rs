//! Lists in which one import saves much: read once, and the parties that rows name looked up once.

use super::require_parties;
use crate::model::Group;
use crate::store;
use samverk_database::{Shelf, Shelved, Tx};
use samverk_foundation::{CollaborationId, Key, PartyId, Problem};
use std::collections::BTreeSet;

/// One list of a collaboration.
pub struct List<T> {
    pub(super) shelf: Shelf<T>,
    /// Parties that are known to be there.
    parties: BTreeSet<PartyId>,
}

impl<T: Shelved> List<T> {
    fn of(rows: Vec<T>) -> Self {
        let (shelf, parties) = (Shelf::new(rows, 0), BTreeSet::new());
        Self { shelf, parties }
    }

    pub fn find(&self, key: &str) -> Option<&T> {
        self.rows().find(|row| row.key().as_str() == key)
    }

    pub fn rows(&self) -> impl Iterator<Item = &T> {
        self.shelf.rows()
    }

    /// Fails with `party_unknown` when one of the parties does not exist.
    pub(super) async fn require_parties(
        &mut self,
        tx: &Tx,
        ids: &[PartyId],
        field: &str,
    ) -> Result<(), Problem> {
        if ids.iter().any(|id| !self.parties.contains(id)) {
            require_parties(tx, ids, field).await?;
            self.parties.extend(ids);
        }
        Ok(())
    }
}

impl List<Group> {
    pub async fn groups(tx: &Tx, of: CollaborationId) -> Result<Self, Problem> {
        Ok(Self::of(store::list_groups(tx, of).await?))
    }
}

macro_rules! shelved {
    ($($kind:ty),*) => {$(
        impl Shelved for $kind {
            fn key(&self) -> &Key {
                &self.key
            }

            fn position(&self) -> i64 {
                self.position
            }
        }
    )*};
}

shelved!(Group);
