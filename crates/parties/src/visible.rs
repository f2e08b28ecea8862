//! Which collaborations somebody may know of: in lists, in what can be chosen, and in what a form,
//! a call or a file refers to.

use crate::model::{Collaboration, Contact};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role};
use std::collections::BTreeSet;

/// Published ones for all; drafts for their own people and the administrator.
pub struct Visible {
    /// By name.
    all: Vec<Collaboration>,
    own: BTreeSet<CollaborationId>,
    /// Those whose drafts are seen, also by the administrator.
    inside: BTreeSet<CollaborationId>,
}

impl Visible {
    pub async fn find(tx: &Tx, actor: &Actor) -> Result<Self, Problem> {
        let held = actor.person().into_iter().flat_map(|one| &one.party_roles);
        let parties: Vec<PartyId> = held.map(|(party, _)| *party).collect();
        let through_party = match parties.is_empty() {
            true => Vec::new(),
            false => store::list_collaborations_of(tx, &parties).await?,
        };
        let mut visible = Self {
            all: Vec::new(),
            own: BTreeSet::new(),
            inside: BTreeSet::new(),
        };
        for one in store::list_collaborations(tx).await? {
            let members: &[PartyId] = match through_party.contains(&one.id) {
                true => &parties,
                false => &[],
            };
            let roles = actor.roles_in(one.id, members);
            if roles.any(|role| !matches!(role, Role::Administrator | Role::Public)) {
                visible.own.insert(one.id);
            }
            if roles.is_member() {
                visible.inside.insert(one.id);
            }
            if one.published || roles.is_member() {
                visible.all.push(one);
            }
        }
        Ok(visible)
    }

    pub fn all(&self) -> impl Iterator<Item = &Collaboration> {
        self.all.iter()
    }

    /// Those that the actor takes part in.
    pub fn own(&self) -> impl Iterator<Item = &Collaboration> {
        self.all().filter(|one| self.is_own(one.id))
    }

    pub fn others(&self) -> impl Iterator<Item = &Collaboration> {
        self.all().filter(|one| !self.is_own(one.id))
    }

    pub fn is_own(&self, id: CollaborationId) -> bool {
        self.own.contains(&id)
    }

    /// With one that the actor has just opened.
    #[must_use]
    pub fn with_opened(mut self, one: &Collaboration) -> Self {
        self.inside.insert(one.id);
        self
    }

    /// Whom to ask about it, as the actor may know.
    pub fn contact<'a>(&self, of: &'a Collaboration) -> Option<&'a Contact> {
        of.contact.told(self.inside.contains(&of.id))
    }

    pub fn by_id(&self, id: CollaborationId) -> Option<&Collaboration> {
        self.all().find(|one| one.id == id)
    }

    pub fn by_key(&self, key: &str) -> Option<&Collaboration> {
        self.all().find(|one| one.key.as_str() == key)
    }

    /// The collaboration that something is said to belong to. Fails with `parent_unknown`, also
    /// when the actor may not know of it.
    pub fn parent(&self, key: &str) -> Result<CollaborationId, Problem> {
        let unknown = || Problem::invalid("parent_unknown").with("key", key);
        let found = self.by_key(key).ok_or_else(unknown);
        found.map(|one| one.id).map_err(|p| p.at_field("parent"))
    }
}
