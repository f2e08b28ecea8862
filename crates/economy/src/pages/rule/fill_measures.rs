//! The measures of a rule and their fixed shares, in the tables of its form.

use super::fill::{data_year, plain};
use super::kind::{MEASURE_COLUMNS, SHARE_COLUMNS};
use rust_decimal::Decimal;
use samverk_engine::{CountingDate, Measure, Measures, PerParty};
use samverk_foundation::Key;
use samverk_web::Values;

pub(super) fn fill_measures(values: Values, measures: &Measures) -> Values {
    let row = |percent: String, measure: &Measure| {
        let (code, year) = match measure {
            Measure::Population { year, date } => {
                let code = match date {
                    CountingDate::December31 => "population",
                    CountingDate::November1 => "population_november",
                };
                (code.to_owned(), data_year(Some(*year)))
            }
            Measure::Table { table, year } => (format!("table:{table}"), data_year(*year)),
            Measure::Percentages { .. } => ("percentages".to_owned(), String::new()),
            Measure::Equal {} => ("equal".to_owned(), String::new()),
            Measure::LastYear {} => ("last_year".to_owned(), String::new()),
        };
        vec![percent, code, year]
    };
    let rows: Vec<_> = match measures {
        Measures::One(measure) => vec![row(String::new(), measure)],
        Measures::Weighted(weighted) => weighted
            .iter()
            .map(|part| row(plain(&part.percent), &part.measure))
            .collect(),
    };
    let values = values.set_rows("measures", &MEASURE_COLUMNS, &rows);
    fill_shares(values, &share_tables(measures))
}

/// The tables of fixed percentages in a rule, in their order.
pub fn share_tables(measures: &Measures) -> Vec<&PerParty<Decimal>> {
    let mut tables = Vec::new();
    for measure in measures.each() {
        if let Measure::Percentages { shares } = measure {
            tables.push(shares);
        }
    }
    tables
}

/// One row for each party, one column for each table.
fn fill_shares(values: Values, tables: &[&PerParty<Decimal>]) -> Values {
    let mut parties: Vec<&Key> = Vec::new();
    for (party, _) in tables.iter().flat_map(|table| &table.0) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    let row = |party: &&Key| {
        let share = |table: &&PerParty<Decimal>| table.get(party).map(plain).unwrap_or_default();
        [party.to_string()]
            .into_iter()
            .chain(tables.iter().map(share))
            .collect()
    };
    let rows: Vec<Vec<String>> = parties.iter().map(row).collect();
    let columns: Vec<&str> = ["party"]
        .iter()
        .chain(&SHARE_COLUMNS)
        .copied()
        .take(tables.len() + 1)
        .collect();
    values.set_rows("shares", &columns, &rows)
}
