//! Answers as they are kept in the log and in stored documents.

use crate::asked::Asked;
use crate::number::{plain_date, written_date};
use crate::to_json::{nothing, number_json};
use crate::{FieldKind, Form, KindCode, Known, Record, Reference, Value, pass};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// Names are those of the fields, amounts whole öre, references their id when it is known.
pub fn to_told(form: &Form, record: &Record) -> Json {
    told_object(&Asked::of_form(form), record)
}

fn told_object(asked: &[Asked<'_>], record: &Record) -> Json {
    let fields = asked.iter().map(|one| {
        let name = one.key().as_str();
        (
            name.to_owned(),
            told_value(&one.question.kind, record.get(name)),
        )
    });
    Json::Object(fields.collect::<Map<_, _>>())
}

fn told_value(kind: &FieldKind, value: &Value) -> Json {
    match value {
        // A box that was not shown was not left unticked.
        Value::Nothing if *kind == FieldKind::YesNo => Json::Null,
        _ if value.is_nothing() => nothing(kind),
        Value::Nothing => Json::Null,
        Value::Text(text) | Value::Code(text) => text.as_str().into(),
        Value::Number(number) => number_json(kind, *number),
        Value::Ore(ore) => ore.0.into(),
        Value::Date(date) => written_date(*date).into(),
        Value::Yes(yes) => (*yes).into(),
        Value::Key(key) => key.as_str().into(),
        Value::Ref(reference) => {
            let told = match &reference.known {
                Some(known) => known.id.to_string(),
                None => reference.key.to_string(),
            };
            match kind {
                FieldKind::OneOf(_) => format!("{}:{told}", reference.kind).into(),
                _ => told.into(),
            }
        }
        Value::Several(parts) => {
            let parts = parts.iter();
            parts.map(|part| told_value(kind, part)).collect()
        }
        Value::Rows(rows) => {
            let columns = match kind {
                FieldKind::Rows { columns, .. } => Asked::of_columns(columns),
                _ => Vec::new(),
            };
            rows.iter().map(|row| told_object(&columns, row)).collect()
        }
        Value::File(file) => serde_json::to_value(file).unwrap_or_default(),
        Value::Passed(pass) => pass::to_json(*pass),
    }
}

/// What [`to_told`] wrote. An id of a reference is its key until it is looked up. Fields that the
/// form does not have are passed over. Fails with `internal`.
pub fn from_told(form: &Form, stored: &Json) -> Result<Record, Problem> {
    stored_record(&Asked::of_form(form), stored)
}

fn stored_record(asked: &[Asked<'_>], stored: &Json) -> Result<Record, Problem> {
    let Json::Object(fields) = stored else {
        return Err(Problem::internal("stored answers are no object"));
    };
    let mut record = Record::default();
    for one in asked {
        let stored = fields.get(one.key().as_str()).unwrap_or(&Json::Null);
        if !stored.is_null() {
            record.set(one.key().clone(), stored_value(one, stored)?);
        }
    }
    Ok(record)
}

fn stored_value(one: &Asked<'_>, stored: &Json) -> Result<Value, Problem> {
    if let Some(passed) = pass::from_json(one.question, stored) {
        return Ok(passed);
    }
    match (&one.question.kind, stored) {
        (FieldKind::Rows { columns, .. }, Json::Array(rows)) => {
            let columns = Asked::of_columns(columns);
            let rows = rows.iter().map(|row| stored_record(&columns, row));
            Ok(Value::Rows(rows.collect::<Result<_, _>>()?))
        }
        (kind, Json::Array(parts)) if kind.is_list() => {
            let parts = parts.iter().map(|part| stored_part(one, part));
            Ok(Value::Several(parts.collect::<Result<_, _>>()?))
        }
        _ => stored_part(one, stored),
    }
}

fn stored_part(one: &Asked<'_>, stored: &Json) -> Result<Value, Problem> {
    let read = read_part(&one.question.kind, stored);
    read.ok_or_else(|| {
        let key = one.key();
        Problem::internal(format!("a stored answer to {key} is not read"))
    })
}

/// Nothing when it is of another kind. A choice that is no longer among those to choose stays.
fn read_part(kind: &FieldKind, stored: &Json) -> Option<Value> {
    let text = stored.as_str();
    Some(match kind {
        FieldKind::Line | FieldKind::Prose { .. } | FieldKind::Email | FieldKind::Lines => {
            Value::Text(text?.to_owned())
        }
        FieldKind::Choice(_) | FieldKind::Several(_) => Value::Code(text?.to_owned()),
        FieldKind::Integer
        | FieldKind::Scale { .. }
        | FieldKind::Year
        | FieldKind::Decimal { .. }
        | FieldKind::Percent => match text {
            Some(text) => Value::Number(Decimal::from_str_exact(text).ok()?),
            None => Value::Number(stored.as_i64()?.into()),
        },
        FieldKind::Amount => Value::Ore(Ore(stored.as_i64()?)),
        FieldKind::Date => Value::Date(plain_date(text?)?),
        FieldKind::YesNo => Value::Yes(stored.as_bool()?),
        FieldKind::Keyed => Value::Key(Key::parse(text?).ok()?),
        FieldKind::One(kind) | FieldKind::Many(kind) => stored_reference(kind, text?)?,
        FieldKind::OneOf(kinds) => {
            let (kind, told) = text?.split_once(':')?;
            let kind = kinds.iter().find(|one| one.as_str() == kind)?;
            stored_reference(kind, told)?
        }
        FieldKind::File { .. } => Value::File(serde_json::from_value(stored.clone()).ok()?),
        FieldKind::Rows { .. } | FieldKind::Note => return None,
    })
}

fn stored_reference(kind: &KindCode, told: &str) -> Option<Value> {
    let key = Key::parse(told).ok()?;
    let known = Uuid::parse_str(told).ok().map(|id| Known {
        id,
        name: String::new(),
    });
    let kind = kind.clone();
    Some(Value::Ref(Reference { kind, key, known }))
}

/// Brings what was stored in an old format to the newest. The first of the upgrades is from format
/// 1 to 2.
pub fn upgraded(format: u16, stored: Json, upgrades: &[fn(Json) -> Json]) -> Json {
    let done = usize::from(format).saturating_sub(1);
    let left = upgrades.iter().skip(done);
    left.fold(stored, |stored, upgrade| upgrade(stored))
}

#[cfg(test)]
#[path = "told_tests.rs"]
mod tests;
