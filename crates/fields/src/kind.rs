//! What a question asks for, what an answer must be, and when the question is shown.

use crate::{FieldKey, KindCode, Question, Value, Words};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldKind {
    Line,
    Prose {
        rows: u8,
    },
    Email,
    Choice(Choices),
    Several(Choices),
    Scale {
        from: i64,
        to: i64,
    },
    Integer,
    Decimal {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Words>,
    },
    Amount,
    Percent,
    Date,
    Year,
    YesNo,
    /// The key of something that is not kept as a kind.
    Keyed,
    /// Several short texts: one per line in a form, `; ` between them in a cell, a list in JSON.
    Lines,
    /// One kept thing.
    One(KindCode),
    Many(KindCode),
    /// One kept thing of one of these kinds: `need:kompetens`.
    OneOf(Vec<KindCode>),
    Rows {
        #[serde(default, skip_serializing_if = "RowOf::is_unsaid")]
        of: RowOf,
        columns: Vec<Question>,
        least: u16,
        most: u16,
    },
    /// References to files that were uploaded before. Kinds are media types, `image/*` is all of
    /// one sort; none named is all.
    File {
        accept: Vec<Cow<'static, str>>,
        bytes: u64,
        most: u16,
    },
    /// Text only, no answer.
    Note,
}

impl FieldKind {
    /// Whether nothing answered is an empty text.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Line | Self::Prose { .. } | Self::Email)
    }

    /// Whether the answer is a list, which may be empty.
    pub(crate) fn is_list(&self) -> bool {
        match self {
            Self::File { most, .. } => *most > 1,
            Self::Several(_) | Self::Many(_) | Self::Lines | Self::Rows { .. } => true,
            _ => false,
        }
    }
}

/// What one row is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowOf {
    /// `level`: its name in documents (`[[level]]`) and in schemas; without it rows have the field's.
    pub one: Cow<'static, str>,
    /// In English, for schemas.
    #[serde(default, skip_serializing_if = "none_said")]
    pub about: Cow<'static, str>,
    /// A row of a form that says nothing here is none, whatever else was filled in before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<FieldKey>,
}

impl RowOf {
    fn is_unsaid(&self) -> bool {
        self.one.is_empty()
    }
}

/// A closed list, in the order it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(pub Vec<ChoiceOption>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    pub code: Cow<'static, str>,
    pub label: Words,
}

impl Choices {
    pub fn has(&self, code: &str) -> bool {
        self.0.iter().any(|option| option.code == code)
    }

    pub fn codes(&self) -> Vec<&str> {
        self.0.iter().map(|option| option.code.as_ref()).collect()
    }

    /// The label of each is the text `{prefix}-{code}`.
    pub fn of(prefix: &str, codes: impl IntoIterator<Item = &'static str>) -> Self {
        let option = |code: &'static str| ChoiceOption {
            code: Cow::Borrowed(code),
            label: Words::Key(format!("{prefix}-{}", code.replace('_', "-")).into()),
        };
        Self(codes.into_iter().map(option).collect())
    }
}

/// What an answer must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// There must be an answer. A box must be ticked.
    Filled,
    /// So many characters, of each text.
    Longest(u32),
    /// From the first to the last; `Value::Nothing` is no bound.
    Between(Value, Value),
    /// Not before the date that another question has as answer.
    NotBefore(FieldKey),
    Matches(PatternName),
    /// No two of the list are alike.
    Distinct,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatternName {
    OrganisationNumber,
    PostalCode,
    Telephone,
    TimeOfDay,
    WebAddress,
}

/// When something is shown. What is not shown has no answer here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    #[default]
    Always,
    /// The answer is this, or has it among several.
    Is(FieldKey, Value),
    Among(FieldKey, Vec<Value>),
    /// Something was answered. A box that is not ticked says nothing.
    Said(FieldKey),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// The answer is a number, or an amount in kronor, that compares so.
    Compared(FieldKey, Comparison, Decimal),
}

/// How a number compares with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

impl Comparison {
    pub const ALL: [Self; 4] = [Self::Less, Self::LessOrEqual, Self::More, Self::MoreOrEqual];

    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::More => ">",
            Self::MoreOrEqual => ">=",
        }
    }

    pub(crate) fn holds(self, one: Decimal, other: Decimal) -> bool {
        match self {
            Self::Less => one < other,
            Self::LessOrEqual => one <= other,
            Self::More => one > other,
            Self::MoreOrEqual => one >= other,
        }
    }
}

impl Condition {
    /// The questions that it asks about.
    pub fn fields(&self) -> Vec<&FieldKey> {
        match self {
            Self::Always => Vec::new(),
            Self::Is(key, _) | Self::Among(key, _) | Self::Said(key) | Self::Compared(key, ..) => {
                vec![key]
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::fields).collect(),
            Self::Not(part) => part.fields(),
        }
    }
}

pub(crate) fn is_always(condition: &Condition) -> bool {
    *condition == Condition::Always
}

pub(crate) fn is_false(yes: &bool) -> bool {
    !yes
}

pub(crate) fn none_said(text: &str) -> bool {
    text.is_empty()
}
