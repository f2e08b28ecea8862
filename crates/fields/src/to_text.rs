//! Answers as texts: in the fields of a form and in the cells of a table.

use crate::asked::Asked;
use crate::manner::Manner;
use crate::number::{plain, written_date};
use crate::to_json::value_json;
use crate::{FieldKind, Form, Question, Record, Value, file};

/// What stands in a cell instead of the keys of all things there are.
pub(crate) const ALL: &str = "all";

/// What a form is filled with. A field of several has several pairs; rows are at `lines.0.amount`.
pub fn to_form(form: &Form, record: &Record) -> Vec<(String, String)> {
    let asked = form.questions().filter(|question| question.is_asked());
    asked.flat_map(|question| pairs(question, record)).collect()
}

fn pairs(question: &Question, record: &Record) -> Vec<(String, String)> {
    let name = question.key.as_str();
    let value = record.get(name);
    let pair = |text: String| (name.to_owned(), text);
    if let Some(pass) = value.as_pass() {
        return vec![(question.pass_name(), pass.code().to_owned())];
    }
    match &question.kind {
        FieldKind::Several(_) | FieldKind::Many(_) | FieldKind::File { .. } => {
            let parts = value.parts().iter();
            parts
                .map(|part| pair(one_text(part, Manner::Form)))
                .collect()
        }
        FieldKind::Lines => vec![pair(cell_text(question, record, Manner::Form))],
        FieldKind::Rows { columns, .. } => {
            let columns: Vec<Asked<'_>> = Asked::of_columns(columns);
            let cells = |(number, row): (usize, &Record)| {
                let cell = |column: &Asked<'_>| {
                    let text = cell_text(column.question, row, Manner::Form);
                    (format!("{name}.{number}.{}", column.key()), text)
                };
                columns.iter().map(cell).collect::<Vec<_>>()
            };
            value.rows().iter().enumerate().flat_map(cells).collect()
        }
        kind => vec![pair(whole_text(kind, value, Manner::Form))],
    }
}

/// In the order of [`cell_columns`].
pub fn to_cells(form: &Form, record: &Record) -> Vec<String> {
    let cell = |question: &Question| {
        let all = question.all.as_ref();
        match all.is_some_and(|all| record.get(all.as_str()).as_yes()) {
            true => ALL.to_owned(),
            false => cell_text(question, record, Manner::Table),
        }
    };
    form.in_cells().map(cell).collect()
}

pub fn cell_columns(form: &Form) -> Vec<&str> {
    let asked = form.in_cells();
    asked.map(|question| question.key.as_str()).collect()
}

fn cell_text(question: &Question, record: &Record, manner: Manner) -> String {
    let value = record.get(question.key.as_str());
    let joined = |between: &str| {
        let parts = value.parts().iter().map(|part| one_text(part, manner));
        parts.collect::<Vec<_>>().join(between)
    };
    match &question.kind {
        // A cell has no way to say why there is no answer.
        _ if value.is_nothing() || value.as_pass().is_some() => String::new(),
        FieldKind::Rows { .. } | FieldKind::File { .. } => {
            value_json(&question.kind, value).to_string()
        }
        FieldKind::Many(_) => joined(" "),
        FieldKind::Lines if manner == Manner::Form => joined("\n"),
        FieldKind::Several(_) | FieldKind::Lines => joined("; "),
        kind => whole_text(kind, value, manner),
    }
}

fn whole_text(kind: &FieldKind, value: &Value, manner: Manner) -> String {
    match (kind, value) {
        (FieldKind::OneOf(_), Value::Ref(reference)) => reference.with_kind(),
        _ => one_text(value, manner),
    }
}

/// In a form there is a comma in a number; elsewhere programs read it too.
pub(crate) fn one_text(value: &Value, manner: Manner) -> String {
    match value {
        Value::Text(text) | Value::Code(text) => text.clone(),
        Value::Number(number) if manner == Manner::Form => plain(*number).replace('.', ","),
        Value::Number(number) => plain(*number),
        Value::Ore(ore) => ore.to_plain(),
        Value::Date(date) => written_date(*date),
        Value::Yes(yes) => yes.to_string(),
        Value::Key(key) => key.to_string(),
        Value::Ref(reference) => reference.key.to_string(),
        Value::File(file) => file::to_json(file).to_string(),
        Value::Nothing | Value::Several(_) | Value::Rows(_) | Value::Passed(_) => String::new(),
    }
}
