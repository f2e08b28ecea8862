//! Fields that are tables: their columns, their rows as they are shown, and where in them something is wrong.

use crate::rows_asked::box_name;
use crate::{Choice, Field, FieldKind, Form, Ui, Values};
use samverk_foundation::{Problem, Problems};

/// A column of a field that is a table.
#[derive(Clone, Debug)]
pub struct RowColumn {
    pub name: &'static str,
    pub label: String,
    /// Empty for free text.
    pub choices: Vec<Choice>,
    /// Shown but not changed: the row's heading.
    pub fixed: bool,
    /// Text of several lines.
    pub long: bool,
    /// What the browser offers while one writes; anything else may be written too.
    pub suggestions: Vec<String>,
}

impl RowColumn {
    pub fn new(name: &'static str, label: impl Into<String>) -> Self {
        let (choices, suggestions) = (Vec::new(), Vec::new());
        Self {
            name,
            label: label.into(),
            choices,
            fixed: false,
            long: false,
            suggestions,
        }
    }

    pub fn choose(name: &'static str, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self {
            choices,
            ..Self::new(name, label)
        }
    }

    /// Text for which the browser offers these.
    pub fn suggest(name: &'static str, label: impl Into<String>, suggestions: Vec<String>) -> Self {
        Self {
            suggestions,
            ..Self::new(name, label)
        }
    }

    /// Text of several lines.
    pub fn long(name: &'static str, label: impl Into<String>) -> Self {
        Self {
            long: true,
            ..Self::new(name, label)
        }
    }

    /// The value goes along unchanged; what the choices call it is shown.
    pub fn fixed(name: &'static str, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self {
            fixed: true,
            ..Self::choose(name, label, choices)
        }
    }

    /// The words for a cell that cannot be changed.
    pub(crate) fn shown<'c>(&'c self, cell: &'c str) -> &'c str {
        let choice = self.choices.iter().find(|choice| choice.value == cell);
        choice.map_or(cell, |choice| choice.label.as_str())
    }

    /// What was pasted and is none of the choices stays, so that one sees what to choose instead.
    pub(crate) fn is_other(&self, cell: &str) -> bool {
        !cell.is_empty() && self.choices.iter().all(|choice| choice.value != cell)
    }
}

/// So many empty rows stand below the others.
const EMPTY_ROWS: usize = 2;
/// More are asked for in several rounds, whatever a request says.
const EMPTY_ROWS_MAX: usize = 100;

/// `lines.3.amount`
pub(crate) fn in_cell(place: &str) -> Option<(&str, usize, &str)> {
    let mut parts = place.split('.');
    let (field, row, column) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none();
    Some((field, row.parse().ok()?, column)).filter(|_| is_whole)
}

/// How many empty rows a form shows, when somebody asked for more.
pub(crate) fn empty_name(field: &str) -> String {
    format!("{field}.empty")
}

impl Field {
    pub(crate) fn row_columns(&self) -> &[RowColumn] {
        match &self.kind {
            FieldKind::Rows { columns, .. } => columns,
            _ => &[],
        }
    }

    pub(crate) fn row_names(&self) -> Vec<&'static str> {
        self.row_columns()
            .iter()
            .map(|column| column.name)
            .collect()
    }

    /// For those who paste.
    pub(crate) fn column_labels(&self) -> String {
        let labels = self.row_columns().iter();
        labels
            .map(|column| column.label.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(crate) fn grows(&self) -> bool {
        matches!(self.kind, FieldKind::Rows { grows: true, .. })
    }
}

impl Form {
    pub(crate) fn has_growing_rows(&self) -> bool {
        self.fields.iter().any(Field::grows)
    }

    /// Where the form is sent by the buttons beside the rows, so that it comes back at these.
    pub(crate) fn here(&self, ui: &Ui, field: &Field) -> String {
        ui.action(&format!("{}#field-{}", self.action, field.name))
    }

    /// What is pasted and could not be put in.
    pub(crate) fn in_box(&self, field: &Field) -> &str {
        self.values.raw(&box_name(field.name))
    }

    /// The rows of a table field: the filled ones and the empty.
    pub(crate) fn row_cells(&self, field: &Field) -> Vec<Vec<String>> {
        let names = field.row_names();
        let rows = self.values.rows(field.name, &names).into_iter();
        let mut rows: Vec<Vec<String>> = rows.map(|(_, cells)| cells).collect();
        if field.grows() {
            let asked = self.values.text(&empty_name(field.name)).parse();
            let empty = asked
                .unwrap_or(EMPTY_ROWS)
                .clamp(EMPTY_ROWS, EMPTY_ROWS_MAX);
            rows.extend((0..empty).map(|_| vec![String::new(); names.len()]));
        }
        rows
    }

    /// Empty rows fall away when a form is shown again, so a row sent as number 5 may be the third.
    pub(crate) fn with_shown_rows(&self, values: &Values, mut problems: Problems) -> Problems {
        for place in problems.0.iter_mut().filter_map(|p| p.place.field.as_mut()) {
            if let Some(shown) = self.shown_cell(values, place) {
                *place = shown;
            }
        }
        problems
    }

    fn shown_cell(&self, values: &Values, place: &str) -> Option<String> {
        let (name, row, column) = in_cell(place)?;
        let field = self.field_named(name)?;
        let sent = values.rows(name, &field.row_names());
        let shown = sent.iter().position(|(number, _)| *number == row)?;
        Some(format!("{name}.{shown}.{column}"))
    }

    /// Whether it stands at a cell of a table.
    pub(crate) fn is_shown_in_cell(&self, place: &str) -> bool {
        let Some((field, row, column)) = in_cell(place) else {
            return false;
        };
        self.field_named(field).is_some_and(|field| {
            let has_column = field.row_names().contains(&column);
            has_column && row < self.row_cells(field).len()
        })
    }

    /// What is wrong in a cell, for the message that stands there.
    pub(crate) fn problem_in(
        &self,
        field: &Field,
        row: &usize,
        column: &RowColumn,
    ) -> Option<&Problem> {
        let cell = format!("{}.{row}.{}", field.name, column.name);
        let mut problems = self.problems.0.iter();
        problems.find(|problem| problem.place.field.as_deref() == Some(&cell))
    }

    /// `Rad 3: `, for what tells by itself which column it is about.
    pub(crate) fn row_words(&self, ui: &Ui, place: &str) -> String {
        let row = in_cell(place).map(|(_, row, _)| ui.t1("form-problem-row", "row", row + 1));
        row.map_or_else(String::new, |row| format!("{row}: "))
    }

    /// What a problem is about, for the summary: `Rad 3, Andel: `, or the words on the field.
    pub(crate) fn place_words(&self, ui: &Ui, problem: &Problem) -> String {
        let place = problem.place.field.as_deref().unwrap_or_default();
        let is_cell = self.field_named(place).is_none();
        let words = match in_cell(place).filter(|_| is_cell) {
            Some((field, row, column)) => {
                let columns = self.field_named(field).map_or(&[][..], Field::row_columns);
                let column = columns.iter().find(|one| one.name == column);
                let row = ui.t1("form-problem-row", "row", row + 1);
                let label = column.map(|one| one.label.clone());
                [row].into_iter().chain(label).collect()
            }
            None => {
                let field = self.field_named(place);
                let label = field.map(|field| field.label.clone());
                label.into_iter().collect::<Vec<_>>()
            }
        };
        let words: Vec<String> = words.into_iter().filter(|one| !one.is_empty()).collect();
        match words.is_empty() {
            true => String::new(),
            // A question needs no colon after it.
            false => match words.join(", ") {
                asked if asked.ends_with('?') => format!("{asked} "),
                words => format!("{words}: "),
            },
        }
    }
}
