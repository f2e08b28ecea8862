//! Finds out what a printed key was made of: which measure, year, decimals and rounding.

use super::{Edition, Exact, MeasureTable};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::rounding::round_rows;
use super::{Rounding, RoundingMethod, RoundingUnit};

const MOST_DECIMALS: u32 = 3;
/// How many of the nearest candidates are given when none is exact.
const NEAREST: usize = 5;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeySearch {
    /// What the printed percentages sum to.
    pub printed_sum: Decimal,
    /// Measure, year, decimals and rounding that give exactly the printed column.
    pub exact: Vec<KeyCandidate>,
    /// The nearest that do not, best first.
    pub nearest: Vec<KeyCandidate>,
    /// How many combinations were tried.
    pub tried: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCandidate {
    pub measure: Key,
    pub name: String,
    pub year: Option<i32>,
    pub decimals: u32,
    pub rounding: RoundingMethod,
    pub differing: Vec<DifferingShare>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferingShare {
    pub party: Key,
    pub printed: Decimal,
    pub computed: Decimal,
}

/// Tries every table and year that has a figure for all the printed parties,
/// with 0–3 decimals, rounded half up or so that the shares sum to 100.
pub fn search_key(printed: &[(Key, Decimal)], tables: &[MeasureTable]) -> KeySearch {
    let mut candidates = Vec::new();
    for table in tables {
        for year in years_of(table) {
            if let Some(values) = values_at(table, year, printed) {
                candidates.extend(candidates_of(table, year, &values, printed));
            }
        }
    }
    let tried = candidates.len();
    let (exact, mut others): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|candidate| candidate.differing.is_empty());
    others.sort_by_key(KeyCandidate::distance);
    others.truncate(NEAREST);
    let printed_sum = printed
        .iter()
        .map(|(_, share)| *share)
        .fold(Decimal::ZERO, |sum, share| sum.saturating_add(share));
    KeySearch {
        printed_sum,
        exact,
        nearest: others,
        tried,
    }
}

impl KeyCandidate {
    /// Whether both are the same measure, year and decimals.
    pub fn differs_only_in_rounding(&self, other: &Self) -> bool {
        (&self.measure, self.year, self.decimals) == (&other.measure, other.year, other.decimals)
    }

    /// Fewest differing rows first, then the smallest differences.
    fn distance(&self) -> (usize, Decimal) {
        let far = self
            .differing
            .iter()
            .map(|row| (row.printed - row.computed).abs());
        (
            self.differing.len(),
            far.fold(Decimal::ZERO, Decimal::saturating_add),
        )
    }
}

fn years_of(table: &MeasureTable) -> BTreeSet<Option<i32>> {
    table.values.iter().map(|row| row.year).collect()
}

fn values_at(
    table: &MeasureTable,
    year: Option<i32>,
    printed: &[(Key, Decimal)],
) -> Option<Vec<Exact>> {
    let of_year = table.values.iter().filter(|row| row.year == year);
    let by_party: BTreeMap<&Key, Decimal> = of_year.map(|row| (&row.party, row.value)).collect();
    printed
        .iter()
        .map(|(party, _)| by_party.get(party).map(|v| Exact::decimal(*v)))
        .collect()
}

fn candidates_of(
    table: &MeasureTable,
    year: Option<i32>,
    values: &[Exact],
    printed: &[(Key, Decimal)],
) -> Vec<KeyCandidate> {
    let total: Exact = values.iter().sum();
    let mut candidates = Vec::new();
    for decimals in 0..=MOST_DECIMALS {
        for rounding in [
            RoundingMethod::HalfUpReport,
            RoundingMethod::LargestRemainder,
        ] {
            let Some(shares) = rounded_shares(values, &total, decimals, rounding) else {
                continue;
            };
            let differing = printed
                .iter()
                .zip(shares)
                .filter(|((_, printed), computed)| printed != computed)
                .map(|((party, printed), computed)| DifferingShare {
                    party: party.clone(),
                    printed: *printed,
                    computed,
                })
                .collect();
            let (measure, name) = (table.key.clone(), table.name.clone());
            candidates.push(KeyCandidate {
                measure,
                name,
                year,
                decimals,
                rounding,
                differing,
            });
        }
    }
    candidates
}

/// Each value as a percentage of the total with so many decimals.
fn rounded_shares(
    values: &[Exact],
    total: &Exact,
    decimals: u32,
    method: RoundingMethod,
) -> Option<Vec<Decimal>> {
    let whole = (BigInt::from(100) * BigInt::from(10).pow(decimals)).to_i64()?;
    let scaled: Option<Vec<Exact>> = values
        .iter()
        .map(|value| (value * &Exact::integer(whole)).divided_by(total))
        .collect();
    let rounding = Rounding {
        unit: RoundingUnit::Ore,
        method,
    };
    let rows = round_rows(&scaled?, rounding, Edition::NOW)?;
    Some(
        rows.into_iter()
            .map(|row| decimal(row.amount, decimals))
            .collect(),
    )
}

fn decimal(units: Ore, decimals: u32) -> Decimal {
    Decimal::new(units.0, decimals)
}
