//! What the API tells and takes of an answer's steps and of what it says.

use crate::choices::{AnswerState, Stance, Way};
use chrono::NaiveDate;
use samverk_foundation::Key;
use samverk_rest::{Date, KeySchema, Representation, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where an answer stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ConsultationStanding")]
pub(super) struct StandingView {
    /// The answer.
    #[schemars(with = "KeySchema")]
    pub answer: Key,
    /// Where it is.
    pub state: AnswerState,
    /// Its own registry number.
    pub number: String,
    /// The last day for it, after the extension that the sender granted.
    pub due: Option<Date>,
    /// How many days late it is, or was sent.
    pub days_late: Option<i64>,
}

/// The registry of the party in which its case is registered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ConsultationCase")]
pub(super) struct CaseContent {
    /// The registry's key.
    pub registry: Word,
}

/// Why an answer is taken one step back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ConsultationReturn")]
pub(super) struct ReturnContent {
    pub reason: Word,
}

/// A member that answers without having been asked.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ConsultationOffer")]
pub(super) struct OfferContent {
    /// The party's key.
    pub party: Word,
}

/// A point as an answer meets it: what the answer says, what is asked, and what the parties say together.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ConsultationProposalAnswer")]
pub(super) struct ProposalView {
    /// How the answer came to it; nothing while it says nothing of the point.
    pub way: Option<Way>,
    /// What the answer says. What is adopted says what the joint draft says.
    #[serde(default)]
    pub stance: Option<Stance>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// The point. It is told and not changed here, as all that follows.
    #[serde(default)]
    pub proposal: String,
    #[serde(default)]
    pub title: String,
    /// What is proposed or asked.
    #[serde(default)]
    pub text: String,
    /// What the joint draft says now.
    #[serde(default)]
    pub joint_stance: Option<Stance>,
    #[serde(default)]
    pub joint_reason: String,
    /// The joint draft says something else than when the answer took it.
    #[serde(default)]
    pub joint_changed: bool,
}

impl Representation for StandingView {
    fn example() -> Self {
        Self {
            answer: Key::from_name("gemensam-digital-infrastruktur-krokoms-kommun"),
            state: AnswerState::Opened,
            number: "KS 2026/00042".to_owned(),
            due: NaiveDate::from_ymd_opt(2026, 12, 18).map(Date),
            days_late: Some(0),
        }
    }
}

impl Representation for CaseContent {
    fn example() -> Self {
        Self {
            registry: "kommunstyrelsen".to_owned().into(),
        }
    }
}

impl Representation for ReturnContent {
    fn example() -> Self {
        Self {
            reason: "Nämnden återremitterade ärendet.".to_owned().into(),
        }
    }
}

impl Representation for OfferContent {
    fn example() -> Self {
        Self {
            party: "krokoms-kommun".to_owned().into(),
        }
    }
}

impl Representation for ProposalView {
    fn example() -> Self {
        Self {
            way: Some(Way::Adapts),
            stance: Some(Stance::Change),
            reason: "Ett e-arkiv behövs, men inte ett enda.".to_owned(),
            proposal: "gemensamt-e-arkiv".to_owned(),
            title: "5.1 Ett gemensamt e-arkiv".to_owned(),
            text: "Kommunerna ska använda ett gemensamt e-arkiv.".to_owned(),
            joint_stance: Some(Stance::Approve),
            joint_reason: "Ett e-arkiv behövs.".to_owned(),
            joint_changed: false,
        }
    }
}
