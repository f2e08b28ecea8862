use samverk_engine::Distribution;
use samverk_foundation::{CollaborationId, Decision, Key};

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

impl DistributionOutcome {
    /// After the collaboration's address.
    pub fn suffix(&self) -> String {
        format!("/fordelning/{}", self.key)
    }
}
