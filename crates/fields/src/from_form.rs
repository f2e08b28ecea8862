//! What a person sent in a form, as answers.

use crate::asked::{Asked, Read, all, gather, placed};
use crate::file;
use crate::manner::Manner;
use crate::pass::{answer_or_pass, sent_pass};
use crate::read_text::{code, line, read_text, reference, several};
use crate::{FieldKey, FieldKind, Form, Question, Record, RowOf, Value};
use samverk_foundation::{Problem, Problems};

/// A submitted form.
pub trait Sent {
    /// All values of a field, without blanks around them.
    fn all(&self, name: &str) -> Vec<&str>;
    /// The rows of a table field that have anything in them, with the number of each row.
    fn rows(&self, field: &str, columns: &[&str]) -> Vec<(usize, Vec<String>)>;
}

/// Every problem is at its field; those of a row at `lines.0.amount`. Fails with `field_missing`,
/// `choice_invalid`, `text_too_long`, `names_beside_all`, `answer_beside_pass` and what readers of dates, numbers and keys say.
/// What is wrong in a question that is not shown is passed over.
pub fn from_form(form: &Form, sent: &dyn Sent) -> Result<Record, Problems> {
    let read = |one: &Asked<'_>| {
        let read = read_question(one.question, sent);
        read.map_err(|wrong| placed(wrong, |one_wrong| one_wrong.or_field(one.key().as_str())))
    };
    let missing = |one: &Asked<'_>| Manner::Form.missing().at_field(one.key().as_str());
    let record = gather(&Asked::of_form(form), false, read, missing)?;
    let both = form.questions().filter(|named| {
        let all = named.all.as_ref();
        let is_all = all.is_some_and(|all| record.get(all.as_str()).as_yes());
        is_all && record.get(named.key.as_str()).is_said()
    });
    let both = both.map(|named| {
        let both = Problem::invalid("names_beside_all");
        both.at_field(named.key.as_str())
    });
    both.collect::<Problems>().or(record)
}

fn read_question(question: &Question, sent: &dyn Sent) -> Read {
    let pass = sent_pass(question, sent)?;
    answer_or_pass(pass, read_sent(question, sent))
}

fn read_sent(question: &Question, sent: &dyn Sent) -> Read {
    let values = sent.all(question.key.as_str());
    let mut said = values
        .iter()
        .map(|value| value.trim())
        .filter(|value| !value.is_empty());
    match &question.kind {
        FieldKind::YesNo => Ok(ticked(&values)?),
        FieldKind::Several(choices) => {
            several(said.map(|value| Ok(code(value, choices, Manner::Form)?)))
        }
        FieldKind::Many(kind) => several(said.map(|value| Ok(reference(kind, value)?))),
        FieldKind::Lines => lines(&Asked::always(question), &values.join("\n")),
        FieldKind::File { most, .. } => {
            let mut files = all(said.map(|value| Ok(file::from_text(value)?)))?;
            match *most {
                0 | 1 if files.len() < 2 => Ok(files.pop().unwrap_or_default()),
                _ => Ok(Value::Several(files)),
            }
        }
        FieldKind::Rows { of, columns, .. } => rows(question, (of, columns), sent),
        _ => read_text(question, said.next().unwrap_or_default(), Manner::Form),
    }
}

fn lines(one: &Asked<'_>, written: &str) -> Read {
    let written = samverk_foundation::text::prose(written)?;
    // What is kept for a cell of a table is parted there, as in the cell.
    let is_parted = |c: char| c == '\n' || c == ';' && !one.is_column;
    several(written.split(is_parted).map(|part| Ok(line(one, part)?)))
}

/// A box that is not ticked sends nothing, or a `false` that stands beside it.
fn ticked(values: &[&str]) -> Result<Value, Problem> {
    let unknown = values
        .iter()
        .find(|value| !matches!(**value, "" | "true" | "false"));
    match unknown {
        Some(unknown) => Err(Manner::Form.not_among::<&str>(unknown, &[])),
        None => Ok(Value::Yes(values.contains(&"true"))),
    }
}

fn rows(question: &Question, (of, columns): (&RowOf, &[Question]), sent: &dyn Sent) -> Read {
    let asked = Asked::of_columns(columns);
    let names: Vec<&str> = asked.iter().map(|one| one.key().as_str()).collect();
    let made_by = of.made_by.as_ref().map(FieldKey::as_str);
    let made_by = names.iter().position(|name| Some(*name) == made_by);
    let is_row = |cells: &[String]| {
        let cell = made_by.and_then(|column| cells.get(column));
        cell.is_none_or(|cell| !cell.is_empty())
    };
    let rows = sent.rows(question.key.as_str(), &names).into_iter();
    let rows = rows.filter(|(_, cells)| is_row(cells));
    let rows = all(rows.map(|(number, cells)| {
        let place = |one: &Asked<'_>| format!("{}.{number}.{}", question.key, one.key());
        let read = |one: &Asked<'_>| {
            let column = names.iter().position(|name| *name == one.key().as_str());
            let cell = column.and_then(|column| cells.get(column));
            let cell = cell.map_or("", String::as_str);
            let read = match one.question.kind {
                FieldKind::Lines => lines(one, cell),
                _ => read_text(one.question, cell, Manner::Form),
            };
            read.map_err(|wrong| placed(wrong, |one_wrong| one_wrong.at_field(&place(one))))
        };
        let missing = |one: &Asked<'_>| Manner::Form.missing().at_field(&place(one));
        gather(&asked, false, read, missing)
    }))?;
    Ok(Value::Rows(rows))
}

#[cfg(test)]
#[path = "from_form_tests.rs"]
mod tests;
