//! What a file says of a kind. A long table is read a stretch at a time: its rows are looked at when it
//! comes in and read once more when they are saved, so that nobody holds them all.

use crate::AnyKind;
use crate::exchange::read;
use samverk_exchange::Placed;
use samverk_fields::{Form, Record, from_cells};
use samverk_foundation::{Key, Problem, Problems};
use samverk_sheets::{Row, Table};
use std::collections::BTreeMap;

/// One row as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRow {
    pub key: Key,
    pub record: Record,
    /// Where the fields of a document stand there, and what they are called.
    pub(crate) spots: BTreeMap<String, Spot>,
    /// On which line each row of a field stands, in a table of lines.
    pub(crate) lines: Vec<usize>,
}

/// Where a field of a document stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub row: Option<usize>,
    pub name: String,
}

impl KeptRow {
    pub(crate) fn of(key: Key, record: Record) -> Self {
        Self {
            key,
            record,
            spots: BTreeMap::new(),
            lines: Vec::new(),
        }
    }

    /// Problems at the rows and by the names of their fields in a document.
    pub(crate) fn spotted(&self, wrong: Problems) -> Problems {
        wrong.0.into_iter().map(|one| self.spot(one)).collect()
    }

    fn spot(&self, mut problem: Problem) -> Problem {
        let place = problem.place.field.as_deref().unwrap_or_default();
        let (field, below) = place.split_once('.').unwrap_or((place, ""));
        let of_row = below.split_once('.').and_then(|(number, column)| {
            let line = self.lines.get(number.parse::<usize>().ok()?)?;
            Some((*line, column.to_owned()))
        });
        if let Some((line, column)) = of_row {
            problem.place.field = None;
            return problem.at_row(line).at_column(&column);
        }
        let Some(spot) = self.spots.get(field) else {
            return problem;
        };
        problem.place.field = None;
        let problem = problem.at_column(&spot.name);
        match spot.row {
            Some(row) => problem.at_row(row),
            None => problem,
        }
    }
}

/// What a row of a table says to the questions of a form; what is wrong is noted at its cells.
pub(crate) fn read_cells(form: &Form, row: &Row<'_>, problems: &mut Problems) -> Option<Record> {
    let placed = |wrong: Problems| {
        let placed = wrong.0.into_iter().map(|problem| row.row_problem(problem));
        problems.extend(placed);
    };
    let read = from_cells(form, &|column: &str| match row.has(column) {
        true => row.text(column),
        false => String::new(),
    });
    read.map_err(placed).ok()
}

/// The rows of a table, or what is held whole: documents, and things on several lines.
#[derive(Clone, Debug)]
pub enum KeptRows {
    Table(Table),
    Whole(Vec<Placed<KeptRow>>),
}

impl Default for KeptRows {
    fn default() -> Self {
        Self::Whole(Vec::new())
    }
}

impl KeptRows {
    pub fn len(&self) -> usize {
        match self {
            Self::Table(table) => table.len(),
            Self::Whole(all) => all.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The keys in their order, also of rows that are wrong in something else.
    pub(crate) fn keys(&self) -> Vec<Key> {
        match self {
            Self::Table(table) => table.rows().filter_map(|row| row.key("key").ok()).collect(),
            Self::Whole(all) => all.iter().map(|row| row.value.key.clone()).collect(),
        }
    }

    /// So many rows from the first, of those that are whole. What is wrong in the others was noted when the
    /// file was read.
    pub(crate) fn stretch(
        &self,
        kind: &dyn AnyKind,
        first: usize,
        length: usize,
    ) -> Vec<Placed<KeptRow>> {
        match self {
            Self::Table(table) => {
                let rows = table.rows().skip(first).take(length);
                let placed = rows.filter_map(|row| {
                    Some(Placed {
                        value: read(kind, &row, &mut Problems::default())?,
                        file: table.file().to_owned(),
                        row: Some(row.line),
                    })
                });
                placed.collect()
            }
            Self::Whole(all) => all.iter().skip(first).take(length).cloned().collect(),
        }
    }
}
