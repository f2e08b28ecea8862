use samverk_foundation::PartyId;

/// With whom somebody works, said as shortly as it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    pub members: Members,
    /// Those who are not members.
    pub guests: Vec<PartyId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Members {
    All,
    /// All but these, one or two.
    AllBut(Vec<PartyId>),
    Only(Vec<PartyId>),
}

/// More than so many are named rather than left out.
const LEFT_OUT: usize = 2;
/// So few are named rather than told as all but somebody.
const NAMED: usize = 4;

impl Company {
    /// The others that a party works with, among the members of the collaboration.
    pub fn of(party: PartyId, others: &[PartyId], members: &[PartyId]) -> Self {
        let is_member = |one: &&PartyId| members.contains(one);
        let (inside, guests): (Vec<PartyId>, Vec<PartyId>) =
            others.iter().partition(|one| is_member(one));
        let missing: Vec<PartyId> = members
            .iter()
            .filter(|one| **one != party && !inside.contains(one))
            .copied()
            .collect();
        let members = match missing.len() {
            0 if !inside.is_empty() => Members::All,
            1..=LEFT_OUT if inside.len() >= NAMED => Members::AllBut(missing),
            _ => Members::Only(inside),
        };
        Self { members, guests }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn parties(numbers: &[u8]) -> Vec<PartyId> {
        let party = |number: &u8| PartyId(Uuid::from_u128(u128::from(*number) + 1));
        numbers.iter().map(party).collect()
    }

    proptest! {
        /// Whoever reads it can name everybody again.
        #[test]
        fn nobody_is_lost_in_the_words(
            others in prop::sample::subsequence((1..12_u8).collect::<Vec<_>>(), 0..12),
            members in prop::sample::subsequence((0..9_u8).collect::<Vec<_>>(), 0..10),
        ) {
            let (party, others, members) = (parties(&[0])[0], parties(&others), parties(&members));
            let told = Company::of(party, &others, &members);
            let all = members.iter().copied().filter(|one| *one != party);
            let mut meant: Vec<PartyId> = match &told.members {
                Members::All => all.collect(),
                Members::AllBut(missing) => all.filter(|one| !missing.contains(one)).collect(),
                Members::Only(named) => named.clone(),
            };
            meant.extend(&told.guests);
            meant.sort();
            prop_assert_eq!(meant, others);
        }
    }

    #[test]
    fn nearly_all_is_told_by_who_is_missing() {
        let members = parties(&[0, 1, 2, 3, 4, 5]);
        let told = |others: &[u8]| Company::of(members[0], &parties(others), &members);
        assert_eq!(told(&[1, 2, 3, 4, 5]).members, Members::All);
        assert_eq!(told(&[1, 2, 3, 4]).members, Members::AllBut(parties(&[5])));
        assert_eq!(told(&[1, 2]).members, Members::Only(parties(&[1, 2])));
        assert_eq!(told(&[1, 2, 3, 4, 9]).guests, parties(&[9]));
    }
}
