//! How a form looks in the API's description. The names are those of the language of forms, in camel case.

use samverk_rest::Shape;
use serde_json::{Value as Json, json};

fn reference(name: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn list(name: &str) -> Json {
    json!({ "type": "array", "items": reference(name) })
}

fn key(about: &str) -> Json {
    json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$", "description": about })
}

fn parts() -> Vec<(&'static str, Json)> {
    let words = json!({
        "type": "object",
        "description": "Words for people: `said` in one or more languages by their codes, or `key`, the name of a text of the program's.",
        "properties": {
            "said": { "type": "object", "additionalProperties": { "type": "string" } },
            "key": { "type": "string" },
        },
        "additionalProperties": false,
    });
    let condition = json!({
        "type": ["object", "string"],
        "description": "When it is shown: `{\"said\": \"drift\"}`, `{\"is\": [\"drift\", {\"code\": \"egen\"}]}`, `{\"among\": […]}`, `{\"compared\": [\"antal\", \"more\", \"10\"]}`, and of these `{\"all\": […]}`, `{\"any\": […]}` and `{\"not\": …}`. `always` without.",
    });
    let question = json!({
        "type": "object",
        "required": ["key", "label", "kind"],
        "properties": {
            "key": key("Set once: it is the question through renaming, moving and translation."),
            "label": reference("SurveyWords"),
            "hint": reference("SurveyWords"),
            "about": { "type": "string", "description": "In English, for programs." },
            "example": { "type": "string" },
            "kind": {
                "type": ["object", "string"],
                "description": "What is answered: `line`, `integer`, `amount`, `percent`, `date`, `year`, `note`, or with what belongs to it: `{\"prose\": {\"rows\": 4}}`, `{\"decimal\": {}}`, `{\"choice\": [{\"code\", \"label\"}]}`, `{\"several\": […]}`, `{\"scale\": {\"from\": 1, \"to\": 5}}`, `{\"file\": {\"accept\", \"bytes\", \"most\"}}`, `{\"rows\": {\"columns\": […questions], \"least\", \"most\"}}`.",
            },
            "rules": {
                "type": "array",
                "items": { "type": ["object", "string"] },
                "description": "What an answer must be: `filled`, `{\"longest\": 200}`, `{\"between\": [{\"number\": \"0\"}, {\"number\": \"100\"}]}`, …",
            },
            "shown": reference("SurveyCondition"),
            "passable": { "type": "boolean", "description": "Whether one may answer that one does not know, or that it does not concern one." },
            "personal": reference("SurveyWords"),
            "all": key("A box that says all of them."),
        },
        "additionalProperties": false,
    });
    let section = json!({
        "type": "object",
        "required": ["key", "questions"],
        "properties": {
            "key": key("Set once."),
            "title": reference("SurveyWords"),
            "help": reference("SurveyWords"),
            "shown": reference("SurveyCondition"),
            "questions": list("SurveyQuestion"),
        },
        "additionalProperties": false,
    });
    let change = json!({
        "type": "object",
        "required": ["key", "what", "label"],
        "properties": {
            "key": key("Of the question or the section."),
            "what": { "type": "string", "enum": crate::model::What::ALL.iter().map(|(code, _)| *code).collect::<Vec<_>>() },
            "label": { "type": "string" },
            "before": { "type": "string" },
            "after": { "type": "string" },
        },
    });
    vec![
        ("SurveyWords", words),
        ("SurveyCondition", condition),
        ("SurveyQuestion", question),
        ("SurveySection", section),
        ("SurveyFormChange", change),
    ]
}

fn beside() -> Json {
    json!({
        "version": { "type": "integer", "description": "Another when answers must be moved to it." },
        "edition": { "type": "integer", "description": "Within the version; another when answers stay." },
        "sentAt": { "type": ["string", "null"], "format": "date-time", "example": "2026-11-22T10:00:00Z", "description": "Null while it is being built." },
        "changes": { "type": "array", "items": reference("SurveyFormChange"), "description": "What differs from the one before." },
        "sections": list("SurveySection"),
    })
}

fn example_sections() -> Json {
    json!([{
        "key": "nulage",
        "title": { "said": { "sv": "Nuläge", "en": "Present state" } },
        "questions": [
            {
                "key": "drift",
                "label": { "said": { "sv": "Hur sköts driften?", "en": "Who runs it?" } },
                "kind": { "choice": [
                    { "code": "egen", "label": { "said": { "sv": "Egen personal", "en": "Own staff" } } },
                    { "code": "leverantor", "label": { "said": { "sv": "Leverantör", "en": "A supplier" } } },
                ] },
                "rules": ["filled"],
                "passable": true,
            },
            {
                "key": "varfor",
                "label": { "said": { "sv": "Varför?", "en": "Why?" } },
                "kind": { "prose": { "rows": 4 } },
                "shown": { "is": ["drift", { "code": "leverantor" }] },
            },
        ],
    }])
}

pub(super) fn view() -> Shape {
    let mut properties = beside();
    properties["key"] = json!({ "type": "string", "pattern": "^(draft|[0-9]+-[0-9]+)$", "description": "Version and edition, or `draft`." });
    let schema = json!({
        "type": "object",
        "required": ["key", "version", "edition", "sentAt", "changes", "sections"],
        "properties": properties,
    });
    let example = json!({
        "key": "1-0",
        "version": 1,
        "edition": 0,
        "sentAt": "2026-11-22T10:00:00Z",
        "changes": [],
        "sections": example_sections(),
    });
    Shape::described("SurveyForm", &schema, example).naming(&parts())
}

pub(super) fn content() -> Shape {
    let schema = json!({
        "type": "object",
        "required": ["sections"],
        "properties": beside(),
        "additionalProperties": false,
        "description": "Only `sections` is taken in; the others may be sent back as they were read.",
    });
    let example = json!({ "sections": example_sections() });
    Shape::described("SurveyFormContent", &schema, example).naming(&parts())
}

/// What becomes of the draft.
pub(super) fn status() -> Shape {
    let schema = json!({
        "type": "object",
        "required": ["status"],
        "properties": { "status": { "type": "string", "enum": ["sent"] } },
        "additionalProperties": false,
    });
    Shape::described("SurveyFormStatus", &schema, json!({ "status": "sent" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_form() {
        let form = super::super::form_content::form(&json!({ "sections": example_sections() }));
        assert!(samverk_fields::check_form(&form.unwrap()).is_empty());
    }
}
