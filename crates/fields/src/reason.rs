//! What can be wrong with a field or a parameter. Each kind has a sentence of its own in the
//! texts: `api-reason-<code>`.

use crate::Expected;
use samverk_foundation::Problem;

/// Why a field of the body or a parameter of the query is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It must be sent and was not.
    Missing,
    /// There is none with this name. Those that there are.
    Unknown(Vec<String>),
    Twice,
    Expected(Expected),
    /// The word is none of these.
    OneOf(Vec<String>),
    /// It can be written in several ways, and is in none of them.
    NoneFits,
    /// A number of another size than the place has room for.
    OutOfRange,
    /// A value's own problem: its code and the value.
    Told {
        code: String,
        value: String,
    },
    /// More parts than so many.
    AtMost(usize),
    /// More characters than so many.
    TooLong(usize),
    /// Nothing has the key.
    NoSuchKey,
    /// It cannot be sent together with this field.
    NotWith(String),
    OtherThanAddress,
    /// It is changed by another resource.
    ChangedBy(&'static str),
    /// A character that no text can have: U+0000.
    ForbiddenCharacter(String),
    NotUnderstood,
}

impl Reason {
    /// The problem `body_invalid`, 422, at a field of the body; the empty one is all of it.
    pub fn in_body(self, field: &str) -> Problem {
        let place = match field {
            "" => "body",
            _ => "field",
        };
        self.body_invalid(place).at_field(field)
    }

    /// Somewhere in a field of the body.
    pub fn within(self, field: &str) -> Problem {
        self.body_invalid("within").at_field(field)
    }

    fn body_invalid(&self, place: &'static str) -> Problem {
        self.told(Problem::invalid("body_invalid"), place)
    }

    /// The problem `parameter_invalid`, 400, at a parameter; the empty one is the whole query.
    pub fn in_query(&self, parameter: &str) -> Problem {
        let problem = Problem::invalid("parameter_invalid");
        match parameter {
            "" => self.told(problem, "query"),
            _ => self.told(problem, "parameter").at_field(parameter),
        }
    }

    /// `place` is the end of the texts `api-place-<place>`.
    fn told(&self, problem: Problem, place: &'static str) -> Problem {
        let problem = problem.with("reason", self.code()).with("place", place);
        match self {
            Self::Unknown(known) | Self::OneOf(known) => problem.with("known", known.join(", ")),
            Self::Expected(Expected::Between(least, most)) => {
                problem.with("least", least).with("most", most)
            }
            Self::Expected(Expected::Decimal { whole, part }) => {
                problem.with("whole", whole).with("part", part)
            }
            Self::Told { code, value } => problem.with("told", code).with("value", value),
            Self::AtMost(count) | Self::TooLong(count) => problem.with("count", count),
            Self::NotWith(other) => problem.with("other", other),
            Self::ChangedBy(resource) => problem.with("resource", resource),
            Self::ForbiddenCharacter(character) => problem.with("character", character),
            _ => problem,
        }
    }

    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown(known) if known.is_empty() => "none_known",
            Self::Unknown(_) => "unknown",
            Self::Twice => "twice",
            Self::Expected(expected) => expected.code(),
            Self::OneOf(_) => "one_of",
            Self::NoneFits => "none_fits",
            Self::OutOfRange => "out_of_range",
            Self::Told { .. } => "told",
            Self::AtMost(_) => "at_most",
            Self::TooLong(_) => "too_long",
            Self::NoSuchKey => "no_such_key",
            Self::NotWith(_) => "not_with",
            Self::OtherThanAddress => "other_than_address",
            Self::ChangedBy(_) => "changed_by",
            Self::ForbiddenCharacter(_) => "forbidden_character",
            Self::NotUnderstood => "not_understood",
        }
    }
}

impl From<Expected> for Reason {
    fn from(expected: Expected) -> Self {
        Self::Expected(expected)
    }
}
