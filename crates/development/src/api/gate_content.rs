//! What is sent and answered of a gate.

use crate::initiatives::{Answer, BasisText, GateDocument, Outcome, Score};
use samverk_foundation::Key;
use samverk_rest::{Date, KeySchema, Representation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A gate of an initiative.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Gate")]
pub struct GateView {
    #[schemars(with = "KeySchema")]
    pub(super) phase: Key,
    #[serde(flatten)]
    pub(super) says: GateDocument,
}

/// What is answered and written at a gate.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateContent {
    #[serde(default)]
    pub(super) answers: Vec<Answer>,
    #[serde(default)]
    pub(super) texts: Vec<WrittenText>,
}

/// A text of the decision basis.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenText {
    #[schemars(with = "KeySchema")]
    pub(super) heading: Key,
    pub(super) text: String,
}

/// What a named assessor says.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenScores {
    pub(super) assessor: String,
    pub(super) scores: Vec<Score>,
}

/// A decision to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGateDecision {
    pub(super) outcome: Outcome,
    pub(super) body: String,
    pub(super) date: Date,
    #[serde(default)]
    pub(super) paragraph: String,
    #[serde(default)]
    pub(super) reason: String,
    #[serde(default)]
    pub(super) conditions: Vec<NewCondition>,
}

/// What must be done although it goes on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCondition {
    pub(super) text: String,
    #[serde(default)]
    pub(super) due: Option<Date>,
}

/// Who is asked to score.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedAssessors {
    pub(super) assessors: Vec<AskedAssessor>,
}

/// Somebody who is asked to score.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedAssessor {
    /// A role.
    pub(super) assessor: String,
    /// A member.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    pub(super) party: Option<Key>,
    #[serde(default)]
    pub(super) due: Option<Date>,
}

/// How it goes with the conditions of the last decision.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowedConditions {
    /// In the order of the decision; those that are left out at the end stay as they are.
    pub(super) conditions: Vec<FollowedOne>,
}

/// How it goes with one.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowedOne {
    /// The day on which it was met; nothing when it is not.
    #[serde(default)]
    pub(super) met: Option<Date>,
    #[serde(default)]
    pub(super) note: String,
}

fn key(text: &str) -> Key {
    Key::from_name(text)
}

fn example_answer() -> Answer {
    Answer {
        check: key("behov-bekraftat"),
        holds: true,
        reason: String::new(),
        evidence: "Svaren på remissen".to_owned(),
    }
}

impl Representation for GateView {
    fn example() -> Self {
        let text = BasisText {
            heading: key("malsattningar"),
            text: "En gemensam nämnd 2017.".to_owned(),
            version: 1,
        };
        Self {
            phase: key("fanga-behov"),
            says: GateDocument {
                answers: vec![example_answer()],
                texts: vec![text],
                ..GateDocument::default()
            },
        }
    }
}

impl Representation for GateContent {
    fn example() -> Self {
        Self {
            answers: vec![example_answer()],
            texts: Vec::new(),
        }
    }
}

impl Representation for GivenScores {
    fn example() -> Self {
        Self {
            assessor: "Digitaliseringschef, Bräcke kommun".to_owned(),
            scores: vec![Score {
                criterion: key("behov"),
                score: 4,
                evidence: String::new(),
            }],
        }
    }
}

impl Representation for AskedAssessors {
    fn example() -> Self {
        let due = chrono::NaiveDate::from_ymd_opt(2026, 12, 15);
        Self {
            assessors: vec![AskedAssessor {
                assessor: "Digitaliseringschef, Bräcke kommun".to_owned(),
                party: Some(key("bracke-kommun")),
                due: due.map(Date),
            }],
        }
    }
}

impl Representation for FollowedConditions {
    fn example() -> Self {
        let met = chrono::NaiveDate::from_ymd_opt(2026, 11, 20);
        Self {
            conditions: vec![FollowedOne {
                met: met.map(Date),
                note: "Avtalet är påskrivet.".to_owned(),
            }],
        }
    }
}

impl Representation for NewGateDecision {
    fn example() -> Self {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 20);
        Self {
            outcome: Outcome::Wait,
            body: "Kommunchefgruppen".to_owned(),
            date: Date(date.unwrap_or_default()),
            paragraph: "§ 12".to_owned(),
            reason: "Avsiktsförklaringen är inte klar.".to_owned(),
            conditions: Vec::new(),
        }
    }
}
