use crate::{AssessmentId, GroupId, HeldGroup, LadderId};
use chrono::NaiveDate;
use samverk_foundation::PartyId;
use serde::Serialize;

/// Whose collaboration is assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The collaboration itself.
    Whole,
    Group(GroupId),
    /// Two parties of it.
    Pair(PartyId, PartyId),
}

impl Subject {
    pub fn of_group(group: &HeldGroup) -> Self {
        Self::Group(GroupId(group.id))
    }

    /// Whether it is the same, also with the pair named the other way round.
    pub fn same_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Pair(a, b), Self::Pair(c, d)) => (a, b) == (c, d) || (a, b) == (d, c),
            _ => self == other,
        }
    }
}

/// Somebody's view of how far a collaboration has come. Never changed; a new one takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assessment {
    pub id: AssessmentId,
    pub subject: Subject,
    pub ladder: LadderId,
    pub level: i64,
    pub wanted_level: Option<i64>,
    pub note: String,
    /// Missing when the source has none.
    pub date: Option<NaiveDate>,
    /// The party whose view it is; none is the collaboration's own.
    pub on_behalf_of: Option<PartyId>,
}

impl Assessment {
    /// Whether this is about the same and by the same, so that the later may take the other's place.
    pub fn replaces(&self, other: &Self) -> bool {
        self.subject.same_as(other.subject)
            && self.ladder == other.ladder
            && self.on_behalf_of == other.on_behalf_of
    }

    /// Whether it says the same in every word.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let same_id = Self {
            id: other.id,
            ..self.clone()
        };
        same_id == *other
    }
}
