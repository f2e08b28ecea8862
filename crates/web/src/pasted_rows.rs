//! Cells that were copied in a spreadsheet program, as cells of a form's rows.

use crate::{Field, RowColumn, Ui};
use samverk_foundation::text::{in_one_line, prose};
use samverk_foundation::{Problem, Problems};
use samverk_sheets::read_pasted;
use std::collections::HashMap;

/// So many rows at a time: more are a file to read in.
const ROWS_MAX: usize = 1_000;

/// What is pasted, and the problem of each cell that is none of its column's choices.
pub(crate) struct Pasted {
    pub cells: Vec<PastedCell>,
    pub unknown: Problems,
}

pub(crate) struct PastedCell {
    pub row: usize,
    /// Its place among the columns of the form.
    pub column: usize,
    pub text: String,
}

/// Reads what is pasted, from that row on. Below a line with headings each cell goes to the column of its heading;
/// else they stand as in the form, from the named column on. Fails, at the field, with `pasted_nothing`,
/// `pasted_too_many`, `pasted_too_wide`, `pasted_column_unknown` or `pasted_column_repeated`.
pub(crate) fn pasted(
    ui: &Ui,
    field: &Field,
    text: &str,
    (first, from): (usize, Option<&str>),
) -> Result<Pasted, Problems> {
    let (columns, words) = (field.row_columns(), OtherWords::of(ui));
    let mut rows = read_pasted(text);
    let at_field = |problem: Problem| Problems::from(problem.at_field(field.name));
    let heading = rows.first().and_then(|row| heading(row, columns, &words));
    let places: Vec<usize> = match heading {
        Some(heading) => {
            rows.remove(0);
            heading.map_err(at_field)?
        }
        None => {
            let from = columns.iter().position(|one| Some(one.name) == from);
            (from.unwrap_or(0)..columns.len()).collect()
        }
    };
    if rows.is_empty() {
        return Err(at_field(Problem::invalid("pasted_nothing")));
    }
    if rows.len() > ROWS_MAX {
        let many = Problem::invalid("pasted_too_many").with("count", rows.len());
        return Err(at_field(many.with("max", ROWS_MAX)));
    }
    if let Some(wide) = rows.iter().find(|row| row.len() > places.len()) {
        let wide = Problem::invalid("pasted_too_wide").with("count", wide.len());
        return Err(at_field(wide.with("max", places.len())));
    }
    let (mut cells, mut unknown) = (Vec::new(), Problems::default());
    for (row, line) in (first..).zip(rows) {
        for (column, text) in places.iter().copied().zip(line) {
            let Some(of) = columns.get(column) else {
                continue;
            };
            let text = prose(&text).unwrap_or(text);
            let text = if of.long { text } else { in_one_line(&text) };
            let text = match choice(of, &text, &words) {
                Some(code) => code,
                None => {
                    let place = format!("{}.{row}.{}", field.name, of.name);
                    let wrong = Problem::invalid("pasted_choice_unknown").with("value", &text);
                    unknown.push(wrong.at_field(&place));
                    text
                }
            };
            cells.push(PastedCell { row, column, text });
        }
    }
    Ok(Pasted { cells, unknown })
}

/// Where the cells below a line of headings go; nothing when it is a line like the others.
fn heading(
    row: &[String],
    columns: &[RowColumn],
    words: &OtherWords,
) -> Option<Result<Vec<usize>, Problem>> {
    let place = |cell: &String| {
        let is_called = |column: &RowColumn| {
            words.are_same(&column.label, cell) || as_compared(column.name) == as_compared(cell)
        };
        columns.iter().position(is_called)
    };
    let places: Vec<Option<usize>> = row.iter().map(place).collect();
    let known = places.iter().flatten().count();
    let written = row.iter().filter(|cell| !cell.is_empty()).count();
    if known == 0 || known < 2 && written > 1 {
        return None;
    }
    let mut found = Vec::new();
    for (place, cell) in places.into_iter().zip(row) {
        let labels = || columns.iter().map(|one| one.label.as_str());
        match place {
            Some(place) if found.contains(&place) => {
                return Some(Err(
                    Problem::invalid("pasted_column_repeated").with("value", cell)
                ));
            }
            Some(place) => found.push(place),
            None => {
                let allowed = labels().collect::<Vec<_>>().join(", ");
                let unknown = Problem::invalid("pasted_column_unknown").with("value", cell);
                return Some(Err(unknown.with("allowed", allowed)));
            }
        }
    }
    Some(Ok(found))
}

/// What the form sends for the cell: the code of what it calls; nothing when it is none of the choices.
fn choice(column: &RowColumn, cell: &str, words: &OtherWords) -> Option<String> {
    if cell.is_empty() || column.choices.is_empty() {
        return Some(cell.to_owned());
    }
    let wanted = as_compared(cell);
    let mut choices = column.choices.iter();
    let found = choices.find(|choice| {
        let also = choice.also.iter().any(|name| as_compared(name) == wanted);
        choice.value == cell || also || words.are_same(&choice.label, cell)
    });
    found.map(|choice| choice.value.clone())
}

/// What each text is called in the other language.
struct OtherWords(HashMap<String, Vec<String>>);

impl OtherWords {
    fn of(ui: &Ui) -> Self {
        let mut all: HashMap<String, Vec<String>> = HashMap::new();
        for (own, other) in ui.in_both_languages() {
            all.entry(own).or_default().push(as_compared(&other));
        }
        Self(all)
    }

    /// Whether the text is these words, in either language.
    fn are_same(&self, words: &str, text: &str) -> bool {
        let (text, others) = (as_compared(text), self.0.get(words));
        as_compared(words) == text || others.is_some_and(|others| others.contains(&text))
    }
}

/// Spaces of every kind, capitals and what stands after a heading make no difference.
fn as_compared(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ").to_lowercase();
    words.trim_end_matches([':', '*']).trim_end().to_owned()
}
