//! What is the same in forms and tables but for the words that a problem is told with.

use samverk_foundation::Problem;
use std::borrow::Borrow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    Form,
    Table,
    /// A field of a document.
    Document,
}

impl Manner {
    pub fn missing(self) -> Problem {
        match self {
            Self::Form => Problem::invalid("field_missing"),
            Self::Table | Self::Document => Problem::invalid("value_missing"),
        }
    }

    pub fn not_among<S: Borrow<str>>(self, text: &str, codes: &[S]) -> Problem {
        match self {
            Self::Form => Problem::invalid("choice_invalid").with("value", text),
            Self::Table => Problem::invalid("value_unknown")
                .with("value", text)
                .with("allowed", codes.join(", ")),
            Self::Document => Problem::invalid("document_value_unknown")
                .with("known", codes.join(", "))
                .with("name", text),
        }
    }
}
