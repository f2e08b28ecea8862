//! What a party pays by decided distributions, year by year.

use super::{Known, Place};
use samverk_economy::records::DistributionOutcome;
use samverk_engine::{Distribution, Purpose};
use samverk_foundation::{Decision, Key, Ore};
use std::collections::{BTreeMap, BTreeSet};

/// One amount that was decided.
#[derive(Clone, Debug)]
pub struct Payment<'k> {
    pub place: &'k Place,
    pub outcome: &'k DistributionOutcome,
    pub decision: &'k Decision,
    pub result: &'k Distribution,
    pub amount: Ore,
    /// What the party paid the year before; nothing when there is nothing to compare with.
    pub before: Option<Ore>,
}

impl Payment<'_> {
    pub fn change(&self) -> Option<Ore> {
        self.before.map(|before| self.amount - before)
    }
}

/// What a party pays in a year, all collaborations together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearSum {
    pub year: i32,
    pub amount: Ore,
    /// Against the year before; nothing when nothing is decided for it.
    pub change: Option<Ore>,
}

/// The party's decided costs, the latest year first. Votes and debts are no payments.
pub fn payments<'k>(known: &'k Known, party: &Key) -> Vec<Payment<'k>> {
    let decided = known.outcomes.iter().filter_map(|outcome| {
        let (decision, result) = outcome.adopted.as_ref()?;
        let place = known.place(outcome.collaboration)?;
        let row = result.row(party)?;
        let before = before(known, outcome, party);
        let is_payment = result.purpose == Purpose::Cost
            && (row.amount != Ore::ZERO || before.is_some_and(|before| before != Ore::ZERO));
        is_payment.then_some(Payment {
            place,
            outcome,
            decision,
            result,
            amount: row.amount,
            before,
        })
    });
    decided.collect()
}

fn costs_of<'k>(
    known: &'k Known,
    like: &'k DistributionOutcome,
    year: i32,
) -> impl Iterator<Item = (&'k DistributionOutcome, &'k Distribution)> {
    let same = move |outcome: &&DistributionOutcome| {
        outcome.collaboration == like.collaboration && outcome.year == year
    };
    let outcomes = known.outcomes.iter().filter(same);
    let decided = outcomes.filter_map(|outcome| Some((outcome, &outcome.adopted.as_ref()?.1)));
    decided.filter(|(_, result)| result.purpose == Purpose::Cost)
}

/// The party's amount in the distribution that came before this one: the only one of the year
/// before when this is the only one of its year, or else the one by the same model.
fn before(known: &Known, outcome: &DistributionOutcome, party: &Key) -> Option<Ore> {
    let alone = costs_of(known, outcome, outcome.year).count() == 1;
    let mut last: Vec<_> = costs_of(known, outcome, outcome.year - 1).collect();
    if !alone || last.len() > 1 {
        last.retain(|(earlier, _)| earlier.model == outcome.model);
    }
    match last.as_slice() {
        [(_, result)] => result.row(party).map(|row| row.amount),
        _ => None,
    }
}

/// The sums of the years, the earliest first.
pub fn sums_by_year(payments: &[Payment]) -> Vec<YearSum> {
    let mut sums: BTreeMap<i32, Ore> = BTreeMap::new();
    for payment in payments {
        let sum = sums.entry(payment.outcome.year).or_default();
        *sum += payment.amount;
    }
    let sum = |(year, amount): (&i32, &Ore)| YearSum {
        year: *year,
        amount: *amount,
        change: sums.get(&(year - 1)).map(|before| *amount - *before),
    };
    sums.iter().map(sum).collect()
}

/// Of these rising years the one that holds today, or else the latest that has been, or else the
/// first to come.
pub fn present_year(years: &[i32], today: i32) -> Option<i32> {
    let begun = years.iter().rfind(|year| **year <= today);
    begun.or_else(|| years.first()).copied()
}

/// The years for which costs are decided, rising.
pub fn decided_years(known: &Known) -> Vec<i32> {
    let decided = known.outcomes.iter().filter(|outcome| {
        let result = outcome.adopted.as_ref().map(|(_, result)| result);
        result.is_some_and(|result| result.purpose == Purpose::Cost)
    });
    let years: BTreeSet<i32> = decided.map(|outcome| outcome.year).collect();
    years.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::{known, outcome};
    use proptest::prelude::*;

    fn changes(outcomes: Vec<DistributionOutcome>) -> Vec<(i32, Option<Ore>)> {
        let known = known(outcomes);
        let party = Key::parse("aneby-kommun").unwrap();
        let payments = payments(&known, &party);
        let told = payments.iter().map(|one| (one.outcome.year, one.change()));
        told.collect()
    }

    #[test]
    fn an_amount_is_compared_with_the_year_before() {
        let told = changes(vec![
            outcome("2023", 2023, "nyckel", 120),
            outcome("2022", 2022, "gammal", 100),
            outcome("2020", 2020, "gammal", 90),
        ]);
        let more = Some(Ore::from_kronor(20));
        assert_eq!(told, [(2023, more), (2022, None), (2020, None)]);
    }

    #[test]
    fn of_several_in_a_year_those_by_the_same_model_are_compared() {
        let told = changes(vec![
            outcome("2023-a", 2023, "a", 50),
            outcome("2023-b", 2023, "b", 70),
            outcome("2022-a", 2022, "a", 60),
        ]);
        let less = Some(Ore::from_kronor(-10));
        assert_eq!(told, [(2023, less), (2023, None), (2022, None)]);
    }

    #[test]
    fn the_present_year_is_the_latest_that_has_begun() {
        assert_eq!(present_year(&[2024, 2025, 2027], 2026), Some(2025));
        assert_eq!(present_year(&[2024, 2025, 2027], 2020), Some(2024));
        assert_eq!(present_year(&[], 2026), None);
    }

    proptest! {
        #[test]
        fn the_sums_hold_every_payment(amounts in prop::collection::vec((2015_i32..2030, 0_i64..9_999_999), 0..20)) {
            let all = amounts.iter().enumerate();
            let outcomes = all.map(|(n, (year, kronor))| outcome(&format!("f{n}"), *year, &format!("m{n}"), *kronor));
            let known = known(outcomes.collect());
            let party = Key::parse("aneby-kommun").unwrap();
            let sums = sums_by_year(&payments(&known, &party));
            let sum: i64 = sums.iter().map(|sum| sum.amount.0).sum();
            prop_assert_eq!(sum, amounts.iter().map(|(_, kronor)| kronor * 100).sum::<i64>());
            prop_assert!(sums.windows(2).all(|pair| pair[0].year < pair[1].year));
            let steps = sums.iter().filter_map(|sum| Some((sum, sum.change?)));
            for (sum, change) in steps {
                let before = sums.iter().find(|other| other.year == sum.year - 1).unwrap();
                prop_assert_eq!(before.amount + change, sum.amount);
            }
        }
    }
}
