//! A kind's table in which a thing stands on several lines, one for each row of a field.

use crate::kept_rows::{KeptRow, KeptRows, Spot, read_cells};
use crate::{AnyKind, Exchange, Ground, KEY, Lines, Stored, store};
use indexmap::IndexMap;
use samverk_database::Tx;
use samverk_exchange::{
    FileSchema, Intake, Placed, table_schema as schema_of, to_csv, warn_missing,
};
use samverk_fields::{
    FieldKey, Form, Question, Record, Value, cell_columns, cell_schema, to_cells,
};
use samverk_foundation::{Key, Problem, interned};
use std::collections::{BTreeMap, BTreeSet};

/// What is the same on all lines of a thing, and what each says.
struct Parts {
    head: Form,
    row: Form,
}

impl Parts {
    fn of(kind: &dyn AnyKind, lines: &Lines) -> Self {
        let is_rows = |question: &&Question| question.key.as_str() == lines.field;
        let field = kind.form().find(lines.field);
        let questions = kind.form().questions();
        let head = questions.filter(|one| !is_rows(one)).cloned().collect();
        Self {
            head: Form::of(head),
            row: field.map_or_else(|| Form::of(Vec::new()), Question::row_form),
        }
    }

    fn columns(&self, lines: &Lines) -> Vec<&'static str> {
        let columns = [&self.head, &self.row].into_iter().flat_map(cell_columns);
        std::iter::once(lines.key)
            .chain(columns.map(interned))
            .collect()
    }
}

/// Reads the table if its file is there. What is wrong in a cell, or said otherwise than on the first line of
/// the thing, is noted with its place.
pub(crate) fn read_lines(
    intake: &mut Intake,
    kind: &dyn AnyKind,
    lines: &Lines,
    path: &str,
) -> Option<KeptRows> {
    let parts = Parts::of(kind, lines);
    let table = intake.table(path, &parts.columns(lines))?;
    let mut things: IndexMap<Key, Thing> = IndexMap::new();
    for line in table.rows() {
        let key = intake.problems.keep(line.key(lines.key));
        let head = read_cells(&parts.head, &line, &mut intake.problems);
        let row = read_cells(&parts.row, &line, &mut intake.problems);
        let (Some(key), Some(head), Some(row)) = (key, head, row) else {
            continue;
        };
        let thing = things.entry(key).or_insert_with(|| Thing {
            head: head.clone(),
            rows: Vec::new(),
            lines: Vec::new(),
        });
        let differing = differing(&parts.head, &thing.head, &head).into_iter();
        let differing = differing.map(|(column, first, value)| {
            let differs = (kind.facts().differs)();
            let differs = differs.with("first", first).with("value", value);
            line.problem(&column, differs)
        });
        intake.problems.extend(differing);
        thing.rows.push(row);
        thing.lines.push(line.line);
    }
    let things = things.into_iter();
    let placed = things.map(|(key, thing)| thing.placed(key, lines, &parts.head, path));
    Some(KeptRows::Whole(placed.collect()))
}

/// The cells that the lines of one thing say differently: column, what stands first, and what stands here.
fn differing(form: &Form, first: &Record, here: &Record) -> Vec<(String, String, String)> {
    let said = to_cells(form, first).into_iter().zip(to_cells(form, here));
    let said = cell_columns(form).into_iter().zip(said);
    let other = said.filter(|(_, (first, here))| first != here);
    other
        .map(|(column, (first, here))| (column.to_owned(), first, here))
        .collect()
}

/// One thing as its lines have it.
struct Thing {
    head: Record,
    rows: Vec<Record>,
    lines: Vec<usize>,
}

impl Thing {
    /// Each field has a row and a column of its own.
    fn placed(self, key: Key, lines: &Lines, head: &Form, path: &str) -> Placed<KeptRow> {
        let spot = |name: &str| Spot {
            row: self.lines.first().copied(),
            name: name.to_owned(),
        };
        let of_key = [KEY.as_str(), lines.field].map(|field| (field.to_owned(), spot(lines.key)));
        let of_head = cell_columns(head).into_iter();
        let of_head = of_head.map(|column| (column.to_owned(), spot(column)));
        let spots: BTreeMap<String, Spot> = of_head.chain(of_key).collect();
        let rows = Value::Rows(self.rows);
        let value = KeptRow {
            key,
            record: self.head.with(field_of(lines), rows),
            spots,
            lines: self.lines,
        };
        Placed {
            value,
            file: path.to_owned(),
            row: None,
        }
    }
}

fn field_of(lines: &Lines) -> FieldKey {
    FieldKey::of(lines.field)
}

/// The things of a table of lines with the rows that stand and are not in it, which are kept and told. Nothing
/// for files of other sorts.
pub(crate) async fn complete(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    rows: &KeptRows,
    intake: &mut Intake,
) -> Result<Option<KeptRows>, Problem> {
    let (Exchange::Lines(lines), KeptRows::Whole(things)) = (kind.facts().exchange, rows) else {
        return Ok(None);
    };
    let form = Parts::of(kind, &lines).row;
    let mut things = things.clone();
    let places = things.iter().map(|one| one.value.key.clone()).zip(0..);
    let places: BTreeMap<Key, usize> = places.collect();
    let mut missing = Vec::new();
    for stored in store::whole(tx, kind, at.id()).await? {
        let place = places.get(&stored.key);
        let Some(named) = place.and_then(|place| things.get_mut(*place)) else {
            let rows = stored.record.get(lines.field).rows();
            missing.extend(rows.iter().map(|row| words(&form, &lines, &stored, row)));
            continue;
        };
        let record = &mut named.value.record;
        let mut rows = record.get(lines.field).rows().to_vec();
        let known: BTreeSet<Vec<String>> = rows
            .iter()
            .map(|row| known_by(&form, &lines, row))
            .collect();
        for row in stored.record.get(lines.field).rows() {
            if !known.contains(&known_by(&form, &lines, row)) {
                missing.push(words(&form, &lines, &stored, row));
                rows.push(row.clone());
            }
        }
        record.set(field_of(&lines), Value::Rows(rows));
    }
    warn_missing(intake, &at.file(lines.file), &missing);
    Ok(Some(KeptRows::Whole(things)))
}

fn known_by(form: &Form, lines: &Lines, row: &Record) -> Vec<String> {
    let cells = cell_columns(form).into_iter().zip(to_cells(form, row));
    let known = cells.filter(|(column, _)| lines.known_by.contains(column));
    known.map(|(_, cell)| cell).collect()
}

/// What a row is called where rows that are left out are told.
fn words(form: &Form, lines: &Lines, thing: &Stored, row: &Record) -> String {
    let known = known_by(form, lines, row).into_iter();
    let words = std::iter::once(thing.key.to_string()).chain(known);
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

pub(crate) fn lines_text<'r>(
    kind: &dyn AnyKind,
    lines: &Lines,
    all: impl Iterator<Item = (&'r Key, &'r Record)>,
) -> Option<String> {
    let parts = Parts::of(kind, lines);
    let of_thing = |(key, record): (&Key, &Record)| {
        let head = [vec![key.to_string()], to_cells(&parts.head, record)].concat();
        let rows = record.get(lines.field).rows().iter();
        let rows = rows.map(|row| [head.clone(), to_cells(&parts.row, row)].concat());
        rows.collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = all.flat_map(of_thing).collect();
    to_csv(&parts.columns(lines), &rows)
}

pub(crate) fn lines_schema(kind: &dyn AnyKind, lines: &Lines, file: &'static str) -> FileSchema {
    let parts = Parts::of(kind, lines);
    let (head, row) = (cell_schema(&parts.head), cell_schema(&parts.row));
    let required = [vec![lines.key], head.0, row.0].concat();
    let choices = [head.1, row.1].concat();
    schema_of(file, &parts.columns(lines), &required, &choices)
}
