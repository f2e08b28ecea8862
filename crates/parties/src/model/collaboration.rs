use super::{Contact, LegalForm, Party, Reach, Standing};
use crate::{GroupId, LadderId};
use chrono::NaiveDate;
use samverk_database::ObjectRef;
use samverk_foundation::{CollaborationId, Key, PartyId};
use serde::{Deserialize, Serialize};

/// A standing cooperation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collaboration {
    pub id: CollaborationId,
    pub key: Key,
    pub name: String,
    pub purpose: String,
    pub legal_form: LegalForm,
    pub host: Option<PartyId>,
    pub reach: Reach,
    pub parent: Option<CollaborationId>,
    /// On which its groups are assessed that follow no other; none: it has not been chosen.
    pub ladder: Option<LadderId>,
    /// Whether the public may see it.
    pub published: bool,
    pub source: String,
    #[serde(flatten)]
    pub contact: Contact,
    /// Counts saves, so that two people do not overwrite each other.
    pub revision: i64,
}

impl Collaboration {
    pub fn href(&self) -> String {
        format!("/samverkan/{}", self.key)
    }

    /// Where its files lie in the folder format.
    pub fn folder(&self) -> String {
        format!("collaborations/{}", self.key)
    }

    /// What events and kept warnings are about.
    pub fn object(&self) -> ObjectRef {
        ObjectRef::new("collaboration", self.id.0, &self.name)
    }
}

/// A party in a collaboration or one of its groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    pub party: Party,
    pub standing: Standing,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub note: String,
}

impl Member {
    /// Whether the membership holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds((self.from, self.to), day)
    }

    /// Whether it is over on a day: the party is no longer a member, and its people have no part in it.
    pub fn has_left(&self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < day)
    }
}

/// That a party belongs to a collaboration or one of its groups, without the party itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub party: PartyId,
    pub place: CollaborationId,
    /// None: of the collaboration itself.
    pub group: Option<GroupId>,
    pub standing: Standing,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

impl Membership {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds((self.from, self.to), day)
    }
}

fn holds((from, to): (Option<NaiveDate>, Option<NaiveDate>), day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}
