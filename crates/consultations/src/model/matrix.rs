//! Stance by point: how many answers say what.

use crate::choices::Stance;
use uuid::Uuid;

/// What one answer says of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub answer: Uuid,
    pub point: Uuid,
    pub stance: Option<Stance>,
}

/// A point with the answers that take each stance, in the order of [`Stance::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StanceRow {
    pub point: Uuid,
    pub stances: Vec<Vec<Uuid>>,
    /// Those that say something of it without a stance.
    pub none: Vec<Uuid>,
}

impl StanceRow {
    /// How many answers say something of it.
    pub fn count(&self) -> usize {
        let of_stances: usize = self.stances.iter().map(Vec::len).sum();
        of_stances + self.none.len()
    }
}

/// A row for each point, in the order of the points.
pub fn stances(points: &[Uuid], said: &[Counted]) -> Vec<StanceRow> {
    let who = |point: Uuid, stance: Option<Stance>| {
        let of = said
            .iter()
            .filter(move |one| one.point == point && one.stance == stance);
        of.map(|one| one.answer).collect::<Vec<_>>()
    };
    let row = |point: &Uuid| StanceRow {
        point: *point,
        stances: Stance::ALL
            .iter()
            .map(|(_, stance)| who(*point, Some(*stance)))
            .collect(),
        none: who(*point, None),
    };
    points.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_section_is_counted_once(said in prop::collection::vec((0u128..4, 0usize..6), 0..60)) {
            let points: Vec<Uuid> = (0..4).map(Uuid::from_u128).collect();
            let all: Vec<Counted> = said
                .iter()
                .zip(100..)
                .map(|((point, stance), answer)| Counted {
                    answer: Uuid::from_u128(answer),
                    point: Uuid::from_u128(*point),
                    stance: Stance::ALL.get(*stance).map(|(_, stance)| *stance),
                })
                .collect();
            let rows = stances(&points, &all);
            let counted: usize = rows.iter().map(StanceRow::count).sum();
            prop_assert_eq!(counted, all.len());
        }
    }
}
