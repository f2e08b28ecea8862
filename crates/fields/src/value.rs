//! An answer.

use crate::{KindCode, Pass, Record};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What was answered to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    #[default]
    Nothing,
    Text(String),
    /// Of an integer, a scale, a decimal, a percentage or a year.
    Number(Decimal),
    Ore(Ore),
    Date(NaiveDate),
    Yes(bool),
    Key(Key),
    /// Of a choice.
    Code(String),
    Ref(Reference),
    /// Several choices, kept things, lines or files.
    Several(Vec<Self>),
    Rows(Vec<Record>),
    File(FileRef),
    /// Why there is no answer.
    Passed(Pass),
}

/// A kept thing that is named. Two are alike when they name the same, whether it is known or not.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    pub kind: KindCode,
    pub key: Key,
    /// Set when it has been looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    pub id: Uuid,
    pub name: String,
}

impl Reference {
    pub fn to(kind: KindCode, key: Key) -> Self {
        Self {
            kind,
            key,
            known: None,
        }
    }

    /// With its kind, where it may be one of several: `need:kompetens`.
    pub fn with_kind(&self) -> String {
        format!("{}:{}", self.kind, self.key)
    }
}

impl PartialEq for Reference {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.key == other.key
    }
}

impl Eq for Reference {}

/// A file that was uploaded. Whoever keeps it looks it up by its id and believes nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRef {
    pub id: Uuid,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
    pub checksum: String,
}

impl Value {
    /// An empty text and an empty list are no answer.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) | Self::Code(text) => text.is_empty(),
            Self::Several(values) => values.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
            _ => false,
        }
    }

    /// Whether something was said: a box that is not ticked says nothing, nor does why there is no answer.
    pub fn is_said(&self) -> bool {
        !self.is_nothing() && *self != Self::Yes(false) && self.as_pass().is_none()
    }

    /// Whether the question is done with: something was said, or why nothing is.
    pub fn is_settled(&self) -> bool {
        self.is_said() || self.as_pass().is_some()
    }

    pub fn as_pass(&self) -> Option<Pass> {
        match self {
            Self::Passed(pass) => Some(*pass),
            _ => None,
        }
    }

    /// A text, the code of a choice or a key; otherwise empty.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) => text,
            Self::Key(key) => key.as_str(),
            _ => "",
        }
    }

    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn as_ore(&self) -> Option<Ore> {
        match self {
            Self::Ore(ore) => Some(*ore),
            _ => None,
        }
    }

    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    pub fn as_yes(&self) -> bool {
        *self == Self::Yes(true)
    }

    pub fn as_key(&self) -> Option<&Key> {
        match self {
            Self::Key(key) => Some(key),
            Self::Ref(reference) => Some(&reference.key),
            _ => None,
        }
    }

    pub fn as_reference(&self) -> Option<&Reference> {
        match self {
            Self::Ref(reference) => Some(reference),
            _ => None,
        }
    }

    /// The parts of a list; one answer is a list of one.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::Several(values) => values,
            one if one.is_nothing() => &[],
            one => std::slice::from_ref(one),
        }
    }

    pub fn rows(&self) -> &[Record] {
        match self {
            Self::Rows(rows) => rows,
            _ => &[],
        }
    }

    pub fn as_file(&self) -> Option<&FileRef> {
        match self {
            Self::File(file) => Some(file),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_what_it_names() {
        let kind = KindCode::of("party");
        let bare = Reference::to(kind, Key::parse("jkpg").unwrap());
        let known = Some(Known {
            id: Uuid::nil(),
            name: "Jönköping".to_owned(),
        });
        let looked_up = Reference {
            known,
            ..bare.clone()
        };
        assert_eq!(bare, looked_up);
        let other = Reference {
            kind: KindCode::of("group"),
            ..bare.clone()
        };
        assert_ne!(bare, other);
    }

    #[test]
    fn empty_answers_are_none() {
        for nothing in [
            Value::Nothing,
            Value::Text(String::new()),
            Value::Several(Vec::new()),
            Value::Rows(Vec::new()),
        ] {
            assert!(nothing.is_nothing() && !nothing.is_said(), "{nothing:?}");
        }
        assert!(!Value::Yes(false).is_nothing() && !Value::Yes(false).is_said());
        assert!(Value::Number(Decimal::ZERO).is_said());
    }
}
