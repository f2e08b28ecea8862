use crate::DistributionId;
use samverk_engine::Distribution;
use samverk_foundation::{CollaborationId, Decision, Key, PersonId};

/// A distribution in short, with its result when it is decided: for what spans collaborations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistributionOutcome {
    pub collaboration: CollaborationId,
    pub key: Key,
    pub title: String,
    pub year: i32,
    pub model: Key,
    /// Whether the public may see it.
    pub published: bool,
    /// Nothing for a draft.
    pub adopted: Option<(Decision, Distribution)>,
}

/// A draft that is not shared with the members, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsharedDraft {
    pub id: DistributionId,
    pub maker: PersonId,
    pub outcome: DistributionOutcome,
}

impl DistributionOutcome {
    /// After the collaboration's address.
    pub fn suffix(&self) -> String {
        format!("/fordelning/{}", self.key)
    }
}
