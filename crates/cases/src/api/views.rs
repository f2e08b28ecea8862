//! How cases look in the API: what is said of one, and what it is given.

use crate::model::{Case, CaseContent, CaseStatus};
use samverk_fields::{from_json, json_schema, to_json};
use samverk_foundation::Key;
use samverk_kept::Kept;
use samverk_rest::Shape;
use serde_json::{Map, Value as Json, json};

/// What a case is given, beside what is said of it.
fn given() -> Map<String, Json> {
    let codes: Vec<&str> = CaseStatus::ALL.iter().map(|(code, _)| *code).collect();
    let given = json!({
        "key": { "type": "string", "description": "The number as it stands in addresses." },
        "number": { "type": "string", "description": "The number, given when the case was registered." },
        "registeredOn": { "type": "string", "format": "date", "example": "2026-11-22", "description": "The day on which it was registered." },
        "status": { "type": "string", "enum": codes, "description": "Where it is in its life." },
        "closedOn": { "type": ["string", "null"], "format": "date", "example": "2026-12-04", "description": "The day on which it was closed." },
        "voidReason": { "type": ["string", "null"], "description": "Why it was entered by mistake." },
        "procedure": { "type": ["string", "null"], "description": "The key of the version of the process by which it goes." },
        "procedureState": { "type": ["string", "null"], "description": "The key of the state where it stands in its process." },
        "initiative": { "type": ["string", "null"], "description": "The initiative of a portfolio that it is about, for whoever may know of its collaboration: the keys of both, `jamtland:e-arkiv`." },
        "procedureSince": { "type": ["string", "null"], "format": "date", "example": "2026-11-20", "description": "The day on which it came there." },
    });
    match given {
        Json::Object(given) => given,
        _ => Map::new(),
    }
}

/// The content as a client sends back what it read, without what cannot be changed.
pub(super) fn without_given(mut body: Json) -> Json {
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|name, _| !given().contains_key(name));
    }
    body
}

fn example() -> Json {
    let examples = CaseContent::form().questions().filter_map(|question| {
        let example = question.example.as_deref()?;
        Some((question.key.camel(), Json::from(example)))
    });
    let said = Json::Object(examples.collect());
    // Spelt out as it would be answered.
    match from_json(CaseContent::form(), &said) {
        Ok(record) => to_json(CaseContent::form(), &record),
        Err(_) => said,
    }
}

pub(super) fn content_shape() -> Shape {
    let mut schema = json_schema(CaseContent::form());
    schema["description"] = "What can be said of a case.".into();
    Shape::described("RegisteredCaseContent", &schema, example())
}

pub(super) fn view_shape() -> Shape {
    let mut schema = json_schema(CaseContent::form());
    schema["description"] = "A registered case.".into();
    let mut shown = Map::new();
    if let Some(properties) = schema["properties"].as_object_mut() {
        let said = std::mem::take(properties);
        properties.extend(given());
        properties.extend(said);
        let names: Vec<Json> = properties.keys().cloned().map(Json::from).collect();
        schema["required"] = names.into();
    }
    if let Some(fields) = schema.as_object_mut() {
        fields.shift_remove("additionalProperties");
    }
    let of_one = json!({
        "key": "ks-2026-00042", "number": "KS 2026/00042", "registeredOn": "2026-11-20",
        "status": "open", "closedOn": null, "voidReason": null,
        "procedure": "remiss-till-oss", "procedureState": "beredning", "procedureSince": "2026-11-20",
        "initiative": null,
    });
    for part in [of_one, example()] {
        if let Json::Object(fields) = part {
            shown.extend(fields);
        }
    }
    Shape::described("RegisteredCase", &schema, Json::Object(shown))
}

pub(super) fn step_shape() -> Shape {
    let schema = json!({
        "type": "object",
        "description": "What is decided.",
        "properties": {
            "to": { "type": "string", "enum": ["closed", "open", "void"], "description": "The status to go to." },
            "reason": { "type": ["string", "null"], "description": "Why; for a void one, which needs it." },
        },
        "required": ["to"],
        "additionalProperties": false,
    });
    let example = json!({ "to": "void", "reason": "Registrerat två gånger." });
    Shape::described("RegisteredCaseDecision", &schema, example)
}

pub(super) fn view(case: &Case, process: Option<&Key>, initiative: Option<&String>) -> Json {
    let standing = case.standing.as_ref();
    let reason = Some(&case.void_reason).filter(|reason| !reason.is_empty());
    let mut view = json!({
        "key": case.key, "number": case.number, "registeredOn": case.registered_on,
        "status": case.status.code(), "closedOn": case.closed_on, "voidReason": reason,
        "procedure": process, "procedureState": standing.map(|one| &one.state),
        "procedureSince": standing.map(|one| one.since), "initiative": initiative,
    });
    if let (Some(view), Json::Object(said)) = (
        view.as_object_mut(),
        to_json(CaseContent::form(), &case.content.write()),
    ) {
        view.extend(said);
    }
    view
}
