//! What a recorded event changed, as people read it: who did it, and each field before and after.

use crate::Ui;
use samverk_database::RecordedEvent;
use samverk_foundation::Ore;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Fields that only the machinery needs.
const HIDDEN: [&str; 3] = ["id", "position", "revision"];

/// Fields that hold whole numbers of öre.
const AMOUNTS: [&str; 4] = ["amount", "base_amount", "cost", "printed_total"];

/// How many changed fields the history under a page tells of.
const TOLD: usize = 12;

/// A field that was changed; nothing on the side where it did not exist or was empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Dots lead into the object: `decision.body`, `lines.2.amount` (rows count from 1).
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// The fields that differ, in the order of their names. Yes and no stand as `true` and `false`.
/// What nobody can read is left out: references to other objects, and what only counts saves.
pub fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    let (before, after) = (fields(before), fields(after));
    let mut names: Vec<_> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| Change {
            field: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .collect()
}

fn fields(value: Option<&Value>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if let Some(value) = value {
        collect(value, String::new(), &mut found);
    }
    found
}

fn collect(value: &Value, name: String, found: &mut BTreeMap<String, String>) {
    let inner = |part: &str| match name.as_str() {
        "" => part.to_owned(),
        outer => format!("{outer}.{part}"),
    };
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(part, _)| !HIDDEN.contains(&part.as_str()))
            .for_each(|(part, value)| collect(value, inner(part), found)),
        Value::Array(items) if items.iter().all(is_plain) => {
            let words: Vec<_> = items.iter().filter_map(plain).collect();
            if !words.is_empty() {
                found.insert(name, words.join(", "));
            }
        }
        Value::Array(items) => {
            let rows = items.iter().enumerate();
            rows.for_each(|(index, value)| collect(value, inner(&(index + 1).to_string()), found));
        }
        other => found.extend(plain(other).map(|text| (name, text))),
    }
}

fn is_plain(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() || is_reference(text) => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn is_reference(text: &str) -> bool {
    Uuid::parse_str(text).is_ok()
}

impl Ui {
    /// Who made the change: a person's name, or what the program was doing (`log-actor-<what>`).
    pub fn event_actor(&self, event: &RecordedEvent) -> String {
        let name = &event.actor_name;
        let key = format!("log-actor-{}", name.replace(' ', "-"));
        let known = event.person.is_none().then(|| self.t_if_known(&key));
        known.flatten().unwrap_or_else(|| name.clone())
    }

    /// A sentence for each changed field: what stood there before and what stands there now.
    pub fn event_changes(&self, event: &RecordedEvent) -> Vec<String> {
        let changed = changes(event.before.as_ref(), event.after.as_ref());
        changed
            .iter()
            .map(|change| sentence(self, change))
            .collect()
    }

    /// For the history under a page: the first changes, and how many more there are.
    pub fn event_changes_in_short(&self, event: &RecordedEvent) -> Vec<String> {
        let mut told = self.event_changes(event);
        let more = told.len().saturating_sub(TOLD);
        if more > 0 {
            told.truncate(TOLD);
            told.push(self.t1("history-more", "count", more));
        }
        told
    }
}

fn sentence(ui: &Ui, change: &Change) -> String {
    let field = field_name(ui, &change.field);
    let last = change.field.rsplit('.').next().unwrap_or_default();
    let shown = |value: &Option<String>| value.as_deref().map(|value| words(ui, last, value));
    let (before, after) = (shown(&change.before), shown(&change.after));
    let key = match (&before, &after) {
        (Some(_), Some(_)) => "log-changed",
        (None, _) => "log-set",
        (Some(_), None) => "log-cleared",
    };
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    ui.t_with(
        key,
        &[("field", &field), ("before", &before), ("after", &after)],
    )
}

/// The field's name among the texts (`field-<name>`) for each part of the way to it.
fn field_name(ui: &Ui, way: &str) -> String {
    let part = |part: &str| {
        let known = ui.t_if_known(&format!("field-{}", part.replace('_', "-")));
        known.unwrap_or_else(|| part.replace('_', " "))
    };
    let parts = way.split('.').filter(|part| !is_reference(part));
    parts.map(part).collect::<Vec<_>>().join(" › ")
}

fn words(ui: &Ui, field: &str, value: &str) -> String {
    match (value, value.parse()) {
        ("true", _) => ui.t("yes"),
        ("false", _) => ui.t("no"),
        (_, Ok(amount)) if AMOUNTS.contains(&field) => ui.ore(&Ore(amount)),
        (code, _) if field.ends_with("role") => {
            let known = ui.t_if_known(&format!("role-{}", code.replace('_', "-")));
            known.unwrap_or_else(|| code.to_owned())
        }
        (text, _) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn change(field: &str, before: Option<&str>, after: Option<&str>) -> Change {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Change {
            field: field.to_owned(),
            before: owned(before),
            after: owned(after),
        }
    }

    #[test]
    fn only_what_differs_is_told() {
        let before = json!({ "name": "A", "note": "", "active": true, "topics": ["x", "y"] });
        let after = json!({ "name": "B", "note": null, "active": true, "topics": ["x"] });
        let expected = [
            change("name", Some("A"), Some("B")),
            change("topics", Some("x, y"), Some("x")),
        ];
        assert_eq!(changes(Some(&before), Some(&after)), expected);
    }

    #[test]
    fn rows_and_inner_objects_are_named_by_their_way() {
        let after = json!({ "decision": { "body": "Rådet" }, "lines": [{ "amount": 5 }] });
        let expected = [
            change("decision.body", None, Some("Rådet")),
            change("lines.1.amount", None, Some("5")),
        ];
        assert_eq!(changes(None, Some(&after)), expected);
        assert!(changes(Some(&after), Some(&after)).is_empty());
    }

    #[test]
    fn what_only_the_machinery_reads_is_left_out() {
        let someone = "0198c0de-0000-7000-8000-000000000001";
        let after = json!({
            "id": someone, "party": someone, "others": [someone], "revision": 2,
            "rows": [{ "id": 1, "position": 3, "text": "Ny" }],
        });
        let expected = [change("rows.1.text", None, Some("Ny"))];
        assert_eq!(changes(None, Some(&after)), expected);
    }
}
