//! The time plan: what begins before what it builds on is ready is told, with a change that would mend it. No date is
//! ever moved by itself.

use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An initiative in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub id: Uuid,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// Those that must be ready before it begins.
    pub builds_on: Vec<Uuid>,
}

/// One begins before another that it builds on has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub id: Uuid,
    pub builds_on: Uuid,
    /// How many days too early: at least one.
    pub days: u64,
    /// When it could begin, and end if it takes as long as was planned.
    pub proposed: (NaiveDate, Option<NaiveDate>),
}

/// For each initiative the tie that asks for the latest beginning, in the order of the plan. What has open dates is in
/// no conflict.
pub fn conflicts(planned: &[Planned]) -> Vec<Conflict> {
    let ends = planned.iter().filter_map(|one| Some((one.id, one.to?)));
    let ends: BTreeMap<Uuid, NaiveDate> = ends.collect();
    planned.iter().filter_map(|one| worst(one, &ends)).collect()
}

fn worst(one: &Planned, ends: &BTreeMap<Uuid, NaiveDate>) -> Option<Conflict> {
    let from = one.from?;
    let before = one.builds_on.iter();
    let before = before.filter_map(|id| Some((*ends.get(id)?, *id)));
    let (end, builds_on) = before.max()?;
    let begins = end.checked_add_days(Days::new(1))?;
    let days = u64::try_from((begins - from).num_days()).ok()?;
    if days == 0 {
        return None;
    }
    let to = one.to.and_then(|to| to.checked_add_days(Days::new(days)));
    Some(Conflict {
        id: one.id,
        builds_on,
        days,
        proposed: (begins, to),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(number: u64) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        first.checked_add_days(Days::new(number)).unwrap()
    }

    fn planned(id: u128, from: u64, to: u64, builds_on: &[u128]) -> Planned {
        Planned {
            id: Uuid::from_u128(id),
            from: Some(day(from)),
            to: Some(day(to)),
            builds_on: builds_on.iter().map(|id| Uuid::from_u128(*id)).collect(),
        }
    }

    #[test]
    fn what_begins_too_early_is_told_with_a_change_that_mends_it() {
        let plan = [
            planned(1, 0, 30, &[]),
            planned(2, 10, 40, &[1]),
            planned(3, 31, 40, &[1]),
        ];
        let found = conflicts(&plan);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].id, found[0].days), (Uuid::from_u128(2), 21));
        assert_eq!(found[0].proposed, (day(31), Some(day(61))));
        let open = Planned {
            to: None,
            ..planned(1, 0, 0, &[])
        };
        assert_eq!(conflicts(&[open, planned(2, 10, 40, &[1])]), []);
    }

    fn plans() -> impl Strategy<Value = Vec<Planned>> {
        let one = (
            0_u64..300,
            0_u64..200,
            prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        );
        prop::collection::vec(one, 1..10).prop_map(|all| {
            let build =
                |(place, (from, length, on)): (usize, &(u64, u64, Vec<prop::sample::Index>))| {
                    let on = on.iter().map(|on| on.index(place + 1) as u128);
                    let on: Vec<u128> = on.filter(|on| *on != place as u128).collect();
                    planned(place as u128, *from, from + length, &on)
                };
            all.iter().enumerate().map(build).collect()
        })
    }

    proptest! {
        // Ties lead to earlier places only, so accepting what is proposed in their order mends the whole plan.
        #[test]
        fn accepting_what_is_proposed_mends_it_and_keeps_how_long_it_takes(plan in plans()) {
            let mut plan = plan;
            let long = |one: &Planned| one.to.unwrap() - one.from.unwrap();
            let before: Vec<_> = plan.iter().map(long).collect();
            for place in 0..plan.len() {
                let id = plan[place].id;
                if let Some(found) = conflicts(&plan).into_iter().find(|one| one.id == id) {
                    prop_assert!(found.days > 0);
                    plan[place].from = Some(found.proposed.0);
                    plan[place].to = found.proposed.1;
                }
            }
            prop_assert_eq!(conflicts(&plan), vec![]);
            prop_assert_eq!(plan.iter().map(long).collect::<Vec<_>>(), before);
        }
    }
}
