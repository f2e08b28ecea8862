use crate::records::State;
use samverk_foundation::{Decision, Problem};
use samverk_rest::{Date, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether something is still worked on or decided. What is decided is locked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "EconomyStatus")]
pub enum StatusView {
    #[default]
    Draft,
    Adopted,
}

/// Who decided, when, and where it stands in the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "EconomyDecision")]
pub struct DecisionView {
    pub body: Word,
    /// Missing only where an imported document does not give it.
    #[serde(default)]
    pub date: Option<Date>,
    #[serde(default)]
    pub paragraph: String,
}

impl From<&Decision> for DecisionView {
    fn from(decision: &Decision) -> Self {
        Self {
            body: decision.body.clone().into(),
            date: decision.date.map(Date),
            paragraph: decision.paragraph.clone(),
        }
    }
}

impl From<DecisionView> for Decision {
    fn from(view: DecisionView) -> Self {
        Self {
            body: view.body.0,
            date: view.date.map(|date| date.0),
            paragraph: view.paragraph,
        }
    }
}

/// The state of a budget in two fields.
pub fn state_fields(state: &State) -> (StatusView, Option<DecisionView>) {
    match state {
        State::Draft => (StatusView::Draft, None),
        State::Adopted(decision) | State::Superseded(decision) => {
            (StatusView::Adopted, Some(decision.into()))
        }
    }
}

/// The decision that the status asks for, if any.
/// Fails with `adopted_without_decision` or `draft_with_decision`.
pub fn decided(
    status: StatusView,
    decision: Option<DecisionView>,
) -> Result<Option<Decision>, Problem> {
    let wrong = |code| Err(Problem::invalid(code).at_field("decision"));
    match (status, decision) {
        (StatusView::Draft, None) => Ok(None),
        (StatusView::Adopted, Some(decision)) => Ok(Some(decision.into())),
        (StatusView::Adopted, None) => wrong("adopted_without_decision"),
        (StatusView::Draft, Some(_)) => wrong("draft_with_decision"),
    }
}
