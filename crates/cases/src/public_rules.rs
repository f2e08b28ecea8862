//! What everybody reads of cases: as much as both the registry and the process show.

use crate::model::Case;
use crate::registries::Publicity;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The processes of a party that say what everybody reads of their cases.
pub(crate) struct PublicRules(BTreeMap<Uuid, Publicity>);

impl PublicRules {
    pub async fn of(tx: &Tx, party: PartyId) -> Result<Self, Problem> {
        let rules = store::list_public_rules(tx, party).await?;
        Ok(Self(rules.into_iter().collect()))
    }

    /// What is shown of a case in a registry.
    pub fn shown(&self, registry: Publicity, case: &Case) -> Publicity {
        let process = case.standing.as_ref().map(|one| one.process);
        let own = process.and_then(|process| self.0.get(&process).copied());
        own.map_or(registry, |own| less(own, registry))
    }

    /// The processes of which no case is shown.
    pub fn hidden(&self) -> Vec<Uuid> {
        let hidden = self.0.iter();
        let hidden = hidden.filter(|(_, one)| **one == Publicity::Hidden);
        hidden.map(|(process, _)| *process).collect()
    }
}

/// The one that shows less.
fn less(one: Publicity, other: Publicity) -> Publicity {
    use Publicity::{Documents, Hidden, Subjects};
    match (one, other) {
        (Hidden, _) | (_, Hidden) => Hidden,
        (Subjects, _) | (_, Subjects) => Subjects,
        (Documents, Documents) => Documents,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_never_shows_more_than_its_registry() {
        let all = Publicity::ALL.iter().map(|(_, one)| *one);
        let rank = |one: Publicity| Publicity::ALL.iter().position(|(_, other)| *other == one);
        for one in all.clone() {
            for other in all.clone() {
                let least = rank(one).min(rank(other));
                assert_eq!(rank(less(one, other)), least, "{one:?} {other:?}");
            }
        }
    }
}
