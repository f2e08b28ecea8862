//! What differs between the two states of an object that the log keeps.

use serde_json::Value;
use std::collections::BTreeMap;

/// A field that was changed; nothing on the side where it did not exist or was empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Dots lead into the object: `decision.body`, `lines.2.amount` (rows count from 1).
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// The fields that differ, in the order of their names. Yes and no stand as `true` and `false`.
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
        Value::Object(object) => {
            object
                .iter()
                .for_each(|(part, value)| collect(value, inner(part), found));
        }
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
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
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
}
