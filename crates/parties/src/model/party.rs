use super::PartyKind;
use samverk_foundation::{Key, PartyId};
use serde::{Deserialize, Serialize};

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub id: PartyId,
    pub key: Key,
    pub kind: PartyKind,
    pub name: String,
    pub short_name: String,
    /// Four digits, for a municipality.
    pub municipality_code: Option<String>,
    /// Two digits, for a region. Gotland has both.
    pub region_code: Option<String>,
    /// Ten digits, checked.
    pub organisation_number: Option<String>,
    pub note: String,
    /// Counts saves, so that two people do not overwrite each other.
    pub revision: i64,
}

impl Party {
    /// Whether the party counts as this kind. Gotland is municipality and region.
    pub fn is(&self, kind: PartyKind) -> bool {
        self.kind == kind
            || (kind == PartyKind::Municipality && self.municipality_code.is_some())
            || (kind == PartyKind::Region && self.region_code.is_some())
    }

    pub fn href(&self) -> String {
        format!("/aktorer/{}", self.key)
    }
}
