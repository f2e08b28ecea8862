//! Who can answer for something: a member, a group, or whatever else is written.

use super::form_parts::with_hint;
use crate::PlanScope;
use crate::groups::group_names;
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_web::{Field, FieldKind, Ui};

/// The collaboration's members and groups by name; who has left is known and no longer offered. A member is kept as its key, so that it is the
/// same party whatever it is called; everything else is kept as it is written.
pub(super) struct Answerable {
    members: Vec<(Key, String)>,
    /// Those that have not left.
    present: Vec<String>,
    groups: Vec<String>,
}

impl Answerable {
    pub async fn load(tx: &Tx, at: &PlanScope) -> Result<Self, Problem> {
        let parties = at.scope.members.iter().map(|member| &member.party);
        let groups = group_names(tx, at.scope.collaboration.id).await?;
        let present = at.scope.present().map(|member| member.party.name.clone());
        Ok(Self {
            present: present.collect(),
            members: parties
                .map(|party| (party.key.clone(), party.name.clone()))
                .collect(),
            groups: groups.into_values().collect(),
        })
    }

    pub fn field(&self, ui: &Ui, name: &'static str, key: &str) -> Field {
        let field = Field::new(name, ui.t(key), FieldKind::Suggest(self.names()));
        with_hint(ui, field, key)
    }

    /// Those that are offered.
    pub fn names(&self) -> Vec<String> {
        self.present.iter().chain(&self.groups).cloned().collect()
    }

    /// What is kept when this is written.
    pub fn kept(&self, written: String) -> String {
        match self.members.iter().find(|(_, name)| *name == written) {
            Some((key, _)) => key.to_string(),
            None => written,
        }
    }

    /// What is written when this is kept.
    pub fn written<'a>(&'a self, kept: &'a str) -> &'a str {
        let member = self.members.iter().find(|(key, _)| key.as_str() == kept);
        member.map_or(kept, |(_, name)| name)
    }
}
