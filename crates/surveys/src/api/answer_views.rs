//! What the API tells and takes of answers.

use crate::model::{AnswerState, Response, Step};
use samverk_rest::{Moment, ReadOnly, Representation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// How far whoever answers has come.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SurveyAnswer")]
pub(super) struct AnswerView {
    /// The key of the party, or `me`.
    pub respondent: String,
    /// Its id, for its own people: files are laid at it below `/things/survey_answer/{id}/files`, and then named in `value`.
    pub id: Option<String>,
    /// Null before anybody has begun.
    pub state: Option<AnswerState>,
    /// The form in which it is given.
    pub version: Option<i64>,
    pub edition: Option<i64>,
    /// Whether the other parties may compare themselves with it.
    pub comparable: bool,
    /// The number of the latest that was sent in; 0 before the first.
    pub submission: i64,
    pub sent_at: Option<Moment>,
    /// Who sent it in; for its own people and those who run the collaboration.
    pub sender: Option<String>,
    /// Who approved or returned it; for its own people.
    pub decider: Option<String>,
    pub decided_at: Option<Moment>,
    /// Why it was returned; for its own people.
    pub reason: Option<String>,
}

/// A step to take with an answer.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SurveyAnswerStep")]
pub(super) struct StepView {
    pub step: Step,
    /// Must be there when the answer is returned.
    #[serde(default)]
    pub reason: String,
}

/// Whether the other parties may compare themselves with the answer.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SurveyAnswerComparison")]
pub(super) struct ComparisonView {
    pub comparable: bool,
}

/// What stands at one question of a draft.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SurveyResponse")]
pub(super) struct ResponseView {
    /// The key of the question.
    pub question: String,
    /// The key of its section.
    pub section: String,
    /// Whether the question is shown after what is answered so far; what is not is left out when the answer is sent in.
    pub shown: bool,
    /// As the question's kind is told everywhere in the API: a text, a number, the code of a choice, a list; `{"passed":
    /// "unknown"}` and `{"passed": "irrelevant"}` for why there is no answer.
    pub value: Json,
    /// Who answered last; empty before anybody has.
    pub author: String,
    pub changed_at: Option<Moment>,
}

/// What to answer to one question.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SurveyResponseContent")]
pub(super) struct ResponseContent {
    /// As the question's kind is told; null takes the answer back.
    pub value: Json,
    #[serde(default, rename = "question", skip_serializing)]
    #[schemars(skip)]
    _question: ReadOnly,
    #[serde(default, rename = "section", skip_serializing)]
    #[schemars(skip)]
    _section: ReadOnly,
    #[serde(default, rename = "shown", skip_serializing)]
    #[schemars(skip)]
    _shown: ReadOnly,
    #[serde(default, rename = "author", skip_serializing)]
    #[schemars(skip)]
    _author: ReadOnly,
    #[serde(default, rename = "changedAt", skip_serializing)]
    #[schemars(skip)]
    _changed_at: ReadOnly,
}

/// What was sent in, as it was.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SurveySubmission")]
pub(super) struct SubmissionView {
    pub number: i64,
    /// The form in which it was given, and is shown for ever.
    pub version: i64,
    pub edition: i64,
    pub sender: String,
    pub sent_at: Moment,
    pub answers: Vec<SubmittedView>,
}

/// What was answered to one question.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SubmittedResponse")]
pub(super) struct SubmittedView {
    /// The key of the question.
    pub question: String,
    /// As in a draft.
    pub value: Json,
}

fn example_time() -> Moment {
    Moment(chrono::DateTime::from_timestamp(1_795_860_000, 0).unwrap_or_default())
}

impl Representation for AnswerView {
    fn example() -> Self {
        Self {
            respondent: "jonkopings-kommun".to_owned(),
            id: Some("019aa4a0-1f00-7000-8000-000000000002".to_owned()),
            state: Some(AnswerState::Submitted),
            version: Some(1),
            edition: Some(0),
            comparable: false,
            submission: 1,
            sent_at: Some(example_time()),
            sender: Some("Representant Exempel".to_owned()),
            decider: None,
            decided_at: None,
            reason: None,
        }
    }
}

impl Representation for StepView {
    fn example() -> Self {
        Self {
            step: Step::Return,
            reason: "Kostnaden saknas för två av systemen.".to_owned(),
        }
    }
}

impl Representation for ComparisonView {
    fn example() -> Self {
        Self { comparable: true }
    }
}

impl Representation for ResponseView {
    fn example() -> Self {
        Self {
            question: "drift".to_owned(),
            section: "nulage".to_owned(),
            shown: true,
            value: "egen".into(),
            author: "Representant Exempel".to_owned(),
            changed_at: Some(example_time()),
        }
    }
}

impl Representation for ResponseContent {
    fn example() -> Self {
        Self {
            value: "egen".into(),
            _question: ReadOnly,
            _section: ReadOnly,
            _shown: ReadOnly,
            _author: ReadOnly,
            _changed_at: ReadOnly,
        }
    }
}

impl Representation for SubmissionView {
    fn example() -> Self {
        Self {
            number: 1,
            version: 1,
            edition: 0,
            sender: "Representant Exempel".to_owned(),
            sent_at: example_time(),
            answers: vec![SubmittedView {
                question: "drift".to_owned(),
                value: "egen".into(),
            }],
        }
    }
}

impl ResponseView {
    pub fn answered_by(self, response: Option<&Response>) -> Self {
        Self {
            author: response.map_or_else(String::new, |one| one.author.clone()),
            changed_at: response.map(|one| Moment(one.changed_at)),
            ..self
        }
    }
}
