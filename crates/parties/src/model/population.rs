//! Population figures: jumps and swaps are found before they do harm.

use samverk_foundation::{PartyId, Problem, format_integer};
use std::collections::{BTreeMap, BTreeSet};

/// People on 31 December of each year, for each party.
pub type Populations = BTreeMap<PartyId, BTreeMap<i32, i64>>;

/// A figure on its way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    pub party: PartyId,
    pub year: i32,
    pub population: i64,
}

/// Something that looks wrong with one or two parties' figures of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopulationWarning {
    pub parties: Vec<PartyId>,
    pub year: i32,
    pub problem: Problem,
}

/// What looks wrong with the changed figures (party and year), when all stands in `after`.
/// Codes: `population_jump` (over 10 % from the year before) and `population_swapped`
/// (two parties that have each other's figures).
pub fn population_warnings(
    after: &Populations,
    changed: &BTreeSet<(i32, PartyId)>,
    names: &BTreeMap<PartyId, String>,
) -> Vec<PopulationWarning> {
    let mut jumps: BTreeMap<i32, Vec<Jump>> = BTreeMap::new();
    for (year, party) in steps_to_check(changed) {
        if let Some(jump) = Jump::find(after, party, year) {
            jumps.entry(year).or_default().push(jump);
        }
    }
    let name = |party: PartyId| names.get(&party).cloned().unwrap_or_default();
    jumps
        .into_iter()
        .flat_map(|(year, jumps)| explain(year, jumps, &name))
        .collect()
}

/// A changed figure is compared with the year before, and the year after with it.
fn steps_to_check(changed: &BTreeSet<(i32, PartyId)>) -> BTreeSet<(i32, PartyId)> {
    changed
        .iter()
        .flat_map(|&(year, party)| [(year, party), (year + 1, party)])
        .collect()
}

#[derive(Clone, Copy)]
struct Jump {
    party: PartyId,
    before: i64,
    after: i64,
}

impl Jump {
    fn find(populations: &Populations, party: PartyId, year: i32) -> Option<Self> {
        let years = populations.get(&party)?;
        let (before, after) = (*years.get(&(year - 1))?, *years.get(&year)?);
        let is_jump = differs_over(before, after, 10);
        is_jump.then_some(Self {
            party,
            before,
            after,
        })
    }

    /// Two jumps that each land where the other began (within 3 %) are a swap.
    fn swapped_with(&self, other: &Self) -> bool {
        !differs_over(self.before, other.after, 3) && !differs_over(other.before, self.after, 3)
    }
}

fn differs_over(before: i64, after: i64, percent: i64) -> bool {
    let difference = i128::from(before) - i128::from(after);
    difference.abs() * 100 > i128::from(before.abs()) * i128::from(percent)
}

fn explain(
    year: i32,
    mut jumps: Vec<Jump>,
    name: &impl Fn(PartyId) -> String,
) -> Vec<PopulationWarning> {
    let mut warnings = Vec::new();
    while !jumps.is_empty() {
        let jump = jumps.remove(0);
        let twin = jumps.iter().position(|other| jump.swapped_with(other));
        warnings.push(match twin.map(|index| jumps.remove(index)) {
            Some(other) => PopulationWarning {
                parties: vec![jump.party, other.party],
                year,
                problem: Problem::invalid("population_swapped")
                    .with("party", name(jump.party))
                    .with("other", name(other.party))
                    .with("year", year),
            },
            None => PopulationWarning {
                parties: vec![jump.party],
                year,
                problem: Problem::invalid("population_jump")
                    .with("party", name(jump.party))
                    .with("year", year)
                    .with("before", format_integer(jump.before))
                    .with("after", format_integer(jump.after)),
            },
        });
    }
    warnings
}

/// Fails with `population_invalid` for a number under 1 or over what fits a country.
pub fn check_population(population: i64) -> Result<(), Problem> {
    match population {
        1..=100_000_000 => Ok(()),
        _ => Err(Problem::invalid("population_invalid").with("value", population)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn party(number: u128) -> PartyId {
        PartyId(Uuid::from_u128(number))
    }

    /// Two years of figures for parties 0, 1, 2 …; the second year is the changed one.
    fn warnings(before: &[i64], after: &[i64]) -> Vec<PopulationWarning> {
        let mut populations = Populations::new();
        let mut changed = BTreeSet::new();
        for ((number, before), after) in (0..).zip(before).zip(after) {
            let years = BTreeMap::from([(2023, *before), (2024, *after)]);
            populations.insert(party(number), years);
            changed.insert((2024, party(number)));
        }
        let names = (0..3)
            .map(|number| (party(number), format!("P{number}")))
            .collect();
        population_warnings(&populations, &changed, &names)
    }

    #[test]
    fn more_than_ten_percent_is_a_jump() {
        assert!(warnings(&[1000], &[1100]).is_empty());
        assert_eq!(
            warnings(&[1000], &[1101])[0].problem.code,
            "population_jump"
        );
        assert_eq!(warnings(&[1000], &[899])[0].problem.code, "population_jump");
    }

    #[test]
    fn a_swap_names_both() {
        let found = warnings(&[6800, 143_000, 9000], &[143_500, 6790, 9050]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].problem.code, "population_swapped");
        assert_eq!(found[0].parties, [party(0), party(1)]);
        let values: Vec<_> = found[0]
            .problem
            .values
            .iter()
            .map(|(_, v)| v.as_str())
            .collect();
        assert_eq!(values, ["P0", "P1", "2024"]);
    }

    #[test]
    fn a_corrected_year_is_also_compared_with_the_next() {
        let years = BTreeMap::from([(2023, 1000), (2024, 2000)]);
        let populations = BTreeMap::from([(party(0), years)]);
        let changed = BTreeSet::from([(2023, party(0))]);
        let found = population_warnings(&populations, &changed, &BTreeMap::new());
        assert_eq!(found[0].year, 2024);
    }

    proptest! {
        #[test]
        fn every_swap_of_unlike_parties_is_found(
            small in 500_i64..50_000, times in 2_i64..30, growth in -2_i64..=2,
        ) {
            let large = small * times;
            let grown = |number: i64| number + number * growth / 100;
            let found = warnings(&[small, large], &[grown(large), grown(small)]);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].problem.code, "population_swapped");
        }
    }
}
