use samverk_foundation::{Decision, Problem};
use serde::Serialize;

/// Whether something is still worked on or decided. What is decided is locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "status", content = "decision", rename_all = "snake_case")]
pub enum State {
    Draft,
    Adopted(Decision),
    /// Decided, and then replaced by a later decision.
    Superseded(Decision),
}

impl State {
    /// `draft`, `adopted` or `superseded`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Adopted(_) => "adopted",
            Self::Superseded(_) => "superseded",
        }
    }

    pub fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Draft => None,
            Self::Adopted(decision) | Self::Superseded(decision) => Some(decision),
        }
    }

    pub fn is_adopted(&self) -> bool {
        matches!(self, Self::Adopted(_))
    }

    /// Fails with `internal` when the parts do not belong together.
    pub fn from_parts(code: &str, decision: Option<Decision>) -> Result<Self, Problem> {
        match (code, decision) {
            ("draft", None) => Ok(Self::Draft),
            ("adopted", Some(decision)) => Ok(Self::Adopted(decision)),
            _ => Err(Problem::internal(format!(
                "a state of {code} with the wrong decision"
            ))),
        }
    }
}
