//! What happened with a case, in words.

use crate::model::{CaseEvent, veiled_value};
use samverk_web::{Cell, Column, ColumnKind, Table, Ui};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Fields that say a code.
const CHOICES: &[&str] = &[
    "begun",
    "status",
    "document_direction",
    "document_sort",
    "grant_scope",
];

/// Fields that say a day.
const DAYS: &[&str] = &[
    "received_on",
    "deadline",
    "secrecy_on",
    "document_dated_on",
    "grant_ends_on",
];

/// What people are called, by address.
pub(super) type Names = BTreeMap<String, String>;

pub(super) fn history_table(ui: &Ui, events: &[CaseEvent], names: &Names) -> Table {
    let columns = ["case-event-at", "case-event-who", "case-event-what"];
    let columns = columns.map(|text| Column::new(ui.t(text), ColumnKind::Text));
    let caption = ui.t("case-history");
    let mut table = Table::new("handelser", caption, columns.to_vec()).without_downloads();
    for event in events {
        table.push(vec![
            Cell::text(ui.time(&event.at)),
            Cell::text(event_actor(ui, event)),
            Cell::text(words(ui, event, names)),
        ]);
    }
    table
}

/// Who did it: the program itself by what it was doing.
pub fn event_actor(ui: &Ui, event: &CaseEvent) -> String {
    match event.actor_name.as_str() {
        "public" => ui.t("case-event-by-anybody"),
        name => ui
            .t_if_known(&format!("log-actor-{}", name.replace(' ', "-")))
            .unwrap_or_else(|| name.to_owned()),
    }
}

/// What happened, with officers by their addresses.
pub fn event_words(ui: &Ui, event: &CaseEvent) -> String {
    words(ui, event, &Names::new())
}

fn words(ui: &Ui, event: &CaseEvent, names: &Names) -> String {
    let what = ui.t(&format!(
        "case-event-{}",
        event.what.replace(['.', '_'], "-")
    ));
    // A file that is called what its file is called is told once.
    let is_twice = event.changes.get("file_title") == event.changes.get("file_name");
    let changes = event.changes.iter();
    let changes = changes.filter(|(field, _)| *field != "file_title" || !is_twice);
    let changes = changes.map(|(field, change)| {
        let label = ui.t(&format!("case-{}", field.replace('_', "-")));
        let [before, after] = [0, 1].map(|place| said(ui, names, field, change.get(place)));
        let text = match (before.is_empty(), after.is_empty()) {
            (true, _) => "case-event-said",
            (false, true) => "case-event-emptied",
            (false, false) => "case-event-change",
        };
        let values = [("label", &*label), ("before", &before), ("after", &after)];
        ui.t_with(text, &values)
    });
    let changes: Vec<String> = changes.collect();
    match changes.is_empty() {
        true if event.is_veiled => format!("{what}. {}", ui.t("case-event-veiled")),
        true => what,
        false => format!("{what}. {}", changes.join("; ")),
    }
}

fn said(ui: &Ui, names: &Names, field: &str, value: Option<&Json>) -> String {
    match value {
        Some(Json::String(address)) if field == "officer" => {
            let name = names.get(address).cloned();
            name.unwrap_or_else(|| address.clone())
        }
        Some(Json::String(text)) if DAYS.contains(&field) => match text.parse() {
            Ok(day) => ui.date(&day),
            Err(_) => text.clone(),
        },
        Some(Json::String(text)) => {
            let choice = format!("case-{field}-{text}").replace('_', "-");
            let words = CHOICES.contains(&field).then(|| ui.t(&choice));
            words.unwrap_or_else(|| text.clone())
        }
        Some(veil) if *veil == veiled_value() => ui.t("case-event-corrected-value"),
        Some(Json::Bool(yes)) => ui.t(if *yes { "yes" } else { "no" }),
        Some(Json::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}
