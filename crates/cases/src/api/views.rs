//! How cases look in the API: what is said of one, and what it is given.

use super::shapes;
use crate::model::{Case, CaseContent, CaseStatus};
use samverk_fields::to_json;
use samverk_foundation::Key;
use samverk_kept::Kept;
use samverk_rest::Shape;
use serde_json::{Map, Value as Json, json};

/// What a case is given, beside what is said of it.
pub(super) fn given() -> Map<String, Json> {
    let codes: Vec<&str> = CaseStatus::ALL.iter().map(|(code, _)| *code).collect();
    shapes::fields(json!({
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
    }))
}

pub(super) fn content_shape() -> Shape {
    let about = "What can be said of a case.";
    shapes::content(CaseContent::form(), ("RegisteredCaseContent", about))
}

pub(super) fn view_shape() -> Shape {
    let of_one = json!({
        "key": "ks-2026-00042", "number": "KS 2026/00042", "registeredOn": "2026-11-20",
        "status": "open", "closedOn": null, "voidReason": null,
        "procedure": "remiss-till-oss", "procedureState": "beredning", "procedureSince": "2026-11-20",
        "initiative": null,
    });
    let named = ("RegisteredCase", "A registered case.");
    shapes::view(CaseContent::form(), named, (given(), of_one))
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
    let view = json!({
        "key": case.key, "number": case.number, "registeredOn": case.registered_on,
        "status": case.status.code(), "closedOn": case.closed_on, "voidReason": reason,
        "procedure": process, "procedureState": standing.map(|one| &one.state),
        "procedureSince": standing.map(|one| one.since), "initiative": initiative,
    });
    let said = to_json(CaseContent::form(), &case.content.write());
    shapes::both(view, said)
}
