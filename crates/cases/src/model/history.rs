//! What happened with a case.

use super::{Case, CaseContent, Document, DocumentContent};
use chrono::{DateTime, Utc};
use samverk_fields::to_told;
use samverk_kept::Kept;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// Who did what when. It never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseEvent {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub actor_name: String,
    /// As in the log: `case.registered`.
    pub what: String,
    pub changes: Changes,
}

/// What was changed: each field with what it said before and after.
pub type Changes = Map<String, Json>;

/// What differs; all that is said of a new one.
pub fn changes(before: Option<&Case>, after: &Case) -> Changes {
    differences(&before.map(told).unwrap_or_default(), told(after))
}

/// The same of a document, with its number within the case.
pub fn document_changes(before: Option<&Document>, after: &Document) -> Changes {
    let told = |one: &Document| match to_told(DocumentContent::form(), &one.content.write()) {
        Json::Object(fields) => fields,
        _ => Map::new(),
    };
    let before = before.map(told).unwrap_or_default();
    let changed = differences(&before, told(after)).into_iter();
    let file = DocumentContent::FILE;
    let changed = changed.filter(|(field, _)| field.as_str() != file.as_str());
    let named = changed.map(|(field, change)| (format!("document_{field}"), change));
    let number = ("document_number".to_owned(), json!([null, after.number]));
    std::iter::once(number).chain(named).collect()
}

fn differences(before: &Changes, after: Changes) -> Changes {
    let mut changes = Map::new();
    for (field, now) in after {
        let then = before.get(&field).cloned().unwrap_or_default();
        let is_told = is_said(&then) || is_said(&now);
        if is_told && then != now {
            changes.insert(field, json!([then, now]));
        }
    }
    changes
}

fn is_said(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => false,
        Json::String(text) => !text.is_empty(),
        _ => true,
    }
}

fn told(case: &Case) -> Changes {
    let mut told = match to_told(CaseContent::form(), &case.content.write()) {
        Json::Object(fields) => fields,
        _ => Map::new(),
    };
    told.insert("status".to_owned(), case.status.code().into());
    told.insert("void_reason".to_owned(), case.void_reason.clone().into());
    told
}
