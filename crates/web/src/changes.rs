//! What a recorded event changed: each field before and after.

use crate::References;
use samverk_database::RecordedEvent;
use samverk_foundation::Key;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What only the machinery needs. A trace explains a result that stands beside it, and the page of
/// the distribution tells it in sentences.
/// What things were called stands in the place of their keys.
const HIDDEN: [&str; 5] = ["id", "position", "revision", "trace", NAMED];

/// Where an event says what the things were called that its fields name by key.
pub(crate) const NAMED: &str = "named";

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
    /// A row of a list in which each party stands once, by the party's key.
    Party(String),
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
            Part::Party(name) | Part::Name(name) => name.clone(),
        })
    }

    /// For each part, whether it is a row and no field's name.
    pub(crate) fn are_rows(&self) -> impl Iterator<Item = bool> + '_ {
        self.0.iter().map(|part| !matches!(part, Part::Name(_)))
    }

    fn to_party(&self, key: &str) -> Self {
        let part = Part::Party(key.to_owned());
        Self(self.0.iter().cloned().chain([part]).collect())
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
            Part::Number(_) | Part::Party(_) => None,
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

/// Whether nothing but the thing's place in a list by hand is another.
pub(crate) fn is_only_moved(event: &RecordedEvent) -> bool {
    let (Some(before), Some(after)) = (event.before.as_ref(), event.after.as_ref()) else {
        return false;
    };
    let place = |told: &Value| told.get("position").cloned();
    let is_moved = place(before).is_some() && place(before) != place(after);
    is_moved && fields(Some(before)) == fields(Some(after))
}

/// Every id that a field holds, with the way to the field through its names.
pub fn reference_values(event: &RecordedEvent) -> Vec<(String, Uuid)> {
    let sides = [event.before.as_ref(), event.after.as_ref()];
    let held = sides.into_iter().flat_map(fields);
    let ids = |(way, values): (Way, Vec<String>)| {
        let way = way.names().collect::<Vec<_>>().join(".");
        let ids = values.into_iter().filter_map(|text| reference_id(&text));
        ids.map(move |id| (way.clone(), id)).collect::<Vec<_>>()
    };
    held.flat_map(ids).collect()
}

/// Everything that may be the key of a party: what a field of that name holds, and what data is named
/// by beside something that can only be a key.
pub fn party_keys(event: &RecordedEvent) -> BTreeSet<String> {
    let sides = [event.before.as_ref(), event.after.as_ref()];
    let mut keys = BTreeSet::new();
    let mut beside: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    for (way, values) in sides.into_iter().flat_map(fields) {
        if way.field() == PARTY {
            keys.extend(values);
        }
        let parties = way.0.iter().filter_map(|part| match part {
            Part::Party(key) => Some(key.clone()),
            Part::Number(_) | Part::Name(_) => None,
        });
        keys.extend(parties);
        let mut above = Vec::new();
        for part in way.parts() {
            let names = beside.entry(above.clone()).or_default();
            names.insert(part.clone());
            above.push(part);
        }
    }
    let by_key = |names: &BTreeSet<String>| names.iter().any(|name| name.contains('-'));
    keys.extend(beside.into_values().filter(by_key).flatten());
    keys.retain(|key| !is_reference(key) && Key::parse(key).is_ok());
    keys
}

/// The field that holds the key of a party in lists.
pub(crate) const PARTY: &str = "party";

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
        Value::Array(items) => match each_party_once(items) {
            Some(parties) => parties
                .into_iter()
                .zip(items)
                .for_each(|(party, value)| collect(value, way.to_party(party), found)),
            None => items.iter().enumerate().for_each(|(index, value)| {
                collect(value, way.to(&(index + 1).to_string()), found);
            }),
        },
        other => found.extend(plain(other).map(|text| (way, vec![text]))),
    }
}

/// The parties of rows that have one each, and no two the same: who comes or goes in a list of members
/// then changes nothing of the others.
fn each_party_once(items: &[Value]) -> Option<Vec<&str>> {
    let parties = items.iter().map(|item| item.get(PARTY)?.as_str());
    let parties: Vec<&str> = parties.collect::<Option<_>>()?;
    let distinct: BTreeSet<&str> = parties.iter().copied().collect();
    let is_key = |party: &&str| !is_reference(party);
    (distinct.len() == parties.len() && parties.iter().all(is_key)).then_some(parties)
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
    reference_id(text).is_some()
}

/// The id that is all of the text, or stands after the code of a kind: `need:…`.
pub(crate) fn reference_id(text: &str) -> Option<Uuid> {
    let is_code = |code: &str| code.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let id = match text.split_once(':') {
        Some((code, id)) if is_code(code) => id,
        _ => text,
    };
    Uuid::parse_str(id).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_member_who_leaves_changes_nothing_of_the_others() {
        let member = |party: &str, note: &str| json!({ "party": party, "note": note });
        let before = json!({ "members": [member("aneby-kommun", ""), member("habo-kommun", "x")] });
        let after = json!({ "members": [member("habo-kommun", "y")] });
        let told = changes(Some(&before), Some(&after));
        let ways: Vec<String> = told
            .iter()
            .map(|change| change.way.parts().collect::<Vec<_>>().join("."))
            .collect();
        assert_eq!(
            ways,
            ["members.aneby-kommun.party", "members.habo-kommun.note"]
        );
    }

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

    #[test]
    fn parties_stand_by_their_keys_in_lists_and_as_names_of_data() {
        let amounts = json!({ "habo-kommun": 5, "sambruk": 7 });
        let after = json!({ "members": [{ "party": "inera", "note": "" }], "amounts": amounts });
        let event = RecordedEvent {
            id: Uuid::nil(),
            at: chrono::DateTime::UNIX_EPOCH,
            kind: "members.saved".to_owned(),
            object_kind: "collaboration".to_owned(),
            object_id: Uuid::nil(),
            object_name: String::new(),
            collaboration: None,
            person: None,
            actor_name: String::new(),
            on_behalf_of: None,
            on_behalf_of_name: None,
            before: None,
            after: Some(after),
        };
        let keys: Vec<String> = party_keys(&event).into_iter().collect();
        assert_eq!(keys, ["habo-kommun", "inera", "sambruk"]);
    }
}
