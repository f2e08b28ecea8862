//! Kept things as rows of tables, and what each cell says.

use super::Visit;
use super::columns::{Shown, Shows, shown};
use super::sayings::Sayings;
use super::stretch::{Stretch, query};
use super::tools::sortable;
use crate::list::SORT;
use crate::states::is_settled;
use crate::web_form::pass_text;
use crate::web_form::words;
use crate::{AnyKind, Facts, Ground, Stored};
use samverk_fields::{FieldKey, FieldKind, Question, Record, Value};
use samverk_web::{Cell, Column, ColumnKind, Narrow, Pick, Table, Ui};
use std::collections::{BTreeSet, HashMap};

/// Without a ground it is for a file, which leads nowhere.
pub(super) fn table(
    visit: &Visit,
    (stretch, sayings): (&Stretch, &Sayings),
    at: Option<&dyn Ground>,
    may_write: bool,
) -> Table {
    let (ui, facts) = (&visit.ui, visit.facts());
    let Shown {
        columns: shown,
        are_chosen,
        ..
    } = shown(visit);
    let heading = |one: &Shows| match one {
        Shows::Field(question) => {
            let column = Column::new(words(ui, &question.label), column_kind(&question.kind));
            sortable(visit, at, &question.key, column)
        }
        Shows::Told(told) => {
            let column = Column::new(ui.t(told.label), told.kind);
            sortable(visit, at, &FieldKey::of(told.name), column)
        }
    };
    let mut columns: Vec<Column> = shown.iter().map(heading).collect();
    // Where all is settled nothing is offered.
    let are_settled = stretch.rows.iter().all(|row| is_settled(visit.kind, row));
    let may_change = may_write && !are_settled;
    if may_change {
        let heading = |key| Column::new(ui.t(key), ColumnKind::Text).for_screens();
        columns.push(heading("kept-change"));
        columns.push(heading("kept-remove"));
    }
    let mut table = Table::new(&stretch.name, stretch.caption.clone(), columns)
        .narrow(Narrow::Lists)
        .asked_by(query(visit, &[]));
    if are_chosen {
        table = table.with_all_columns();
    }
    let repeated = repeated(visit.kind, &stretch.rows);
    let rows = match visit.values.is_set(SORT) {
        true => stretch.rows.iter().collect(),
        false => gathered(&facts, &stretch.rows),
    };
    for row in rows {
        let said = |one: &Shows| {
            let told = sayings.told(visit, row, one.name());
            let field = || {
                one.question()
                    .map(|question| field_cell(visit, sayings, question, row))
            };
            told.or_else(field).unwrap_or_else(Cell::empty)
        };
        let mut cells: Vec<Cell> = shown.iter().map(said).collect();
        let name = visit.kind.name(&row.record);
        let is_repeated = repeated.contains(&name);
        let about = match is_repeated {
            true => told_apart(&name, &cells),
            false => name.clone(),
        };
        let leads_on = may_write || facts.pages.has_page();
        if let (Some(at), Some(first)) = (at.filter(|_| leads_on), cells.first_mut()) {
            let link = known_by(first, &name).to(visit.href(at, row, ""));
            *first = match is_repeated {
                true => link.about(&about),
                false => link,
            };
        }
        if let (Some(first), true) = (cells.first_mut(), at.is_some() && may_write) {
            *first = first.clone().picked_by(Pick {
                value: format!("{}:{}", row.key, row.revision),
                label: ui.t1("kept-pick", "name", &about),
                is_picked: visit.values.is_set(PICK_ALL),
            });
        }
        if let Some(at) = at.filter(|_| may_change) {
            let link = |href, text: &str| Cell::link(href, ui.t(text)).about(&about);
            let (change, remove) = match is_settled(visit.kind, row) {
                true => (None, None),
                false => (Some(visit.form_href(at, row)), visit.removal_href(at, row)),
            };
            cells.push(change.map_or_else(Cell::empty, |href| link(href, "kept-change")));
            cells.push(remove.map_or_else(Cell::empty, |href| link(href, "kept-remove")));
        }
        table.push(cells);
    }
    table
}

fn field_cell(visit: &Visit, sayings: &Sayings, question: &Question, row: &Stored) -> Cell {
    let value = row.record.get(question.key.as_str());
    let offered = sayings.offers.name(question, value);
    let said = || said(&visit.ui, visit.kind, question, &row.record);
    offered.map_or_else(said, Cell::text)
}

/// The names that several of these have.
fn repeated(kind: &dyn AnyKind, rows: &[Stored]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let names = rows.iter().map(|row| kind.name(&row.record));
    names.filter(|name| !seen.insert(name.clone())).collect()
}

/// The name with what else the row begins with, where several have the same: `Bredband (Habo kommun, Region Kalmar län)`.
fn told_apart(name: &str, cells: &[Cell]) -> String {
    let shown = cells.iter().map(Cell::shown);
    let others = shown.filter(|shown| !shown.is_empty() && shown != name);
    let others: Vec<String> = others.take(2).collect();
    match others.is_empty() {
        true => name.to_owned(),
        false => format!("{name} ({})", others.join(", ")),
    }
}

/// What leads to the page of the thing: a long text is short there, for it stands on that page.
fn known_by(first: &Cell, name: &str) -> Cell {
    match (1..=LINK_MAX).contains(&first.shown().chars().count()) {
        true => first.clone(),
        false => Cell::text(name),
    }
}

/// Every row of the page is picked when the address says so.
pub(super) const PICK_ALL: &str = "markera";

/// A longer text is no link that one reads.
const LINK_MAX: usize = 160;

/// Rows that have the same text in the field together, in the order in which the texts come first.
fn gathered<'r>(facts: &Facts, rows: &'r [Stored]) -> Vec<&'r Stored> {
    let mut rows: Vec<&Stored> = rows.iter().collect();
    if let Some(field) = &facts.list.gathered {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for row in &rows {
            let next = places.len();
            places
                .entry(row.record.get(field.as_str()).text())
                .or_insert(next);
        }
        rows.sort_by_key(|row| places.get(row.record.get(field.as_str()).text()).copied());
    }
    rows
}

pub(super) fn column_kind(kind: &FieldKind) -> ColumnKind {
    match kind {
        FieldKind::Scale { .. } | FieldKind::Integer => ColumnKind::Integer,
        FieldKind::Decimal { .. } => ColumnKind::Decimal,
        FieldKind::Amount => ColumnKind::Kronor,
        FieldKind::Percent => ColumnKind::Percent,
        FieldKind::Date => ColumnKind::Date,
        _ => ColumnKind::Text,
    }
}

/// What a record says to the question; all of them in place of naming any.
pub(super) fn said(ui: &Ui, kind: &dyn AnyKind, question: &Question, record: &Record) -> Cell {
    let all = question.all.as_ref().map(FieldKey::as_str);
    let all = all.filter(|all| record.get(all).as_yes());
    if let Some(all) = all.and_then(|all| kind.form().find(all)) {
        return Cell::text(words(ui, &all.label));
    }
    let value = record.get(question.key.as_str());
    let cell = cell(ui, question, value);
    let href = value.as_reference().and_then(|reference| {
        let target = kind.facts().target(reference.kind.as_str())?;
        target.href.map(|href| href(&reference.key))
    });
    match href {
        Some(href) => cell.to(href),
        None => cell,
    }
}

/// An answer as a page tells it.
pub fn cell(ui: &Ui, question: &Question, value: &Value) -> Cell {
    match (&question.kind, value) {
        (_, Value::Nothing) => Cell::empty(),
        (_, Value::Passed(pass)) => Cell::text(ui.t(pass_text(*pass))),
        (FieldKind::Choice(choices) | FieldKind::Several(choices), Value::Code(code)) => {
            let choice = choices.0.iter().find(|choice| choice.code == *code);
            Cell::text(choice.map_or(code.clone(), |choice| words(ui, &choice.label)))
        }
        (FieldKind::Decimal { .. }, Value::Number(number)) => Cell::decimal(*number),
        (FieldKind::Percent, Value::Number(number)) => Cell::percent(*number),
        (FieldKind::Scale { .. } | FieldKind::Integer, Value::Number(number)) => {
            match i64::try_from(*number) {
                Ok(number) => Cell::integer(number),
                Err(_) => Cell::decimal(*number),
            }
        }
        // A year, which has no groups of digits.
        (_, Value::Number(number)) => Cell::text(number.to_string()),
        (_, Value::File(file)) => Cell::text(file.name.clone()),
        (_, Value::Text(text)) => Cell::text(text.clone()),
        (_, Value::Ore(amount)) => Cell::ore(*amount),
        (_, Value::Date(date)) => Cell::date(*date),
        (_, Value::Yes(yes)) => Cell::text(ui.t(if *yes { "yes" } else { "no" })),
        (_, Value::Ref(reference)) => {
            let name = reference.known.as_ref().map(|known| known.name.clone());
            Cell::text(name.unwrap_or_else(|| reference.key.to_string()))
        }
        (_, Value::Several(all)) => {
            let all = all.iter().map(|one| cell(ui, question, one).shown());
            Cell::text(all.collect::<Vec<_>>().join(", "))
        }
        (FieldKind::Rows { columns, .. }, Value::Rows(rows)) => {
            let rows = rows.iter().map(|row| row_words(ui, columns, row));
            Cell::text(rows.collect::<Vec<_>>().join("\n"))
        }
        (_, other) => Cell::text(other.text()),
    }
}

/// A row in one line: what is short in it.
fn row_words(ui: &Ui, columns: &[Question], row: &Record) -> String {
    let is_short =
        |column: &&Question| !matches!(column.kind, FieldKind::Prose { .. } | FieldKind::Lines);
    let cell = |column: &Question| cell(ui, column, row.get(column.key.as_str())).shown();
    let cells = columns.iter().filter(is_short).map(cell);
    let cells = cells.filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join(" ")
}
