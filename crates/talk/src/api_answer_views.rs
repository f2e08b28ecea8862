//! What the API tells and takes of answers about a draft.

use crate::model::{Remark, Verdict};
use samverk_foundation::Key;
use samverk_rest::{KeySchema, Moment, Representation, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a member has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AnswerState {
    Missing,
    HasNone,
    Remarks,
}

/// What a member answers about a draft.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DraftAnswer")]
pub(crate) struct AnswerView {
    /// The member.
    #[schemars(with = "KeySchema")]
    pub party: Key,
    pub state: AnswerState,
    pub remarks: Vec<RemarkView>,
    /// What whoever answered was called then; empty before anybody has.
    pub author: String,
    pub answered_at: Option<Moment>,
}

/// What it says of one part of the draft.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DraftRemark")]
pub(crate) struct RemarkView {
    /// The code of the part: `whole`, `area:kompetens`, `goal:alla-kan`, `line:drift/Personal` …
    pub part: String,
    /// What the part was called then; empty for those that every draft calls the same.
    pub name: String,
    pub text: String,
    /// What became of it; nothing before it is answered.
    pub verdict: Option<Verdict>,
    /// Why.
    pub reason: String,
}

/// An answer to send.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "DraftAnswerContent")]
pub(crate) struct AnswerContent {
    /// The member has nothing to say.
    #[serde(default)]
    pub has_none: bool,
    #[serde(default)]
    pub remarks: Vec<SentRemark>,
}

/// A remark to send.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SentDraftRemark")]
pub(crate) struct SentRemark {
    /// The code of a part of the draft.
    pub part: Word,
    pub text: Word,
}

/// What became of a member's remarks.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "DraftReplies")]
pub(crate) struct RepliesView {
    pub replies: Vec<ReplyView>,
}

/// What became of one remark.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "DraftReply")]
pub(crate) struct ReplyView {
    /// The code of the part that the remark is about.
    pub part: Word,
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// Must be there for what is taken in partly or not at all.
    #[serde(default)]
    pub reason: String,
}

impl Representation for AnswerView {
    fn example() -> Self {
        let remark = RemarkView {
            part: "whole".to_owned(),
            name: String::new(),
            text: "Planen är tydlig, men målen behöver årtal.".to_owned(),
            verdict: Some(Verdict::TakenIn),
            reason: String::new(),
        };
        Self {
            party: Key::from_name("jonkopings-kommun"),
            state: AnswerState::Remarks,
            remarks: vec![remark],
            author: "Representant Exempel".to_owned(),
            answered_at: Some(Moment(
                chrono::DateTime::from_timestamp(1_795_860_000, 0).unwrap_or_default(),
            )),
        }
    }
}

impl Representation for AnswerContent {
    fn example() -> Self {
        Self {
            has_none: false,
            remarks: vec![SentRemark {
                part: "whole".to_owned().into(),
                text: "Planen är tydlig, men målen behöver årtal."
                    .to_owned()
                    .into(),
            }],
        }
    }
}

impl Representation for RepliesView {
    fn example() -> Self {
        Self {
            replies: vec![ReplyView {
                part: "whole".to_owned().into(),
                verdict: Some(Verdict::Partly),
                reason: "Årtalen kommer i nästa version.".to_owned(),
            }],
        }
    }
}

impl From<&Remark> for RemarkView {
    fn from(remark: &Remark) -> Self {
        Self {
            part: remark.part.clone(),
            name: remark.name.clone(),
            text: remark.text.clone(),
            verdict: remark.verdict,
            reason: remark.reason.clone(),
        }
    }
}
