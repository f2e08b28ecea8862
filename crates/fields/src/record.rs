//! The answers to a form, by field, in the order they were set.

use crate::{FieldKey, Value};
use serde::{Deserialize, Serialize};

/// An answer that is none is not kept, so no two records differ in nothing.
#[derive(Clone, Debug, Default, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(FieldKey, Value)>", into = "Vec<(FieldKey, Value)>")]
pub struct Record(Vec<(FieldKey, Value)>);

static NOTHING: Value = Value::Nothing;

impl Record {
    /// `Value::Nothing` when there is no answer.
    pub fn get(&self, key: &str) -> &Value {
        let found = self.0.iter().find(|(known, _)| known.as_str() == key);
        found.map_or(&NOTHING, |(_, value)| value)
    }

    pub fn set(&mut self, key: FieldKey, value: Value) {
        let place = self.0.iter().position(|(known, _)| *known == key);
        match place {
            Some(place) if value.is_nothing() => {
                self.0.remove(place);
            }
            Some(place) => {
                if let Some((_, there)) = self.0.get_mut(place) {
                    *there = value;
                }
            }
            None if value.is_nothing() => {}
            None => self.0.push((key, value)),
        }
    }

    #[must_use]
    pub fn with(mut self, key: FieldKey, value: Value) -> Self {
        self.set(key, value);
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = (&FieldKey, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The order does not matter.
impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        let is_there = |(key, value): (&FieldKey, &Value)| other.get(key.as_str()) == value;
        self.0.len() == other.0.len() && self.iter().all(is_there)
    }
}

impl FromIterator<(FieldKey, Value)> for Record {
    fn from_iter<I: IntoIterator<Item = (FieldKey, Value)>>(pairs: I) -> Self {
        let mut record = Self::default();
        for (key, value) in pairs {
            record.set(key, value);
        }
        record
    }
}

impl From<Vec<(FieldKey, Value)>> for Record {
    fn from(pairs: Vec<(FieldKey, Value)>) -> Self {
        pairs.into_iter().collect()
    }
}

impl From<Record> for Vec<(FieldKey, Value)> {
    fn from(record: Record) -> Self {
        record.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_answered_is_not_there() {
        let (area, note) = (FieldKey::of("area"), FieldKey::of("note"));
        let text = |text: &str| Value::Text(text.to_owned());
        let one = Record::default()
            .with(area.clone(), text("E-hälsa"))
            .with(note.clone(), Value::Nothing);
        let other = Record::default()
            .with(note.clone(), text("x"))
            .with(area.clone(), text("E-hälsa"))
            .with(note.clone(), text(""));
        assert_eq!(one, other);
        assert_eq!(one.get("note"), &Value::Nothing);
        assert_ne!(one, other.with(note, text("x")));
        assert_ne!(one, one.clone().with(area, text("Skola")));
    }
}
