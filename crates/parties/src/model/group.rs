use super::{GroupKind, LegalForm, Reach};
use crate::GroupId;
use samverk_database::ObjectRef;
use samverk_foundation::{Key, Ore, PartyId};
use serde::Serialize;

/// A working group inside or beside a collaboration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    pub id: GroupId,
    pub key: Key,
    pub name: String,
    pub kind: GroupKind,
    /// Whoever calls the group together, in free words.
    pub organiser: String,
    pub parent: Option<GroupId>,
    pub reach: Reach,
    pub legal_form: Option<LegalForm>,
    pub host: Option<PartyId>,
    pub purpose: String,
    /// How the collaboration works with the group.
    pub cooperation: String,
    /// Per year.
    pub cost: Option<Ore>,
    pub financed_by: String,
    pub note: String,
    pub position: i64,
    pub revision: i64,
}

impl Group {
    /// What events and kept warnings are about.
    pub fn object(&self) -> ObjectRef {
        ObjectRef::new("group", self.id.0, &self.name)
    }
}
