use super::{Certainty, Reach};
use samverk_foundation::{Key, PartyId};
use serde::Serialize;
use uuid::Uuid;

/// Who works with whom about what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Relation {
    pub id: Uuid,
    pub key: Key,
    pub party: PartyId,
    pub others: Others,
    pub topics: Vec<String>,
    pub reach: Reach,
    pub certainty: Certainty,
    pub note: String,
    pub position: i64,
    pub revision: i64,
}

/// The other side of a relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// Every member, also those to come.
    All,
    Parties(Vec<PartyId>),
}

impl Others {
    pub fn parties(&self) -> &[PartyId] {
        match self {
            Self::All => &[],
            Self::Parties(ids) => ids,
        }
    }
}

impl Relation {
    /// What tells it apart: its topics, or else its key.
    pub fn name(&self) -> String {
        match self.topics.is_empty() {
            true => self.key.to_string(),
            false => self.topics.join(", "),
        }
    }
}
