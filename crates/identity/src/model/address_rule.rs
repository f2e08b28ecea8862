use samverk_foundation::{PartyId, PersonId};
use std::collections::BTreeSet;

/// Whose e-mail addresses somebody may read in a list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressRule {
    /// Administrators, and coordinators in their own collaboration.
    All,
    /// Only one's own, and those of people at these parties: the own ones and those that share a
    /// group with them.
    Limited {
        own: PersonId,
        parties: BTreeSet<PartyId>,
    },
}

impl AddressRule {
    pub fn shows(&self, person: PersonId, at: impl IntoIterator<Item = PartyId>) -> bool {
        match self {
            Self::All => true,
            Self::Limited { own, parties } => {
                *own == person || at.into_iter().any(|party| parties.contains(&party))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_party_reads_its_own_and_its_group_fellows_addresses_only() {
        let party = |number| PartyId(Uuid::from_u128(number));
        let person = |number| PersonId(Uuid::from_u128(number));
        let rule = AddressRule::Limited {
            own: person(9),
            parties: [party(1), party(2)].into(),
        };
        assert!(rule.shows(person(5), [party(1)]));
        assert!(rule.shows(person(5), [party(3), party(2)]));
        assert!(!rule.shows(person(5), [party(3)]));
        assert!(!rule.shows(person(5), []));
        assert!(rule.shows(person(9), []));
        assert!(AddressRule::All.shows(person(5), []));
    }
}
