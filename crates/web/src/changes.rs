//! What a recorded event changed: each field before and after.

use crate::References;
use samverk_database::RecordedEvent;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What only the machinery needs. A trace explains a result that stands beside it, and the page of
/// the distribution tells it in sentences.
const HIDDEN: [&str; 4] = ["id", "position", "revision", "trace"];

/// A field that was changed; nothing on the side where it did not exist or was empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub way: Way,
    pub before: Vec<String>,
    pub after: Vec<String>,
}

/// The way into the object: `decision`, `body` or `lines`, `2`, `amount` (rows count from 1).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way(Vec<Part>);

/// Numbers come in the order of numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Name(String),
}

impl Way {
    fn to(&self, part: &str) -> Self {
        let part = match part.parse() {
            Ok(number) => Part::Number(number),
            Err(_) => Part::Name(part.to_owned()),
        };
        Self(self.0.iter().cloned().chain([part]).collect())
    }

    /// The parts as they are stored.
    pub fn parts(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|part| match part {
            Part::Number(number) => number.to_string(),
            Part::Name(name) => name.clone(),
        })
    }

    /// The innermost name; empty when there are only numbers, such as years.
    pub fn field(&self) -> &str {
        let names = self.names();
        names.last().unwrap_or_default()
    }

    /// The name around the innermost; empty when there is none.
    pub fn outer_field(&self) -> &str {
        let names: Vec<&str> = self.names().collect();
        names.iter().rev().nth(1).copied().unwrap_or_default()
    }

    pub fn passes(&self, name: &str) -> bool {
        self.names().any(|part| part == name)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Name(name) => Some(name.as_str()),
            Part::Number(_) => None,
        })
    }
}

/// The fields that differ, in the order of their names. Yes and no stand as `true` and `false`.
/// What nobody can read is left out: references to other objects, and what only counts saves.
pub fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    changes_told(before, after, &References::default())
}

/// The same, with the references that can be told. They stand as ids.
pub(crate) fn changes_told(
    before: Option<&Value>,
    after: Option<&Value>,
    references: &References,
) -> Vec<Change> {
    let (mut before, mut after) = (fields(before), fields(after));
    for side in [&mut before, &mut after] {
        side.retain(|_, values| {
            values.retain(|value| !is_reference(value) || references.find(value).is_some());
            !values.is_empty()
        });
    }
    let mut ways: Vec<_> = before.keys().chain(after.keys()).cloned().collect();
    ways.sort_unstable();
    ways.dedup();
    ways.into_iter()
        .filter(|way| before.get(way) != after.get(way))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|way| Change {
            before: before.remove(&way).unwrap_or_default(),
            after: after.remove(&way).unwrap_or_default(),
            way,
        })
        .collect()
}

/// Every id that a field holds, with the way to the field through its names.
pub fn reference_values(event: &RecordedEvent) -> Vec<(String, Uuid)> {
    let sides = [event.before.as_ref(), event.after.as_ref()];
    let held = sides.into_iter().flat_map(fields);
    let ids = |(way, values): (Way, Vec<String>)| {
        let way = way.names().collect::<Vec<_>>().join(".");
        let ids = values
            .into_iter()
            .filter_map(|text| Uuid::parse_str(&text).ok());
        ids.map(move |id| (way.clone(), id)).collect::<Vec<_>>()
    };
    held.flat_map(ids).collect()
}

fn fields(value: Option<&Value>) -> BTreeMap<Way, Vec<String>> {
    let mut found = BTreeMap::new();
    if let Some(value) = value {
        collect(value, Way::default(), &mut found);
    }
    found
}

fn collect(value: &Value, way: Way, found: &mut BTreeMap<Way, Vec<String>>) {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(part, _)| !HIDDEN.contains(&part.as_str()))
            .for_each(|(part, value)| collect(value, way.to(part), found)),
        Value::Array(items) if items.iter().all(is_plain) => {
            let words: Vec<_> = items.iter().filter_map(plain).collect();
            if !words.is_empty() {
                found.insert(way, words);
            }
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| {
            collect(value, way.to(&(index + 1).to_string()), found);
        }),
        other => found.extend(plain(other).map(|text| (way, vec![text]))),
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

pub(crate) fn is_reference(text: &str) -> bool {
    Uuid::parse_str(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn change(way: &str, before: &[&str], after: &[&str]) -> Change {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Change {
            way: way
                .split('.')
                .fold(Way::default(), |way, part| way.to(part)),
            before: owned(before),
            after: owned(after),
        }
    }

    #[test]
    fn only_what_differs_is_told() {
        let before = json!({ "name": "A", "note": "", "active": true, "topics": ["x", "y"] });
        let after = json!({ "name": "B", "note": null, "active": true, "topics": ["x"] });
        let expected = [
            change("name", &["A"], &["B"]),
            change("topics", &["x", "y"], &["x"]),
        ];
        assert_eq!(changes(Some(&before), Some(&after)), expected);
    }

    #[test]
    fn rows_and_inner_objects_are_named_by_their_way() {
        let after = json!({ "decision": { "body": "Rådet" }, "lines": [{ "amount": 5 }] });
        let expected = [
            change("decision.body", &[], &["Rådet"]),
            change("lines.1.amount", &[], &["5"]),
        ];
        assert_eq!(changes(None, Some(&after)), expected);
        assert!(changes(Some(&after), Some(&after)).is_empty());
    }

    #[test]
    fn the_tenth_row_comes_after_the_ninth() {
        let rows: Vec<_> = (1..=10).map(|year| json!({ "year": year })).collect();
        let told = changes(None, Some(&json!({ "rows": rows })));
        let years: Vec<_> = told.iter().map(|change| change.after[0].as_str()).collect();
        assert_eq!(years, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    }

    #[test]
    fn what_only_the_machinery_reads_is_left_out() {
        let someone = "0198c0de-0000-7000-8000-000000000001";
        let after = json!({
            "id": someone, "party": someone, "others": [someone], "revision": 2,
            "rows": [{ "id": 1, "position": 3, "text": "Ny" }],
            "trace": [{ "rule": "kommunerna" }],
        });
        let expected = [change("rows.1.text", &[], &["Ny"])];
        assert_eq!(changes(None, Some(&after)), expected);
    }
}
