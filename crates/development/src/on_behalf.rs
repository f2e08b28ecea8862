//! A collaboration as a party writes there of itself: the log says that it was done on the party's behalf.

use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role, Roles};
use samverk_kept::Ground;
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_web::{Ui, Visibility};
use uuid::Uuid;

pub(crate) struct OnBehalf {
    scope: Scope,
    party: Party,
    roles: Roles,
}

impl OnBehalf {
    /// With what the kind's own writers may, for whoever speaks for the member. Fails with `not_found` for a
    /// party that is no member, and with `forbidden` for somebody else's.
    pub(crate) fn of(
        actor: &Actor,
        scope: &Scope,
        party: &str,
        writers: &'static [Role],
    ) -> Result<Self, Problem> {
        let mut members = scope.present().map(|member| &member.party);
        let party = members.find(|one| one.key.as_str() == party);
        let party = party.ok_or_else(Problem::not_found)?;
        let own = spoken_for(actor, scope, writers);
        match own.iter().any(|one| one.id == party.id) {
            true => Ok(Self {
                scope: scope.clone(),
                party: party.clone(),
                roles: Roles::of(writers),
            }),
            false => Err(Problem::forbidden()),
        }
    }
}

/// The members for which the actor speaks: all for those who run the collaboration, otherwise the own.
pub(crate) fn spoken_for<'s>(actor: &Actor, scope: &'s Scope, all: &[Role]) -> Vec<&'s Party> {
    let runs = scope.may(|role| all.contains(&role));
    let members = scope.present().map(|member| &member.party);
    members
        .filter(|party| runs || actor.roles_at(party.id).contains(Role::Representative))
        .collect()
}

impl Ground for OnBehalf {
    fn id(&self) -> Uuid {
        self.scope.collaboration.id.0
    }

    fn name(&self) -> &str {
        &self.scope.collaboration.name
    }

    fn collaboration(&self) -> Option<CollaborationId> {
        Some(self.scope.collaboration.id)
    }

    fn owner(&self) -> Option<(PartyId, &str)> {
        Some((self.party.id, &self.party.name))
    }

    fn roles(&self) -> &Roles {
        &self.roles
    }

    fn visibility(&self) -> Visibility {
        Visibility::of(self.scope.collaboration.published)
    }

    fn href(&self, rest: &str) -> String {
        self.scope.href(rest)
    }

    fn api(&self, rest: &str) -> String {
        Ground::api(&self.scope, rest)
    }

    fn file(&self, name: &str) -> String {
        Ground::file(&self.scope, name)
    }

    fn ui(&self, ui: Ui) -> Ui {
        self.scope.ui(ui)
    }
}

/// The collaboration, as itself or as a party writes there.
pub(crate) fn scope_of(at: &dyn Ground) -> Result<&Scope, Problem> {
    match at.known::<OnBehalf>() {
        Ok(own) => Ok(&own.scope),
        Err(_) => at.known::<Scope>(),
    }
}
