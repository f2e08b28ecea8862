//! Answers as a document of the folder format tells them: names as they are kept, rows under what one
//! of them is called, exact numbers and dates as texts.

use crate::asked::{Asked, Read, all, gather};
use crate::from_json::{below, read_value};
use crate::manner::Manner;
use crate::read_text::{code, line, read_text, reference};
use crate::schema::{object_of, put, rows_schema};
use crate::to_json::value_json;
use crate::{FieldKind, Form, Question, Record, Value, json_schema};
use samverk_foundation::{Problem, Problems};
use serde_json::{Map, Value as Json, json};

fn name(question: &Question) -> &str {
    match &question.kind {
        FieldKind::Rows { of, .. } if !of.one.is_empty() => &of.one,
        _ => question.key.as_str(),
    }
}

/// Texts and lists stand also when they are empty; anything else that says nothing is left out.
pub fn to_document(form: &Form, record: &Record) -> Json {
    table(&Asked::of_form(form), record)
}

fn table(asked: &[Asked<'_>], record: &Record) -> Json {
    let fields = asked.iter().map(|one| {
        let value = record.get(one.key().as_str());
        let told = match (&one.question.kind, value) {
            (FieldKind::Rows { columns, .. }, Value::Rows(rows)) => {
                let columns = Asked::of_columns(columns);
                rows.iter().map(|row| table(&columns, row)).collect()
            }
            (kind, value) => value_json(kind, value),
        };
        (name(one.question).to_owned(), told)
    });
    Json::Object(fields.filter(|(_, told)| !told.is_null()).collect())
}

/// Reads what [`to_document`] writes. Each problem is at the pointer of its field in the document. Fails
/// with `document_field_missing`, `document_field_unknown`, `document_value_unknown`,
/// `document_shape`, `value_missing` and what readers of texts, dates, numbers and keys say.
pub fn from_document(form: &Form, document: &Json) -> Result<Record, Problems> {
    read_table(&Asked::of_form(form), document, "")
}

fn read_table(asked: &[Asked<'_>], document: &Json, place: &str) -> Result<Record, Problems> {
    let Json::Object(fields) = document else {
        return Err(shaped("table", place).into());
    };
    let known: Vec<&str> = asked.iter().map(|one| name(one.question)).collect();
    let unknown = fields.keys().filter(|name| !known.contains(&name.as_str()));
    let unknown = unknown.map(|name| {
        Problem::invalid("document_field_unknown")
            .with("known", known.join(", "))
            .with("name", name)
            .at_field(&below(place, name))
    });
    let mut problems: Problems = unknown.collect();
    let read = |one: &Asked<'_>| match fields.get(name(one.question)) {
        Some(written) => read_field(one, written, &below(place, name(one.question))),
        None => Ok(crate::read_text::unanswered(&one.question.kind)),
    };
    let missing = |one: &Asked<'_>| {
        let name = name(one.question);
        match fields.contains_key(name) {
            true => Manner::Document.missing().at_field(&below(place, name)),
            false => Problem::invalid("document_field_missing")
                .with("name", name)
                .at_field(place),
        }
    };
    match gather(asked, true, read, missing) {
        Ok(record) => problems.or(record),
        Err(more) => {
            problems.extend(more.0);
            Err(problems)
        }
    }
}

fn read_field(one: &Asked<'_>, written: &Json, place: &str) -> Read {
    let at = |problem: Problem| problem.at_field(place);
    let parts = |read: &dyn Fn(&str) -> Result<Value, Problem>| {
        let parts = written.as_array().ok_or_else(|| shaped("list", place))?;
        let parts = parts
            .iter()
            .map(|part| Ok(read(&text(part, place)?).map_err(at)?));
        Ok(Value::Several(all(parts)?))
    };
    match &one.question.kind {
        FieldKind::Rows { columns, .. } => {
            let columns = Asked::of_columns(columns);
            let rows = written.as_array().ok_or_else(|| shaped("tables", place))?;
            let rows = rows.iter().enumerate();
            let rows = rows
                .map(|(number, row)| read_table(&columns, row, &below(place, &number.to_string())));
            Ok(Value::Rows(all(rows)?))
        }
        FieldKind::File { .. } => read_value(one, written, place),
        FieldKind::Lines => parts(&|part| line(one, part)),
        FieldKind::Several(choices) => parts(&|part| code(part, choices, Manner::Document)),
        FieldKind::Many(kind) => parts(&|part| reference(kind, part)),
        _ => {
            let read = read_text(one.question, &text(written, place)?, Manner::Document);
            read.map_err(|wrong| wrong.0.into_iter().map(at).collect())
        }
    }
}

fn text(written: &Json, place: &str) -> Result<String, Problem> {
    match written {
        Json::String(text) => Ok(text.clone()),
        Json::Number(number) => Ok(number.to_string()),
        Json::Bool(yes) => Ok(yes.to_string()),
        _ => Err(shaped("single", place)),
    }
}

fn shaped(expected: &str, place: &str) -> Problem {
    let name = place
        .rsplit('/')
        .find(|part| part.parse::<usize>().is_err());
    Problem::invalid("document_shape")
        .with("expected", expected)
        .with("name", name.unwrap_or_default())
        .at_field(place)
}

/// The pointer in the document of what a check tells at `levels.0.number`.
pub fn in_document(form: &Form, field: &str) -> String {
    let (first, rest) = field.split_once('.').unwrap_or((field, ""));
    let named = form.find(first).map_or(first, name);
    let rest = rest.split('.').filter(|part| !part.is_empty());
    rest.fold(below("", named), |place, part| below(&place, part))
}

/// The schema of the documents, with `key` first.
pub fn document_schema(form: &Form) -> Json {
    let mut schema = table_schema(&Asked::of_form(form), &json_schema(form));
    let mut properties = Map::new();
    properties.insert("key".to_owned(), json!({ "type": "string" }));
    if let Some(Json::Object(others)) = schema.get_mut("properties") {
        properties.append(others);
    }
    let mut required = vec![Json::from("key")];
    if let Some(Json::Array(others)) = schema.get_mut("required") {
        required.append(others);
    }
    put(&mut schema, "properties", properties);
    put(&mut schema, "required", required);
    schema
}

/// The schema of the API under the names of the document. Nothing is null there.
fn table_schema(asked: &[Asked<'_>], of_api: &Json) -> Json {
    let property = |one: &Asked<'_>| {
        let mut schema = of_api["properties"][one.key().camel()].clone();
        if let FieldKind::Rows { columns, .. } = &one.question.kind {
            let items = table_schema(&Asked::of_columns(columns), &schema["items"]);
            let about = schema.get("description").cloned();
            schema = rows_schema(one, items);
            put(&mut schema, "description", about);
        }
        if schema["type"][1] == "null" {
            let kind = schema["type"][0].take();
            put(&mut schema, "type", kind);
        }
        if let Json::Object(fields) = &mut schema {
            fields.retain(|name, value| name != "example" && !value.is_null());
        }
        (name(one.question).to_owned(), schema)
    };
    let properties: Map<String, Json> = asked.iter().map(property).collect();
    let required = asked.iter().filter(|one| one.is_needed());
    let required = required.map(|one| name(one.question).to_owned());
    object_of(properties, required.collect())
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
