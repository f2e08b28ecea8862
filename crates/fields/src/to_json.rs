//! Answers as the API tells them.

use crate::asked::Asked;
use crate::number::{plain, written_date};
use crate::{FieldKind, Form, Record, Value, file, pass};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value as Json};

/// Names are camelCase, in the order of the form. An optional field without value is null, a text
/// empty, a list empty, a box not ticked.
pub fn to_json(form: &Form, record: &Record) -> Json {
    object(&Asked::of_form(form), record)
}

pub(crate) fn object(asked: &[Asked<'_>], record: &Record) -> Json {
    let fields = asked.iter().map(|one| {
        let value = record.get(one.key().as_str());
        (one.key().camel(), value_json(&one.question.kind, value))
    });
    Json::Object(fields.collect::<Map<_, _>>())
}

pub(crate) fn value_json(kind: &FieldKind, value: &Value) -> Json {
    match value {
        _ if value.is_nothing() => nothing(kind),
        Value::Nothing => Json::Null,
        Value::Text(text) | Value::Code(text) => text.as_str().into(),
        Value::Number(number) => number_json(kind, *number),
        Value::Ore(ore) => ore.to_plain().into(),
        Value::Date(date) => written_date(*date).into(),
        Value::Yes(yes) => (*yes).into(),
        Value::Key(key) => key.as_str().into(),
        Value::Ref(reference) if matches!(kind, FieldKind::OneOf(_)) => {
            reference.with_kind().into()
        }
        Value::Ref(reference) => reference.key.as_str().into(),
        Value::Several(parts) => {
            let parts = parts.iter();
            parts.map(|part| value_json(kind, part)).collect()
        }
        Value::Rows(rows) => rows_json(kind, rows),
        Value::File(file) => file::to_json(file),
        Value::Passed(pass) => pass::to_json(*pass),
    }
}

pub(crate) fn nothing(kind: &FieldKind) -> Json {
    match kind {
        FieldKind::YesNo => false.into(),
        kind if kind.is_text() => "".into(),
        kind if kind.is_list() => Json::Array(Vec::new()),
        _ => Json::Null,
    }
}

/// Whole numbers are numbers, exact decimals texts.
pub(crate) fn number_json(kind: &FieldKind, number: Decimal) -> Json {
    let is_whole = matches!(
        kind,
        FieldKind::Integer | FieldKind::Scale { .. } | FieldKind::Year
    );
    match number.to_i64() {
        Some(whole) if is_whole && number.is_integer() => whole.into(),
        _ => plain(number).into(),
    }
}

fn rows_json(kind: &FieldKind, rows: &[Record]) -> Json {
    let columns = match kind {
        FieldKind::Rows { columns, .. } => Asked::of_columns(columns),
        _ => Vec::new(),
    };
    rows.iter().map(|row| object(&columns, row)).collect()
}
