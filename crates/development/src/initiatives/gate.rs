//! What is kept of an initiative at the gate of one phase: one document, read and saved whole.

use chrono::NaiveDate;
use samverk_fields::choices;
use samverk_foundation::{Decision, Key};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

choices!(
    /// What a body decides at a gate.
    Outcome {
        Go = "go",
        GoWithConditions = "go_with_conditions",
        Wait = "wait",
        Stop = "stop",
    }
);

/// A gate of an initiative, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    pub id: Uuid,
    pub initiative: Uuid,
    /// The key of a phase in the initiative's process.
    pub phase: Key,
    pub says: GateDocument,
    pub revision: i64,
}

/// What is answered, written, scored and decided at a gate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GateDocument {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<BasisText>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scorings: Vec<Scoring>,
    /// In the order in which they were taken. They are never changed; what conditions they have is followed, and that
    /// one no longer holds is added to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<GateDecision>,
}

/// Whether a check holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    #[schemars(with = "String")]
    pub check: Key,
    pub holds: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// A text, a link, or the name of a file at the initiative.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// What stands under a heading of the decision basis, marked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasisText {
    #[schemars(with = "String")]
    pub heading: Key,
    pub text: String,
    /// How many times it has been saved.
    pub version: i64,
}

/// What a named assessor is asked, and has answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// A role: `Digitaliseringschef, Bräcke kommun`.
    pub assessor: String,
    /// The key of the member whose people answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub party: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<samverk_rest::Date>")]
    pub due: Option<NaiveDate>,
    /// When it was answered; none while it is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<samverk_rest::Date>")]
    pub given: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<Score>,
}

/// What an assessor says of a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    #[schemars(with = "String")]
    pub criterion: Key,
    /// From 1 to 5.
    #[schemars(range(min = 1, max = 5))]
    pub score: i64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// A decision with what it was built on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateDecision {
    pub outcome: Outcome,
    pub body: String,
    #[schemars(with = "samverk_rest::Date")]
    pub date: NaiveDate,
    /// `§ 12`; empty when the minutes have no paragraphs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paragraph: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<GateCondition>,
    #[serde(default)]
    pub evidence: Evidence,
    /// None while it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
}

/// That a decision holds no longer: it was annulled, or quashed by a court. It stands for good where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    #[schemars(with = "samverk_rest::Date")]
    pub date: NaiveDate,
    pub reason: String,
}

/// What must be done although it goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateCondition {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<samverk_rest::Date>")]
    pub due: Option<NaiveDate>,
    /// When it was met; none until it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<samverk_rest::Date>")]
    pub met: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What stood when something was decided. It never changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Evidence {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<FrozenCheck>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<FrozenText>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<FrozenCriterion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FrozenFile>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrozenCheck {
    #[schemars(with = "String")]
    pub check: Key,
    pub text: String,
    /// None when nobody had answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrozenText {
    #[schemars(with = "String")]
    pub heading: Key,
    pub name: String,
    /// 0 when nothing was written.
    pub version: i64,
    /// Of the text in UTF-8; empty when nothing was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrozenCriterion {
    #[schemars(with = "String")]
    pub criterion: Key,
    pub name: String,
    pub weight: i64,
    /// Those that were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrozenFile {
    pub name: String,
    pub version: i64,
    pub sha256: String,
}

impl Outcome {
    /// Whether the initiative goes on to the next phase.
    pub fn passes(self) -> bool {
        matches!(self, Self::Go | Self::GoWithConditions)
    }
}

impl GateDecision {
    /// Whether it is the one of that day and paragraph, whatever the body has been called since.
    pub fn is_by(&self, decision: &Decision) -> bool {
        Some(self.date) == decision.date && self.paragraph == decision.paragraph
    }

    pub fn decision(&self) -> Decision {
        Decision {
            body: self.body.clone(),
            date: Some(self.date),
            paragraph: self.paragraph.clone(),
        }
    }
}

impl GateDocument {
    pub fn answer(&self, check: &Key) -> Option<&Answer> {
        self.answers.iter().find(|one| one.check == *check)
    }

    pub fn text(&self, heading: &Key) -> Option<&BasisText> {
        self.texts.iter().find(|one| one.heading == *heading)
    }

    /// The scores that were given a criterion.
    pub fn scores_of(&self, criterion: &Key) -> Vec<i64> {
        let scores = self.scorings.iter().flat_map(|one| &one.scores);
        let of_it = scores.filter(|one| one.criterion == *criterion);
        of_it.map(|one| one.score).collect()
    }

    /// The last decision that holds.
    pub fn last(&self) -> Option<&GateDecision> {
        let mut holding = self.decisions.iter().rev();
        holding.find(|one| one.withdrawn.is_none())
    }

    pub fn last_mut(&mut self) -> Option<&mut GateDecision> {
        let mut holding = self.decisions.iter_mut().rev();
        holding.find(|one| one.withdrawn.is_none())
    }

    /// The criteria with their weights as the decision that passed it weighed them; nothing while it is open.
    pub fn decided_weights(&self) -> Option<Vec<(Key, i64)>> {
        let passed = self.last().filter(|last| last.outcome.passes())?;
        let criteria = passed.evidence.criteria.iter();
        Some(
            criteria
                .map(|one| (one.criterion.clone(), one.weight))
                .collect(),
        )
    }

    /// Whether its last decision lets the initiative go on.
    pub fn is_passed(&self) -> bool {
        self.last().is_some_and(|last| last.outcome.passes())
    }
}
