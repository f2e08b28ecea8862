use super::{LegalForm, Party, Reach, Standing};
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
    /// Whether the public may see it.
    pub published: bool,
    pub source: String,
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
    /// Whether the membership has come to its end. Who is to become a member reads the drafts before.
    pub fn has_ended(&self, today: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < today)
    }

    /// Whether the membership holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
