//! A distribution as it is sent.

use super::decision::DecisionView;
use super::result::ResultView;
use crate::actions::{SaveDistribution, Sharing};
use crate::records::{DistributionRecord, State};
use samverk_foundation::{Key, Problem};
use samverk_rest::{KeySchema, ReadOnly, Reason, Representation, Title};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether it is worked on, decided and in force, or replaced by a later decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "DistributionStatus")]
pub enum StatusView {
    Draft,
    Adopted,
    Superseded,
}

/// The state in two fields.
pub fn state_fields(state: &State) -> (StatusView, Option<DecisionView>) {
    let status = match state {
        State::Draft => StatusView::Draft,
        State::Adopted(_) => StatusView::Adopted,
        State::Superseded(_) => StatusView::Superseded,
    };
    (status, state.decision().map(DecisionView::from))
}

/// What each pays of a year's budget.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Distribution")]
pub struct DistributionView {
    #[serde(flatten)]
    pub facts: DistributionFacts,
    /// None for a draft that cannot be computed now.
    pub result: Option<ResultView>,
}

/// A distribution without its amounts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DistributionFacts {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: DistributionContent,
    status: StatusView,
    decision: Option<DecisionView>,
    /// The distribution that a later decision put in place of this one.
    #[schemars(with = "Option<KeySchema>")]
    superseded_by: Option<Key>,
}

/// What can be said of a distribution.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DistributionContent {
    title: Title,
    /// The budget's.
    year: i32,
    /// A distribution model.
    #[schemars(with = "KeySchema")]
    model: Key,
    /// Whether the public may see it.
    #[serde(default)]
    pub published: bool,
    /// Whether the members see it. A new draft is for who makes it alone until it says so; that is never undone.
    #[serde(default)]
    shared: Option<bool>,
    #[serde(default)]
    note: String,
    /// Save although something looks wrong. The warnings are kept with the distribution.
    #[serde(default, skip_serializing)]
    #[schemars(extend("writeOnly" = true))]
    pub confirm_warnings: bool,
    #[serde(default, rename = "status", skip_serializing)]
    #[schemars(skip)]
    sent_status: Option<StatusView>,
    #[serde(default, rename = "decision", skip_serializing)]
    #[schemars(skip)]
    sent_decision: Option<DecisionView>,
    #[serde(default, rename = "supersededBy", skip_serializing)]
    #[schemars(skip)]
    _superseded_by: ReadOnly,
    #[serde(default, rename = "result", skip_serializing)]
    #[schemars(skip)]
    _result: ReadOnly,
}

impl Representation for DistributionContent {
    fn example() -> Self {
        Self {
            title: "Kostnadsfördelning 2021".into(),
            year: 2021,
            model: Key::from_name("2021-antagen"),
            published: false,
            shared: Some(true),
            note: String::new(),
            confirm_warnings: true,
            sent_status: None,
            sent_decision: None,
            _superseded_by: ReadOnly,
            _result: ReadOnly,
        }
    }
}

impl Representation for DistributionFacts {
    fn example() -> Self {
        Self {
            key: Key::from_name("2021"),
            content: DistributionContent::example(),
            status: StatusView::Draft,
            decision: None,
            superseded_by: None,
        }
    }
}

impl Representation for DistributionView {
    fn example() -> Self {
        Self {
            facts: DistributionFacts::example(),
            result: Some(ResultView::example()),
        }
    }
}

impl DistributionFacts {
    pub fn of(record: &DistributionRecord) -> Self {
        let (status, decision) = state_fields(&record.state());
        Self {
            key: record.key.clone(),
            content: DistributionContent {
                title: record.title.clone().into(),
                year: record.year,
                model: record.model.clone(),
                published: record.published,
                shared: Some(record.private.is_none()),
                note: record.note.clone(),
                ..DistributionContent::example()
            },
            status,
            decision,
            superseded_by: record.superseded_by.clone(),
        }
    }
}

impl DistributionContent {
    pub fn saving(self, key: Key, before: Option<&DistributionRecord>) -> SaveDistribution {
        SaveDistribution {
            key,
            title: self.title.0,
            year: self.year,
            model: self.model,
            published: self.published,
            sharing: match self.shared {
                Some(true) => Sharing::Members,
                Some(false) | None => Sharing::AsItStands,
            },
            note: self.note,
            printed: before.and_then(|before| before.printed.clone()),
            input: None,
            revision: before.map(|before| before.revision),
        }
    }

    /// It is adopted with a decision of its own, never in passing, and what is shared stays so.
    pub fn check_state(&self, before: Option<&DistributionRecord>) -> Result<(), Problem> {
        let (status, decision) = match before {
            Some(before) => state_fields(&before.state()),
            None => (StatusView::Draft, None),
        };
        let same_status = self.sent_status.is_none_or(|sent| sent == status);
        let sent = self.sent_decision.as_ref();
        let same_decision = sent.is_none_or(|sent| Some(sent) == decision.as_ref());
        if !(same_status && same_decision) {
            return Err(Reason::ChangedBy("adoptions").in_body("status"));
        }
        match before.filter(|known| known.private.is_none() && self.shared == Some(false)) {
            Some(known) => {
                let shared = Problem::conflict("distribution_shared");
                Err(shared.with("distribution", &known.title))
            }
            None => Ok(()),
        }
    }

    /// Whether only the publication differs.
    pub fn says(&self, of: &DistributionRecord) -> bool {
        (&self.title.0, self.year, &self.model, &self.note)
            == (&of.title, of.year, &of.model, &of.note)
    }
}
