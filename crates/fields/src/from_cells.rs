//! The cells of one row of a table, as answers.

use crate::asked::{Asked, gather, placed};
use crate::manner::Manner;
use crate::read_text::read_text;
use crate::to_text::ALL;
use crate::{Form, Record, Value};
use samverk_foundation::Problems;

/// The column of a question is its key. Every problem is at its column; file and row are for the
/// caller to say. Fails with `value_missing`, `value_unknown`, `text_too_long` and what readers of
/// dates, numbers and keys say. Rows and files stand as JSON in their cell; rows apart say nothing here.
pub fn from_cells(form: &Form, cell: &dyn Fn(&str) -> String) -> Result<Record, Problems> {
    let read = |one: &Asked<'_>| {
        if let Some(named) = form.says_all_of(one.key()) {
            return Ok(Value::Yes(says_all(&cell(named.key.as_str()))));
        }
        if one.question.apart.is_some() {
            return Ok(Value::Nothing);
        }
        let column = one.key().as_str();
        let written = cell(column);
        let may_be_all = one.question.all.is_some();
        let read = match may_be_all {
            true if says_all(&written) => return Ok(Value::Nothing),
            true if written.trim().is_empty() => Err(Manner::Table.missing().into()),
            _ => read_text(one.question, &written, Manner::Table),
        };
        read.map_err(|wrong| placed(wrong, |one_wrong| one_wrong.at_column(column)))
    };
    let missing = |one: &Asked<'_>| Manner::Table.missing().at_column(one.key().as_str());
    gather(&Asked::of_form(form), true, read, missing)
}

fn says_all(written: &str) -> bool {
    written.trim() == ALL
}

#[cfg(test)]
#[path = "from_cells_tests.rs"]
mod tests;
