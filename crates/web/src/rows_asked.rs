//! What the buttons beside a form's rows ask for: more rows, one less, or those that were copied in a spreadsheet
//! program. The form comes back with them, and nothing is saved.

use crate::form_rows::{empty_name, in_cell};
use crate::pasted_rows::{Pasted, PastedCell, pasted};
use crate::values::COPIED;
use crate::{Field, Form, FormPage, PageResult, Ui, Values};
use samverk_foundation::Problems;

/// The buttons, by the names that they are sent with, and the cell where what is pasted begins.
const MORE: &str = "more_rows";
const FEWER: &str = "fewer_rows";
const PASTE: &str = "paste_rows";
const FROM: &str = "paste_from";
/// So many empty rows come at a time.
const MORE_ROWS: usize = 5;

/// What is sent, with the rows in it that a button asked for.
pub struct RowsAsked {
    pub values: Values,
    /// The field with the rows.
    field: &'static str,
    /// Only of pasted cells one wants to know what is wrong.
    is_pasted: bool,
    problems: Problems,
}

impl Form {
    /// Nothing when the form is to be saved.
    pub fn rows_asked(&self, ui: &Ui, values: &Values) -> Option<RowsAsked> {
        let asked = |button: &str| {
            let place = values.text(button);
            let (name, rest) = place.split_once('.').unwrap_or((place, ""));
            let field = self.fields.iter().find(|field| field.name == name);
            let field = field.filter(|field| field.grows())?;
            Some((field, rest.to_owned()))
        };
        if let Some((field, _)) = asked(MORE) {
            let sent = SentRows::of(field, values);
            let empty = sent.empty + MORE_ROWS;
            return Some(SentRows { empty, ..sent }.asked(field, values));
        }
        if let Some((field, row)) = asked(FEWER) {
            let mut sent = SentRows::of(field, values);
            match sent.position(row.parse().ok()) {
                Some(row) => drop(sent.rows.remove(row)),
                None => sent.empty = sent.empty.saturating_sub(1),
            }
            return Some(sent.asked(field, values));
        }
        let (field, _) = asked(PASTE)?;
        let mut sent = SentRows::of(field, values);
        let from = in_cell(values.text(FROM)).filter(|(name, ..)| *name == field.name);
        let row = from.and_then(|(_, row, _)| sent.position(Some(row)));
        let start = (
            row.unwrap_or(sent.rows.len()),
            from.map(|(_, _, column)| column),
        );
        let text = values.raw(&box_name(field.name));
        Some(match pasted(ui, field, text, start) {
            Ok(Pasted { cells, unknown }) => {
                sent.put(cells, field.row_columns().len());
                RowsAsked {
                    is_pasted: true,
                    problems: unknown,
                    ..sent.asked(field, &values.clone().without(&box_name(field.name)))
                }
            }
            Err(problems) => RowsAsked {
                problems,
                ..sent.asked(field, values)
            },
        })
    }
}

/// The rows of a table field as they are sent.
struct SentRows {
    /// Those that say something, with the numbers that they are sent with.
    rows: Vec<(usize, Vec<String>)>,
    empty: usize,
}

impl SentRows {
    fn of(field: &Field, values: &Values) -> Self {
        let rows = values.rows(field.name, &field.row_names());
        let empty = values.row_count(field.name).saturating_sub(rows.len());
        Self { rows, empty }
    }

    /// Where the row with that number stands among those that say something.
    fn position(&self, number: Option<usize>) -> Option<usize> {
        self.rows.iter().position(|(row, _)| Some(*row) == number)
    }

    fn put(&mut self, cells: Vec<PastedCell>, width: usize) {
        for PastedCell { row, column, text } in cells {
            while self.rows.len() <= row {
                self.rows.push((0, vec![String::new(); width]));
            }
            let there = self.rows.get_mut(row);
            if let Some(there) = there.and_then(|(_, cells)| cells.get_mut(column)) {
                *there = text;
            }
        }
    }

    /// The form with these rows. They stand closely: their numbers are those of a list without empty ones.
    fn asked(self, field: &Field, values: &Values) -> RowsAsked {
        let rows: Vec<Vec<String>> = self.rows.into_iter().map(|(_, cells)| cells).collect();
        let buttons = [MORE, FEWER, PASTE, FROM];
        let values = buttons
            .iter()
            .fold(values.clone(), |values, name| values.without(name));
        let values = values.without_rows(field.name);
        let values = values.set_rows(field.name, &field.row_names(), &rows);
        RowsAsked {
            values: values.set(&empty_name(field.name), self.empty),
            field: field.name,
            is_pasted: false,
            problems: Problems::default(),
        }
    }
}

/// The box that cells are pasted in.
pub(crate) fn box_name(field: &str) -> String {
    format!("{field}{COPIED}")
}

impl FormPage {
    /// The form with the rows that were asked for, and what is wrong in those that were pasted: what the form's
    /// own reader has found.
    pub fn show_rows(mut self, asked: RowsAsked, found: Option<Problems>) -> PageResult {
        let RowsAsked {
            values,
            field,
            is_pasted,
            problems,
        } = asked;
        let mut told = problems;
        let found = found.filter(|_| is_pasted).unwrap_or_default();
        for mut problem in found.0 {
            let place = problem.place.field.take().unwrap_or_default();
            let place = place.replace('[', ".").replace(']', "");
            let is_here = place == field || place.starts_with(&format!("{field}."));
            let is_told = |one: &samverk_foundation::Problem| {
                one.place.field.as_deref() == Some(place.as_str())
            };
            if is_here && !told.0.iter().any(is_told) {
                told.push(problem.at_field(&place));
            }
        }
        self.form.is_unsaved = true;
        self.form.problems = told;
        self.form.values = values;
        match self.form.problems.is_empty() {
            true => self.show(),
            false => self.show_refused(422),
        }
    }
}
