//! The map for print: the same pictures and figures as on the page, of everything.

use super::map::{Ground, PICTURED, ROWS, are_left_out, first_rows, lead, to_integer, unsure};
use super::map_pictures::{meetings, network, short_names, threads};
use super::map_tables::{pair_table, statement_table};
use crate::Relation;
use crate::Scope;
use crate::model::{Tie, busiest, ties};
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem};
use samverk_web::{Cell, Table, TableRow, Ui};

pub struct PrintedMap {
    /// `13 aktörer samverkar i 70 par.`
    pub lead: String,
    /// What the pictures and tables leave out.
    pub notes: Vec<String>,
    /// The picture; `lead` says what it shows.
    pub network: String,
    pub matrix: PrintedMatrix,
    /// What is told, party by party; without rows when everything comes from groups.
    pub statements: Table,
    /// How many of the statements have an unclear source.
    pub unsure: usize,
    /// Those that work together, with those of whom the same is told in one row.
    pub pairs: Table,
}

/// The parties against each other, in the same order both ways.
pub struct PrintedMatrix {
    pub parties: Vec<String>,
    /// How many topics and groups two have in common, if any.
    pub rows: Vec<Vec<Option<u32>>>,
}

/// What the page shows to whoever the scope was found for; nothing without ties.
pub async fn printed_map(tx: &Tx, scope: &Scope, ui: &Ui) -> Result<Option<PrintedMap>, Problem> {
    let ground = Ground::load(tx, scope).await?;
    let facts = ground.facts();
    let ties = ties(&facts);
    if ties.is_empty() {
        return Ok(None);
    }
    let relations: Vec<&Relation> = facts.relations.iter().collect();
    let pictured = busiest(&ground.order, &ties, PICTURED);
    let statements = statement_table(ui, &ground, &facts, &relations);
    let pairs = told_together(pair_table(ui, &ground, &ties));
    let left_out = are_left_out(&ground, &ties, &pictured);
    let left_out = left_out.then(|| ui.t1("map-pictured-print", "count", pictured.len()));
    let shortened = [&statements, &pairs].map(|table| shortened(ui, table));
    Ok(Some(PrintedMap {
        lead: lead(ui, &ground, &ties),
        notes: left_out
            .into_iter()
            .chain(shortened.into_iter().flatten())
            .collect(),
        network: network(ui, &ground, &pictured, &ties),
        matrix: matrix(&ground, &pictured, &ties),
        statements: first_rows(statements),
        unsure: unsure(&relations),
        pairs: first_rows(pairs),
    }))
}

fn matrix(ground: &Ground, pictured: &[PartyId], ties: &[Tie]) -> PrintedMatrix {
    let parties = short_names(ground, pictured);
    let mut rows = vec![vec![None; parties.len()]; parties.len()];
    for (row, column, tie) in meetings(pictured, ties) {
        if let Some(cell) = rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = Some(threads(tie));
        }
    }
    PrintedMatrix { parties, rows }
}

fn shortened(ui: &Ui, table: &Table) -> Option<String> {
    let (first, all) = (ROWS.to_string(), ui.integer(&to_integer(table.rows.len())));
    (table.rows.len() > ROWS).then(|| {
        let counts = [("first", first.as_str()), ("all", &all)];
        format!(
            "{}: {}",
            table.caption,
            ui.t_with("map-shortened-print", &counts)
        )
    })
}

/// The pairs of a party of whom the same is told become one row: everything but whom it works
/// with, the second cell, is alike.
fn told_together(mut table: Table) -> Table {
    let mut told: Vec<(TableRow, Vec<String>)> = Vec::new();
    for row in std::mem::take(&mut table.rows) {
        let whom = row.0.get(1).map(Cell::shown).unwrap_or_default();
        match told.iter_mut().find(|(first, _)| is_same(first, &row)) {
            Some((_, names)) => names.push(whom),
            None => told.push((row, vec![whom])),
        }
    }
    for (mut row, names) in told {
        if let Some(cell) = row.0.get_mut(1) {
            *cell = Cell::text(names.join(", "));
        }
        table.rows.push(row);
    }
    table
}

fn is_same(one: &TableRow, other: &TableRow) -> bool {
    let told = |row: &TableRow| -> Vec<String> {
        let cells = row.0.iter().enumerate();
        let told = cells.filter(|(column, _)| *column != 1);
        told.map(|(_, cell)| cell.shown()).collect()
    };
    told(one) == told(other)
}
