//! Parties and collaborations as these pages need them: found by key, named by id.

use crate::directory::{Directory, Named};
use crate::model::{Grant, Scope};
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role, Roles, swedish_order};
use samverk_web::{Choice, Ui};
use std::collections::HashMap;

/// The party in the address. Fails with `sign_in_needed` for the public, `not_found`.
pub async fn party_here(
    tx: &Tx,
    directory: &dyn Directory,
    actor: &Actor,
    key: &str,
) -> Result<Named<PartyId>, Problem> {
    if *actor == Actor::Public {
        return Err(Problem::sign_in_needed());
    }
    directory
        .party(tx, key)
        .await?
        .ok_or_else(Problem::not_found)
}

/// The collaboration in the address, and what the one who asks is in it.
pub struct CollaborationHere {
    pub named: Named<CollaborationId>,
    pub members: Vec<PartyId>,
    pub roles: Roles,
}

/// Fails with `sign_in_needed` for the public; for those without a role in it the collaboration
/// does not exist.
pub async fn collaboration_here(
    tx: &Tx,
    directory: &dyn Directory,
    actor: &Actor,
    key: &str,
) -> Result<CollaborationHere, Problem> {
    if *actor == Actor::Public {
        return Err(Problem::sign_in_needed());
    }
    let named = directory
        .collaboration(tx, key)
        .await?
        .ok_or_else(Problem::not_found)?;
    let members = directory.members(tx, named.id).await?;
    let roles = actor.roles_in(named.id, &members);
    if roles.is_member() {
        Ok(CollaborationHere {
            named,
            members,
            roles,
        })
    } else {
        Err(Problem::not_found())
    }
}

/// The names of all parties and collaborations, for lists that mention many.
pub struct PlaceNames {
    parties: HashMap<PartyId, Named<PartyId>>,
    collaborations: HashMap<CollaborationId, Named<CollaborationId>>,
}

impl PlaceNames {
    pub async fn load(tx: &Tx, directory: &dyn Directory) -> Result<Self, Problem> {
        let parties = directory.parties(tx).await?;
        let collaborations = directory.collaborations(tx).await?;
        Ok(Self {
            parties: parties.into_iter().map(|party| (party.id, party)).collect(),
            collaborations: collaborations
                .into_iter()
                .map(|found| (found.id, found))
                .collect(),
        })
    }

    pub fn party(&self, id: PartyId) -> &str {
        self.parties.get(&id).map_or("", |party| &party.name)
    }

    pub fn collaboration(&self, id: CollaborationId) -> &str {
        self.collaborations.get(&id).map_or("", |found| &found.name)
    }

    pub fn party_key(&self, id: PartyId) -> Option<&str> {
        self.parties.get(&id).map(|party| party.key.as_str())
    }

    pub fn collaboration_key(&self, id: CollaborationId) -> Option<&str> {
        self.collaborations.get(&id).map(|found| found.key.as_str())
    }

    pub fn party_with_key(&self, key: &str) -> Option<PartyId> {
        let mut all = self.parties.values();
        all.find(|party| party.key == key).map(|party| party.id)
    }

    pub fn collaboration_with_key(&self, key: &str) -> Option<CollaborationId> {
        let mut all = self.collaborations.values();
        all.find(|found| found.key == key).map(|found| found.id)
    }

    /// To choose from, by name: these parties, or all.
    pub fn party_choices(&self, only: Option<&[PartyId]>) -> Vec<Choice> {
        let is_asked_for = |id| only.is_none_or(|only| only.contains(id));
        by_name(
            self.parties
                .values()
                .filter(|party| is_asked_for(&party.id)),
        )
    }

    pub fn collaboration_choices(&self) -> Vec<Choice> {
        by_name(self.collaborations.values())
    }

    /// The name of the place where a role holds; empty for the installation.
    pub fn of(&self, grant: &Grant) -> &str {
        match grant.scope() {
            Scope::Installation => "",
            Scope::Collaboration(id) => self.collaboration(id),
            Scope::Party(id) => self.party(id),
        }
    }

    /// The page with the people of the place where a role holds.
    pub fn people_page(&self, grant: &Grant) -> Option<String> {
        match grant.scope() {
            Scope::Installation => None,
            Scope::Collaboration(id) => self
                .collaborations
                .get(&id)
                .map(|found| format!("/samverkan/{}/personer", found.key)),
            Scope::Party(id) => self
                .parties
                .get(&id)
                .map(|party| format!("/aktorer/{}/personer", party.key)),
        }
    }

    /// The same, and that it comes from an identity provider where it does.
    pub fn told(&self, ui: &Ui, grant: &Grant, provided: &[Grant]) -> String {
        let words = self.words(ui, grant);
        match provided.contains(grant) {
            true => ui.t1("role-from-provider", "role", words),
            false => words,
        }
    }

    /// `Representant, Exempelstads kommun`.
    pub fn words(&self, ui: &Ui, grant: &Grant) -> String {
        match self.of(grant) {
            "" => role_name(ui, grant.role()),
            place => format!("{}, {place}", role_name(ui, grant.role())),
        }
    }
}

fn by_name<'a, Id: 'a>(all: impl Iterator<Item = &'a Named<Id>>) -> Vec<Choice> {
    let choice = |one: &Named<Id>| Choice::new(&one.key, &one.name);
    let mut choices: Vec<_> = all.map(choice).collect();
    choices.sort_by_cached_key(|one| swedish_order(&one.label));
    choices
}

pub fn role_name(ui: &Ui, role: Role) -> String {
    ui.t(&format!("role-{}", role.code().replace('_', "-")))
}
