//! What happened with a case.

use super::{Case, CaseContent, Document, DocumentContent};
use chrono::{DateTime, Utc};
use samverk_fields::to_told;
use samverk_files::Laid;
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
    /// The case was secret before or after.
    pub under_secrecy: bool,
    /// The reader is not told what was changed.
    pub is_veiled: bool,
}

/// What was noted while the case was secret is told in full to those who read what is secret alone.
pub fn veiled(events: Vec<CaseEvent>, reads_secret: bool) -> Vec<CaseEvent> {
    let events = events.into_iter().map(|event| {
        match event.under_secrecy && !reads_secret && !event.changes.is_empty() {
            true => CaseEvent {
                changes: Changes::new(),
                is_veiled: true,
                ..event
            },
            false => event,
        }
    });
    events.collect()
}

/// What was changed: each field with what it said before and after.
pub type Changes = Map<String, Json>;

/// What differs; all that is said of a new one.
pub fn changes(before: Option<&Case>, after: &Case) -> Changes {
    differences(&before.map(told).unwrap_or_default(), told(after))
}

/// The same of a document, with its number within the case. `files` are the versions that it named and names.
pub fn document_changes(before: Option<&Document>, after: &Document, files: &[Laid]) -> Changes {
    let told = |one: &Document| {
        let mut told = match to_told(DocumentContent::form(), &one.content.write()) {
            Json::Object(fields) => fields,
            _ => Map::new(),
        };
        let is_its = |file: &&Laid| {
            let version = one.file_version();
            version.is_some_and(|own| (own.file, own.number) == (file.file, file.number))
        };
        let file = files.iter().find(is_its);
        let file = file.map(|file| format!("{} ({})", file.name, file.number));
        told.insert(DocumentContent::FILE.to_string(), json!(file));
        told
    };
    let before = before.map(told).unwrap_or_default();
    let changed = differences(&before, told(after)).into_iter();
    let named = changed.map(|(field, change)| (format!("document_{field}"), change));
    let number = ("document_number".to_owned(), json!([null, after.number]));
    std::iter::once(number).chain(named).collect()
}

/// What has happened with a file at the case: what is said of it, but for who may fetch it, which the document says.
pub fn happened_changes(before: Option<&Json>, after: Option<&Json>) -> Changes {
    let told = |told: Option<&Json>| {
        let fields = told.and_then(Json::as_object).cloned().unwrap_or_default();
        let fields = fields
            .into_iter()
            .filter(|(field, _)| field != "file_public");
        let named = fields.map(|(field, said)| match field.as_str() {
            "title" => ("file_title".to_owned(), said),
            _ => (field, said),
        });
        named.collect::<Changes>()
    };
    let (before, mut after) = (told(before), told(after));
    // What is taken away says nothing any more.
    for field in before
        .keys()
        .filter(|_| after.is_empty())
        .cloned()
        .collect::<Vec<_>>()
    {
        after.insert(field, Json::Null);
    }
    differences(&before, after)
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
