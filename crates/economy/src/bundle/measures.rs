//! `measures.csv`: the collaboration's own tables of figures, one row for each figure.

use super::parts::{note, row_of};
use crate::actions::{SaveMeasure, save_measure_on};
use crate::store;
use indexmap::IndexMap;
use samverk_database::{Shelf, Tx};
use samverk_engine::{MeasureTable, MeasureValue};
use samverk_exchange::{Folder, Intake, to_csv};
use samverk_foundation::{Actor, CollaborationId, Key, Problem};
use samverk_parties::Scope;
use samverk_sheets::Row;
use std::collections::BTreeSet;

pub const COLUMNS: [&str; 6] = ["measure", "name", "unit", "party", "year", "value"];

#[derive(Debug)]
pub struct ReadMeasures {
    file: String,
    tables: Vec<ReadMeasure>,
}

#[derive(Debug)]
struct ReadMeasure {
    table: MeasureTable,
    /// The row in the file of each value.
    rows: Vec<usize>,
}

pub fn read(intake: &mut Intake, folder: &str) -> Option<ReadMeasures> {
    let file = format!("{folder}/measures.csv");
    let table = intake.table(&file, &COLUMNS)?;
    let mut tables: IndexMap<Key, ReadMeasure> = IndexMap::new();
    for row in table.rows() {
        let Some((key, value)) = figure(intake, &row) else {
            continue;
        };
        let (name, unit) = (row.text("name"), row.text("unit"));
        let entry = tables.entry(key.clone()).or_insert_with(|| ReadMeasure {
            table: MeasureTable {
                key,
                name,
                unit,
                values: Vec::new(),
            },
            rows: Vec::new(),
        });
        for (column, first) in [("name", &entry.table.name), ("unit", &entry.table.unit)] {
            if row.get(column) != first {
                let differs = Problem::invalid("measure_name_differs").with("first", first);
                intake
                    .problems
                    .push(row.problem(column, differs.with("value", row.get(column))));
            }
        }
        entry.table.values.push(value);
        entry.rows.push(row.line);
    }
    Some(ReadMeasures {
        file,
        tables: tables.into_values().collect(),
    })
}

fn figure(intake: &mut Intake, row: &Row) -> Option<(Key, MeasureValue)> {
    let key = intake.keep(row.key("measure"));
    let _named = intake.keep(row.required("name"));
    let party = intake.keep(row.key("party"));
    let year = intake.keep(row.optional_year("year"));
    let value = intake.keep(row.decimal("value"));
    Some((
        key?,
        MeasureValue {
            party: party?,
            year: year?,
            value: value?,
        },
    ))
}

pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadMeasures,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let known = store::list_measures(tx, scope.collaboration.id).await?;
    let mut shelf = Shelf::new(known.clone(), 0);
    let mut missing = 0;
    for measure in &read.tables {
        let before = shelf.get(&measure.table.key);
        let mut table = measure.table.clone();
        let kept = before.map_or_else(Vec::new, |before| left_out(&before.table, &table));
        missing += kept.len();
        table.values.extend(kept);
        let input = SaveMeasure {
            table,
            revision: before.map(|before| before.revision),
        };
        if let Err(problems) = save_measure_on(tx, actor, scope, &mut shelf, input).await {
            note(intake, problems, |problem| place(read, measure, problem))?;
        }
    }
    let named: BTreeSet<&Key> = read.tables.iter().map(|one| &one.table.key).collect();
    let unnamed = known
        .iter()
        .filter(|record| !named.contains(&record.table.key));
    missing += unnamed
        .map(|record| record.table.values.len())
        .sum::<usize>();
    if missing > 0 {
        let warning = Problem::invalid("rows_missing").with("count", missing);
        intake.warnings.push(warning.at_file(&read.file));
    }
    Ok(())
}

/// Figures that are known but not in the file: an import removes nothing.
fn left_out(before: &MeasureTable, now: &MeasureTable) -> Vec<MeasureValue> {
    let named: BTreeSet<_> = now
        .values
        .iter()
        .map(|new| (&new.party, new.year))
        .collect();
    let is_named = |old: &MeasureValue| named.contains(&(&old.party, old.year));
    before
        .values
        .iter()
        .filter(|old| !is_named(old))
        .cloned()
        .collect()
}

fn place(read: &ReadMeasures, measure: &ReadMeasure, problem: Problem) -> Problem {
    let field = problem.place.field.clone().unwrap_or_default();
    let problem = problem.at_file(&read.file);
    match row_of(&field, "values") {
        Some((index, column)) => match measure.rows.get(index) {
            Some(row) => problem.at_row(*row).at_column(column),
            None => problem,
        },
        None => match measure.rows.first() {
            Some(row) => problem.at_row(*row).at_column("measure"),
            None => problem,
        },
    }
}

pub async fn write(
    tx: &Tx,
    of: CollaborationId,
    path: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let measures = store::list_measures(tx, of).await?;
    let rows: Vec<_> = measures
        .iter()
        .flat_map(|record| rows_of(&record.table))
        .collect();
    if let Some(table) = to_csv(&COLUMNS, &rows) {
        folder.insert(format!("{path}/measures.csv"), table);
    }
    Ok(())
}

fn rows_of(table: &MeasureTable) -> impl Iterator<Item = Vec<String>> {
    table.values.iter().map(|value| {
        let year = value.year.map(|year| year.to_string()).unwrap_or_default();
        let (key, party) = (table.key.to_string(), value.party.to_string());
        vec![
            key,
            table.name.clone(),
            table.unit.clone(),
            party,
            year,
            value.value.to_string(),
        ]
    })
}
