//! Which parties have a need: those of the needs that are one with it have it too. Pure.

use crate::needs::HeldNeed;
use crate::store::{Meeting, Merged};
use samverk_foundation::{Key, PartyId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Which needs are one with which.
#[derive(Clone, Debug, Default)]
pub(crate) struct Joined {
    merged: BTreeMap<Uuid, Vec<Merged>>,
}

impl Joined {
    pub(crate) fn of(merged: Vec<Merged>) -> Self {
        let mut known = Self::default();
        for one in merged {
            known.merged.entry(one.into).or_default().push(one);
        }
        known
    }

    /// All that are one with the need, by however many steps.
    pub(crate) fn one_with(&self, need: Uuid) -> Vec<&Merged> {
        let (mut found, mut left, mut passed) = (Vec::new(), vec![need], BTreeSet::from([need]));
        while let Some(next) = left.pop() {
            for one in self.merged.get(&next).into_iter().flatten() {
                if passed.insert(one.id) {
                    left.push(one.id);
                    found.push(one);
                }
            }
        }
        found
    }

    /// The initiatives that meet the need, or something that is one with it.
    pub(crate) fn met_by<'m>(&self, need: Uuid, all: &'m [Meeting]) -> Vec<&'m Meeting> {
        let others = self.one_with(need).into_iter().map(|one| one.id);
        let needs: BTreeSet<Uuid> = others.chain([need]).collect();
        let meets = |one: &&Meeting| one.needs.iter().any(|met| needs.contains(met));
        all.iter().filter(meets).collect()
    }

    /// The parties that have a need beside the one that raised it: those that joined it, and those that raised
    /// or joined what is one with it.
    pub(crate) fn parties(&self, need: &HeldNeed, keys: &BTreeMap<PartyId, Key>) -> BTreeSet<Key> {
        let others = self.one_with(need.id);
        let raised = others.iter().filter_map(|one| keys.get(&one.raised_by?));
        let joined = others.iter().flat_map(|one| &one.joinings);
        let joined = joined.chain(need.joinings.iter()).map(|one| &one.party);
        let own = need.raised_by.as_ref().and_then(|one| one.id());
        let own = own.and_then(|id| keys.get(&PartyId(id)));
        let all = joined.chain(raised).filter(|party| Some(*party) != own);
        all.cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u8) -> Uuid {
        Uuid::from_u128(number.into())
    }

    /// Each need is one with an earlier one, or with none.
    fn merged(into: &[Option<u8>]) -> Vec<Merged> {
        let one = |(number, into): (u8, &Option<u8>)| {
            let into = into.filter(|into| *into < number)?;
            Some(Merged {
                id: id(number),
                key: String::new(),
                title: String::new(),
                into: id(into),
                raised_by: None,
                joinings: Vec::new(),
            })
        };
        (0..).zip(into).filter_map(one).collect()
    }

    proptest! {
        #[test]
        fn each_need_went_to_one_that_stands(into in prop::collection::vec(prop::option::of(0_u8..8), 8)) {
            let merged = merged(&into);
            let known = Joined::of(merged.clone());
            let stands = |number: &u8| merged.iter().all(|one| one.id != id(*number));
            let reached = (0..8_u8).filter(stands).flat_map(|need| known.one_with(id(need)));
            let mut reached: Vec<Uuid> = reached.map(|one| one.id).collect();
            reached.sort_unstable();
            let mut all: Vec<Uuid> = merged.iter().map(|one| one.id).collect();
            all.sort_unstable();
            prop_assert_eq!(reached, all);
        }
    }
}
