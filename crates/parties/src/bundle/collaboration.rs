//! What stands in a collaboration's folder.

use crate::model::{LegalForm, MandateRole, Reach, Standing};
use chrono::NaiveDate;
use samverk_exchange::Placed;
use samverk_foundation::Key;
use samverk_kept::KeptFile;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The folder `collaborations/<key>`. A table that is not there is none, an empty one is empty.
#[derive(Clone, Debug)]
pub struct CollaborationFolder {
    pub key: Key,
    /// None when the folder only adds to a collaboration that exists.
    pub document: Option<Placed<CollaborationFile>>,
    pub members: Option<Vec<Placed<MemberRow>>>,
    pub mandates: Option<Vec<Placed<MandateRow>>>,
    pub assessments: Option<Vec<Placed<AssessmentRow>>>,
    /// Of what is described once.
    pub described: Vec<KeptFile>,
}

impl CollaborationFolder {
    /// The tables that are there, by their paths.
    pub(super) fn tables(&self) -> Vec<String> {
        let tables = [
            ("members", self.members.is_some()),
            ("mandates", self.mandates.is_some()),
            ("assessments", self.assessments.is_some()),
        ];
        let present = tables.into_iter().filter(|(_, is_there)| *is_there);
        let own = present.map(|(name, _)| format!("{name}.csv"));
        let described = self.described.iter().filter(|table| table.rows.is_some());
        own.chain(described.map(|table| table.file.to_owned()))
            .map(|file| format!("collaborations/{}/{file}", self.key))
            .collect()
    }
}

/// `collaborations/<collaboration>/collaboration.toml`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CollaborationFile {
    #[schemars(with = "String")]
    pub key: Key,
    pub name: String,
    pub purpose: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    pub legal_form: LegalForm,
    /// A party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub host: Option<Key>,
    pub reach: Reach,
    /// Another collaboration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub parent: Option<Key>,
    /// The ladder on which it is assessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub ladder: Option<Key>,
    #[serde(default)]
    pub published: bool,
    /// Whom to ask: a role, never a person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact_role: String,
    /// The role's e-mail address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact_address: String,
    /// Whether the public sees the contact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub contact_published: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    pub group: Option<Key>,
    pub party: Key,
    pub standing: Standing,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MandateRow {
    pub group: Option<Key>,
    pub role: MandateRole,
    pub title: String,
    pub party: Option<Key>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentRow {
    pub subject: SubjectRow,
    pub ladder: Key,
    pub level: i64,
    pub wanted_level: Option<i64>,
    pub note: String,
    pub date: Option<NaiveDate>,
    pub on_behalf_of: Option<Key>,
}

/// What an assessment is about, by keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectRow {
    Whole,
    Group(Key),
    Pair(Key, Key),
}
