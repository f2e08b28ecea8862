//! One operation as the document describes it.

use super::answers::responses;
use crate::operation::{Access, Operation};
use crate::{Api, Paging, Resource};
use axum::http::Method;
use schemars::SchemaGenerator;
use serde_json::{Value, json};

pub fn operation(
    api: &Api,
    resource: &Resource,
    row: &Operation,
    generator: &mut SchemaGenerator,
) -> Value {
    let [swedish, english] = row.about;
    let mut operation = json!({
        "operationId": row.id,
        "summary": english,
        "description": format!("{swedish}\n\n{english}{}", needs(row)),
        "tags": [resource.name],
        "security": security(row.access),
        "parameters": parameters(api, row, generator),
    });
    if let Some(body) = &row.body {
        let kind = match row.takes_file {
            true => "multipart/form-data",
            false => "application/json",
        };
        operation["requestBody"] = json!({
            "description": "Det som ska gälla. / What is to stand.",
            "required": true,
            "content": {
                kind: {
                    "schema": (body.schema)(generator).to_value(),
                    "examples": { "standard": { "value": (body.example)() } },
                },
            },
        });
    }
    operation["responses"] = responses(api, row, generator);
    operation
}

fn needs(row: &Operation) -> String {
    match row.access {
        Access::ByAction(scope, action) => {
            let other = match row.other_action {
                "" => String::new(),
                other => format!(", `{other}`"),
            };
            format!(
                "\n\nToken: `{}`. Åtgärd / action: `{action}`{other}.",
                scope.code()
            )
        }
        Access::Open | Access::Reading(_) => String::new(),
    }
}

/// Reading is open; a token is then an alternative.
fn security(access: Access) -> Value {
    match access {
        Access::Open => json!([{}]),
        Access::Reading(scope) => json!([{}, { "bearer": [scope.code()] }]),
        Access::ByAction(scope, _) => json!([{ "bearer": [scope.code()] }]),
    }
}

fn parameters(api: &Api, row: &Operation, generator: &mut SchemaGenerator) -> Value {
    let mut parameters: Vec<Value> = row.parts().map(|name| in_path(api, name)).collect();
    if let Some(query) = &row.query {
        parameters.extend(in_query(query(generator).to_value()));
        parameters.push(number(
            "limit",
            "Högst så många poster. / At most so many records.",
            (1, Paging::LIMIT_MAX, Paging::LIMIT),
        ));
        parameters.push(number(
            "offset",
            "Så många poster hoppas över. / So many records are passed over.",
            (0, Paging::OFFSET_MAX, 0),
        ));
    }
    let shared = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
    parameters.push(shared("traceparent"));
    if row.method == Method::GET {
        parameters.push(shared("If-None-Match"));
    }
    if row.conditional {
        parameters.push(shared("If-Match"));
    }
    Value::Array(parameters)
}

fn in_path(api: &Api, name: &str) -> Value {
    let known = api.parameters().find(|parameter| parameter.name == name);
    let (about, pattern, example) = match known {
        Some(known) => (known.about.join(" / "), known.pattern, known.example),
        None => (String::new(), "", ""),
    };
    json!({
        "name": name,
        "in": "path",
        "required": true,
        "description": about,
        "schema": { "type": "string", "pattern": pattern },
        "example": example,
    })
}

/// The properties of a query's type are its parameters.
fn in_query(schema: Value) -> Vec<Value> {
    let properties = schema["properties"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let parameter = |(name, mut schema): (String, Value)| {
        let description = match &mut schema {
            Value::Object(fields) => fields.shift_remove("description"),
            _ => None,
        };
        json!({
            "name": name,
            "in": "query",
            "required": false,
            "description": description,
            "schema": not_null(schema),
        })
    };
    properties.into_iter().map(parameter).collect()
}

/// A parameter that is left out is not sent; there is no null in a query.
fn not_null(mut schema: Value) -> Value {
    if let Some(kinds) = schema["type"].as_array() {
        let kept = kinds.iter().find(|kind| *kind != "null").cloned();
        schema["type"] = kept.unwrap_or_default();
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        let kept = choices.iter().find(|choice| choice["type"] != "null");
        return kept.cloned().unwrap_or_default();
    }
    schema
}

fn number(name: &str, description: &str, (least, most, default): (u64, u64, u64)) -> Value {
    json!({
        "name": name,
        "in": "query",
        "required": false,
        "description": description,
        "schema": { "type": "integer", "minimum": least, "maximum": most, "default": default },
    })
}
