//! What a kept thing refers to: its history tells it by name, not by id.

use crate::Ui;
use crate::changes::reference_id;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// What a reader learns of something that is referred to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referred {
    Named(String),
    /// It is there, but not for the reader.
    Hidden,
    /// It was removed since; with its last name, where the reader may know it.
    Removed(Option<String>),
}

/// What the references of some events lead to, for one reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References(Arc<Found>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    things: HashMap<Uuid, Referred>,
    /// Names of parties, who stand by their keys in lists.
    parties: HashMap<String, String>,
}

impl References {
    pub fn new(things: HashMap<Uuid, Referred>, parties: HashMap<String, String>) -> Self {
        Self(Arc::new(Found { things, parties }))
    }

    pub(crate) fn find(&self, text: &str) -> Option<&Referred> {
        self.0.things.get(&reference_id(text)?)
    }

    /// What the party is called that has the key; the key itself when there is none any more.
    pub(crate) fn party(&self, key: &str) -> String {
        let name = self.0.parties.get(key);
        name.map_or_else(|| key.to_owned(), Clone::clone)
    }
}

impl Referred {
    pub(crate) fn words(&self, ui: &Ui) -> String {
        match self {
            Self::Named(name) => name.clone(),
            Self::Hidden => ui.t("reference-hidden"),
            Self::Removed(Some(name)) => ui.t1("reference-removed", "name", name),
            Self::Removed(None) => ui.t("reference-removed-unnamed"),
        }
    }
}
