//! The JSON Schema of a form's answers, as the API publishes it.

use crate::asked::Asked;
use crate::file;
use crate::manner::Manner;
use crate::number::{AMOUNT_WHOLE, DECIMAL_PART, DECIMAL_WHOLE, YEARS};
use crate::read_text::read_text;
use crate::to_json::{nothing, value_json};
use crate::{FieldKind, Form, KindCode, Question, Rule, Value};
use rust_decimal::prelude::ToPrimitive;
use samverk_foundation::text::TEXT_MAX;
use serde_json::{Map, Value as Json, json};

const KEY: &str = "^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$";

/// An object with the fields in the order of the form.
pub fn json_schema(form: &Form) -> Json {
    object_schema(&Asked::of_form(form))
}

fn object_schema(asked: &[Asked<'_>]) -> Json {
    let properties = asked.iter().map(|one| (one.key().camel(), property(one)));
    let properties: Map<String, Json> = properties.collect();
    let required = asked.iter().filter(|one| one.is_needed());
    let required: Vec<String> = required.map(|one| one.key().camel()).collect();
    object_of(properties, required)
}

/// An object with these fields and no others.
pub(crate) fn object_of(properties: Map<String, Json>, required: Vec<String>) -> Json {
    let mut schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        put(&mut schema, "required", required);
    }
    schema
}

fn property(one: &Asked<'_>) -> Json {
    let question = one.question;
    let mut schema = kind_schema(one);
    if !question.about.is_empty() {
        put(&mut schema, "description", question.about.as_ref());
    }
    if let Some(example) = example(question) {
        put(&mut schema, "example", example);
    }
    if !one.is_needed() {
        let default = nothing(&question.kind);
        if default.is_null() {
            allow_null(&mut schema);
        }
        put(&mut schema, "default", default);
    }
    schema
}

pub(crate) fn put(schema: &mut Json, name: &str, value: impl Into<Json>) {
    if let Json::Object(fields) = schema {
        fields.insert(name.to_owned(), value.into());
    }
}

fn allow_null(schema: &mut Json) {
    let Json::Object(fields) = schema else { return };
    if let Some(kind) = fields.get_mut("type") {
        *kind = json!([kind.take(), "null"]);
    }
    if let Some(Json::Array(words)) = fields.get_mut("enum") {
        words.push(Json::Null);
    }
}

/// What one would type, as it is sent; otherwise one that says how it is written.
fn example(question: &Question) -> Option<Json> {
    if let Some(typed) = &question.example {
        let value = read_text(question, typed, Manner::Form).ok()?;
        return Some(value_json(&question.kind, &value));
    }
    match &question.kind {
        FieldKind::Amount => Some("1657180.50".into()),
        FieldKind::Date => Some("2026-11-22".into()),
        FieldKind::Decimal { .. } | FieldKind::Percent => Some("62.5".into()),
        FieldKind::Keyed | FieldKind::One(_) => Some("jonkopings-kommun".into()),
        FieldKind::OneOf(kinds) => Some(format!("{}:kompetens", kinds.first()?).into()),
        FieldKind::Year => Some(2026.into()),
        _ => None,
    }
}

fn kind_schema(one: &Asked<'_>) -> Json {
    let question = one.question;
    match &question.kind {
        FieldKind::Line | FieldKind::Prose { .. } => text_schema(one),
        FieldKind::Email => {
            let mut schema = text_schema(one);
            // An empty text is no address.
            if one.is_needed() {
                put(&mut schema, "format", "email");
            }
            schema
        }
        FieldKind::Choice(choices) => json!({ "type": "string", "enum": choices.codes() }),
        FieldKind::Several(choices) => {
            list_schema(one, json!({ "type": "string", "enum": choices.codes() }))
        }
        FieldKind::Lines => {
            let most = question.longest();
            let item =
                json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": "\\S" });
            list_schema(one, item)
        }
        FieldKind::Keyed | FieldKind::One(_) => json!({ "type": "string", "pattern": KEY }),
        FieldKind::Many(_) => list_schema(one, json!({ "type": "string", "pattern": KEY })),
        FieldKind::OneOf(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(KindCode::as_str).collect();
            let key = KEY.trim_start_matches('^');
            let pattern = format!("^({}):{key}", kinds.join("|"));
            json!({ "type": "string", "pattern": pattern })
        }
        FieldKind::Rows { columns, .. } => {
            let items = object_schema(&Asked::of_columns(columns));
            rows_schema(one, items)
        }
        FieldKind::File { most, .. } if *most > 1 => {
            let mut schema = list_schema(one, file_schema());
            put(&mut schema, "maxItems", *most);
            schema
        }
        FieldKind::File { .. } => file_schema(),
        FieldKind::YesNo => json!({ "type": "boolean" }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Amount => decimal_schema("Kronor, exact.", AMOUNT_WHOLE, 2),
        FieldKind::Decimal { .. } | FieldKind::Percent => {
            decimal_schema("An exact decimal.", DECIMAL_WHOLE, DECIMAL_PART)
        }
        FieldKind::Integer | FieldKind::Scale { .. } | FieldKind::Year => whole_schema(question),
        FieldKind::Note => json!({}),
    }
}

fn text_schema(one: &Asked<'_>) -> Json {
    let most = one.question.longest();
    if one.is_needed() {
        return json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": "\\S" });
    }
    let mut schema = json!({ "type": "string" });
    if most < TEXT_MAX {
        put(&mut schema, "maxLength", most);
    }
    schema
}

fn list_schema(one: &Asked<'_>, items: Json) -> Json {
    let mut schema = json!({ "type": "array", "items": items });
    if one.is_needed() {
        put(&mut schema, "minItems", 1);
    }
    if one.question.rules.contains(&Rule::Distinct) {
        put(&mut schema, "uniqueItems", true);
    }
    schema
}

/// So many rows as there may be; as many as fit has no limit of its own.
pub(crate) fn rows_schema(one: &Asked<'_>, mut items: Json) -> Json {
    let FieldKind::Rows {
        of, least, most, ..
    } = &one.question.kind
    else {
        return items;
    };
    if !of.about.is_empty() {
        put(&mut items, "description", of.about.as_ref());
    }
    let mut schema = list_schema(one, items);
    if *most < u16::MAX {
        put(&mut schema, "maxItems", *most);
    }
    if *least > 0 {
        put(&mut schema, "minItems", *least);
    }
    schema
}

fn file_schema() -> Json {
    object_schema(&Asked::of_columns(&file::questions()))
}

fn decimal_schema(description: &str, whole: usize, part: usize) -> Json {
    json!({
        "type": "string",
        "description": description,
        "pattern": format!("^-?[0-9]{{1,{whole}}}([.][0-9]{{1,{part}}})?$"),
    })
}

fn whole_schema(question: &Question) -> Json {
    let (mut least, mut most) = match question.kind {
        FieldKind::Scale { from, to } => (Some(from), Some(to)),
        FieldKind::Year => (
            Some(i64::from(*YEARS.start())),
            Some(i64::from(*YEARS.end())),
        ),
        _ => (None, None),
    };
    for rule in &question.rules {
        if let Rule::Between(first, last) = rule {
            least = bound(first).into_iter().chain(least).max();
            most = bound(last).into_iter().chain(most).min();
        }
    }
    let mut schema = json!({ "type": "integer" });
    if let Some(least) = least {
        put(&mut schema, "minimum", least);
    }
    if let Some(most) = most {
        put(&mut schema, "maximum", most);
    }
    schema
}

fn bound(value: &Value) -> Option<i64> {
    value.as_number().and_then(|number| number.to_i64())
}

#[cfg(test)]
#[path = "schema_tests.rs"]
mod tests;
