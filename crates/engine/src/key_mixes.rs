//! Printed shares that are two measures with weights, such as 75/25.

use super::key_search::{values_at, years_of};
use super::{Exact, KeyCandidate, MeasureTable, MixedWith, RoundingMethod};
use rust_decimal::Decimal;
use samverk_foundation::Key;

/// Weights are looked for in steps of so many percent.
const STEP: i64 = 5;

struct Column<'a> {
    table: &'a MeasureTable,
    year: Option<i32>,
    shares: Vec<Exact>,
}

/// The pairs of measures that give every printed share, row by row.
pub fn mixes(
    printed: &[(Key, Decimal)],
    tables: &[MeasureTable],
    equal: &MeasureTable,
) -> Vec<KeyCandidate> {
    let tables = tables.iter().chain([equal]);
    let columns: Vec<Column> = tables
        .flat_map(|table| years_of(table).into_iter().map(move |year| (table, year)))
        .filter_map(|(table, year)| column(table, year, printed))
        .collect();
    let decimals = printed.iter().map(|(_, share)| share.normalize().scale());
    let decimals = decimals.max().unwrap_or_default();
    let mut found = Vec::new();
    for (index, first) in columns.iter().enumerate() {
        for second in &columns[index + 1..] {
            found.extend(mix(first, second, printed, decimals));
        }
    }
    found
}

fn column<'a>(
    table: &'a MeasureTable,
    year: Option<i32>,
    printed: &[(Key, Decimal)],
) -> Option<Column<'a>> {
    let values = values_at(table, year, printed)?;
    let total: Exact = values.iter().sum();
    let share = |value: &Exact| (value * &Exact::integer(100)).divided_by(&total);
    let shares: Option<Vec<Exact>> = values.iter().map(share).collect();
    Some(Column {
        table,
        year,
        shares: shares?,
    })
}

/// The weight that the row tells where the measures differ most, if it holds for all rows.
fn mix(
    first: &Column,
    second: &Column,
    printed: &[(Key, Decimal)],
    decimals: u32,
) -> Option<KeyCandidate> {
    let rows = || first.shares.iter().zip(&second.shares).zip(printed);
    let ((a, b), (_, share)) = rows().max_by_key(|((a, b), _)| (*a - *b).abs())?;
    let weight = (&Exact::decimal(*share) - b).divided_by(&(a - b))?;
    let percent = (&weight * &Exact::integer(100)).round_to(STEP)?;
    if percent <= 0 || percent >= 100 {
        return None;
    }
    let percent = Decimal::from(percent);
    let of_first = Exact::percent(percent);
    let of_second = &Exact::integer(1) - &of_first;
    let follows = rows().all(|((a, b), (_, share))| {
        let mixed = &(a * &of_first) + &(b * &of_second);
        mixed.to_decimal(decimals) == Some(*share)
    });
    follows.then(|| KeyCandidate {
        measure: first.table.key.clone(),
        name: first.table.name.clone(),
        year: first.year,
        decimals,
        rounding: RoundingMethod::HalfUpReport,
        differing: Vec::new(),
        mixed: Some(MixedWith {
            percent,
            measure: second.table.key.clone(),
            name: second.table.name.clone(),
            year: second.year,
        }),
    })
}
