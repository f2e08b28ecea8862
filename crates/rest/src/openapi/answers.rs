//! The answers of an operation: what it says when it is done, and every problem it can tell of.

use crate::codes::STATUSES;
use crate::list::list_body;
use crate::operation::{Access, Operation};
use crate::reply::{Asked, Form, link};
use crate::{Api, Paging, ROOT, address::Address};
use axum::http::Method;
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

use super::EXAMPLE_BASE;

/// The names of the schemas that are sent as answers.
pub fn answered(api: &Api, generator: &mut SchemaGenerator) -> BTreeSet<String> {
    let shapes = api.operations().filter_map(|row| row.answer.as_ref());
    let references = shapes.map(|shape| (shape.schema)(generator).to_value());
    let name = |schema: Value| Some(schema["$ref"].as_str()?.rsplit('/').next()?.to_owned());
    references.filter_map(name).collect()
}

/// Every answer has its links beside its own fields.
pub fn add_links(schema: &mut Value) {
    let Value::Object(fields) = schema else {
        return;
    };
    fields.shift_remove("additionalProperties");
    fields.shift_remove("unevaluatedProperties");
    let properties = fields.entry("properties").or_insert_with(|| json!({}));
    properties["_links"] = json!({ "$ref": "#/components/schemas/Links" });
    let required = fields.entry("required").or_insert_with(|| json!([]));
    if let Value::Array(required) = required {
        required.push(json!("_links"));
    }
}

pub fn responses(api: &Api, row: &Operation, generator: &mut SchemaGenerator) -> Value {
    let mut responses = Map::new();
    for status in done(row) {
        responses.insert(status.to_string(), success(api, row, status, generator));
    }
    if row.method == Method::GET {
        responses.insert("304".to_owned(), shared_reference("Unchanged"));
    }
    for (status, codes) in problems(row) {
        let response = match own_codes(status) {
            true => problem(status, &codes),
            false => shared_reference(&format!("Problem{status}")),
        };
        responses.insert(status.to_string(), response);
    }
    Value::Object(responses)
}

/// With these statuses every operation has codes of its own.
fn own_codes(status: u16) -> bool {
    status == 409 || status == 422
}

fn shared_reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// The answers that are the same wherever they can be told.
pub fn shared(api: &Api) -> Value {
    let mut by_status: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    for (status, codes) in api.operations().flat_map(problems) {
        let known = by_status.entry(status).or_default();
        let new: Vec<_> = codes
            .into_iter()
            .filter(|code| !known.contains(code))
            .collect();
        known.extend(new);
    }
    let mut responses = Map::new();
    let unchanged = json!({
        "description": "Du har redan den här versionen. / You already have this version.",
        "headers": headers(&["ETag", "traceparent"]),
    });
    responses.insert("Unchanged".to_owned(), unchanged);
    for (status, codes) in by_status
        .into_iter()
        .filter(|(status, _)| !own_codes(*status))
    {
        responses.insert(format!("Problem{status}"), problem(status, &codes));
    }
    Value::Object(responses)
}

fn done(row: &Operation) -> Vec<u16> {
    match row.form {
        Form::Nothing => vec![204],
        Form::Bytes => vec![200, 206],
        _ if row.accepts => vec![202],
        _ if row.creates => vec![200, 201],
        _ => vec![200],
    }
}

fn success(api: &Api, row: &Operation, status: u16, generator: &mut SchemaGenerator) -> Value {
    let description = match status {
        201 => "Tillagt; adressen står i `Location`. / Added; `Location` has its address.",
        202 => {
            "Det görs; adressen där det syns hur långt det har kommit står i `Location`. / It will be done; `Location` has the address where one sees how far it has come."
        }
        204 => "Borttaget. / Removed.",
        206 => "Den del som begärdes. / The part that was asked for.",
        _ => "Det som gäller. / What stands.",
    };
    let Some(shape) = &row.answer else {
        return json!({ "description": description, "headers": headers(&["traceparent"]) });
    };
    let item = (shape.schema)(generator).to_value();
    let (schema, example) = match row.form {
        Form::List => (list_schema(row, item), list_example(api, row)),
        _ => (item, one_example(api, row)),
    };
    let named: &[&str] = match status {
        201 | 202 => &["ETag", "Location", "traceparent"],
        _ => &["ETag", "traceparent"],
    };
    // What a file is, only the file tells.
    let kind = match row.form {
        Form::Bytes => "*/*",
        _ => "application/json",
    };
    json!({
        "description": description,
        "headers": headers(named),
        "content": {
            kind: { "schema": schema, "examples": { "standard": { "value": example } } },
        },
    })
}

fn headers(names: &[&str]) -> Value {
    let reference = |name: &&str| {
        let reference = json!({ "$ref": format!("#/components/headers/{name}") });
        ((*name).to_owned(), reference)
    };
    Value::Object(names.iter().map(reference).collect())
}

fn list_schema(row: &Operation, item: Value) -> Value {
    let plural = row.plural();
    json!({
        "type": "object",
        "properties": {
            plural.as_str(): { "type": "array", "items": item },
            "_meta": { "$ref": "#/components/schemas/Meta" },
            "_links": { "$ref": "#/components/schemas/Links" },
        },
        "required": [plural, "_meta", "_links"],
    })
}

fn one_example(api: &Api, row: &Operation) -> Value {
    let mut value = row
        .answer
        .as_ref()
        .map(|shape| (shape.example)())
        .unwrap_or_default();
    if row.form == Form::One
        && let Value::Object(fields) = &mut value
    {
        let itself = link(
            format!("{EXAMPLE_BASE}{}", api.example_path(row.path)),
            "self",
        );
        fields.insert("_links".to_owned(), json!({ "self": itself }));
    }
    value
}

fn list_example(api: &Api, row: &Operation) -> Value {
    let mut item = row
        .answer
        .as_ref()
        .map(|shape| (shape.example)())
        .unwrap_or_default();
    let path = api.example_path(row.path);
    if let Value::Object(fields) = &mut item {
        let key = fields.get("key").and_then(Value::as_str);
        let href = match key {
            Some(key) => format!("{EXAMPLE_BASE}{path}/{key}"),
            None => format!("{EXAMPLE_BASE}{path}"),
        };
        fields.insert("_links".to_owned(), json!({ "self": link(href, "self") }));
    }
    let asked = Asked {
        address: Address::new(EXAMPLE_BASE, &path, &[]),
        paging: Paging::default(),
        plural: row.plural(),
    };
    list_body(&asked, 1, vec![item])
}

/// Every code that the operation can tell of, by its status.
pub fn problems(row: &Operation) -> BTreeMap<u16, Vec<&'static str>> {
    let mut codes = vec!["parameter_invalid", "timed_out"];
    // A token that does not hold is refused whatever is asked for.
    codes.extend(["token_invalid", "token_expired", "token_revoked"]);
    let mut others: Vec<(u16, &'static str)> = vec![
        (500, "internal"),
        (503, "storage_full"),
        (503, "database_away"),
    ];
    if row.parts().next().is_some() {
        others.push((404, "not_found"));
    }
    if row.access != Access::Open {
        others.push((403, "forbidden"));
        codes.extend(["token_needed", "token_scope_missing"]);
    }
    if row.takes_file {
        codes.push("content_encoding_unsupported");
    } else if row.body.is_some() {
        codes.extend([
            "json_malformed",
            "body_too_large",
            "content_type_unsupported",
            "content_encoding_unsupported",
        ]);
        others.extend([(422, "body_invalid"), (422, "text_too_long")]);
    }
    if row.conditional {
        others.push((412, "changed_meanwhile"));
        codes.extend([
            "precondition_required",
            "if_match_unquoted",
            "if_match_weak",
        ]);
    }
    if row.method != Method::GET {
        others.push((409, "try_again"));
    }
    others.extend(row.invalid.iter().map(|code| (422, *code)));
    others.extend(row.conflict.iter().map(|code| (409, *code)));
    others.extend(row.forbidden.iter().map(|code| (403, *code)));
    others.extend(&row.more);
    let own = STATUSES.iter().filter(|(code, _)| codes.contains(code));
    let mut by_status: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    for (status, code) in own.map(|(code, status)| (*status, *code)).chain(others) {
        let known = by_status.entry(status).or_default();
        if !known.contains(&code) {
            known.push(code);
        }
    }
    by_status
}

fn problem(status: u16, codes: &[&'static str]) -> Value {
    let written: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    let first = codes.first().copied().unwrap_or_default();
    let mut named = vec!["traceparent"];
    if status == 401 {
        named.push("WWW-Authenticate");
    }
    json!({
        "description": format!("Problem: {}", written.join(", ")),
        "headers": headers(&named),
        "content": {
            "application/problem+json": {
                "schema": { "$ref": "#/components/schemas/Problem" },
                "examples": { "standard": { "value": {
                    "type": format!("{EXAMPLE_BASE}/api#problem-{first}"),
                    "title": "Det gick inte",
                    "status": status,
                    "detail": "Vad som är fel och vad du kan göra.",
                    "instance": format!("{ROOT}/parties"),
                    "code": first,
                    "errors": [],
                } } },
            },
        },
    })
}
