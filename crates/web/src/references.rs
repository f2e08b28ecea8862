//! What a kept thing refers to: its history tells it by name, not by id.

use crate::Ui;
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
pub struct References(Arc<HashMap<Uuid, Referred>>);

impl References {
    pub fn new(found: HashMap<Uuid, Referred>) -> Self {
        Self(Arc::new(found))
    }

    pub(crate) fn find(&self, text: &str) -> Option<&Referred> {
        self.0.get(&Uuid::parse_str(text).ok()?)
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
