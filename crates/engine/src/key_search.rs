//! Finds out what a printed key was made of: which measure, year, decimals and rounding; or equal
//! shares, the amounts' own shares, two measures with weights, or two rows that changed places.

use super::printed_shares::plain_shares;
use super::{Edition, Exact, MeasureTable, MeasureValue, PrintedTable};
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
    /// A second measure, and the weight of the first in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mixed: Option<MixedWith>,
}

/// The second of two weighted measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MixedWith {
    /// The weight of the first measure.
    pub percent: Decimal,
    pub measure: Key,
    pub name: String,
    pub year: Option<i32>,
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
    let parties: Vec<&Key> = printed.iter().map(|(party, _)| party).collect();
    let equal = equal_shares(&parties);
    if let Some(values) = values_at(&equal, None, printed) {
        candidates.extend(candidates_of(&equal, None, &values, printed));
    }
    if !candidates
        .iter()
        .any(|candidate| candidate.differing.is_empty())
    {
        candidates.extend(super::key_mixes::mixes(printed, tables, &equal));
    }
    let (exact, mut others): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|candidate| candidate.differing.is_empty());
    others.retain(|candidate| candidate.is_near(printed));
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
        (&self.measure, self.year, self.decimals, &self.mixed)
            == (&other.measure, other.year, other.decimals, &other.mixed)
    }

    /// Two rows that have each other's shares, when nothing else differs.
    pub fn swapped(&self) -> Option<(&Key, &Key)> {
        let [first, second] = self.differing.as_slice() else {
            return None;
        };
        let each_others = first.printed == second.computed && second.printed == first.computed;
        each_others.then_some((&first.party, &second.party))
    }

    /// Whether every row differs by no more than one of the last decimal, and is not printed finer.
    pub fn differs_by_rounding(&self) -> bool {
        let unit = Decimal::new(1, self.decimals);
        self.differing.iter().all(|row| {
            let off = (row.printed - row.computed).abs();
            off <= unit && row.printed.normalize().scale() <= self.decimals
        })
    }

    /// Near is what a few rows hinder, two that changed places, or rounding.
    fn is_near(&self, printed: &[(Key, Decimal)]) -> bool {
        self.swapped().is_some()
            || self.differs_by_rounding()
            || self.differing.len() <= (printed.len() / 3).max(1)
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

pub(super) fn years_of(table: &MeasureTable) -> BTreeSet<Option<i32>> {
    table.values.iter().map(|row| row.year).collect()
}

pub(super) fn values_at(
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
                mixed: None,
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

/// The same for all, as a table.
pub const EQUAL_SHARES: &str = "lika-delar";
/// What the printed amounts are shares of their sum, as a table.
pub const OWN_SHARES: &str = "de-tryckta-beloppen";

fn equal_shares(parties: &[&Key]) -> MeasureTable {
    table_of(
        EQUAL_SHARES,
        "Lika delar",
        parties.iter().map(|party| ((*party).clone(), Decimal::ONE)),
    )
}

/// The printed amounts as a measure, so that shares that are only theirs are found.
fn own_shares(amounts: &[(Key, Ore)]) -> MeasureTable {
    let figures = amounts.iter();
    let figures = figures.map(|(party, amount)| (party.clone(), Decimal::new(amount.0, 2)));
    table_of(OWN_SHARES, "De tryckta beloppens egna andelar", figures)
}

fn table_of(key: &str, name: &str, figures: impl Iterator<Item = (Key, Decimal)>) -> MeasureTable {
    let value = |(party, value)| MeasureValue {
        party,
        year: None,
        value,
    };
    MeasureTable {
        key: Key::from_name(key),
        name: name.to_owned(),
        unit: String::new(),
        values: figures.map(value).collect(),
    }
}

/// The search for a printed table: of its shares that are a percentage and nothing else, or of its
/// amounts when it has no shares at all. Nothing when there are fewer than two of them.
pub fn search_printed(printed: &PrintedTable, tables: &[MeasureTable]) -> Option<KeySearch> {
    let shares = plain_shares(printed);
    let rows = printed.rows.iter();
    let amounts = rows.filter_map(|row| Some((row.party.clone(), row.amount?)));
    let amounts: Vec<(Key, Ore)> = amounts.collect();
    let is_bare = printed.rows.iter().all(|row| row.share.trim().is_empty());
    match (shares.len(), amounts.len()) {
        (2.., _) => {
            let of_stored = search_key(&shares, tables);
            if !of_stored.exact.is_empty() {
                return Some(of_stored);
            }
            // Nothing that is stored explains them; perhaps they were made from the amounts.
            let has_share = |party: &Key| shares.iter().any(|(known, _)| known == party);
            let own = amounts.into_iter().filter(|(party, _)| has_share(party));
            let own: Vec<_> = own.collect();
            let mut tables = tables.to_vec();
            tables.push(own_shares(&own));
            Some(search_key(&shares, &tables))
        }
        (0, 2..) if is_bare => search_amounts(&amounts, tables),
        _ => None,
    }
}

/// The same search for a table that prints amounts only: their shares with two decimals.
fn search_amounts(amounts: &[(Key, Ore)], tables: &[MeasureTable]) -> Option<KeySearch> {
    let sum: Ore = amounts.iter().map(|(_, amount)| *amount).sum();
    let share = |(party, amount): &(Key, Ore)| {
        let hundredfold = &Exact::from(*amount) * &Exact::integer(100);
        let share = hundredfold.divided_by(&Exact::from(sum))?.to_decimal(2)?;
        Some((party.clone(), share))
    };
    let shares: Vec<(Key, Decimal)> = amounts.iter().map(share).collect::<Option<_>>()?;
    Some(search_key(&shares, tables))
}
