//! Whose matters somebody may know of: what a party tells its colleagues is for the people of the parties
//! that it collaborates with.

use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role};
use std::collections::BTreeSet;

/// The parties that somebody belongs to or collaborates with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acquaintance {
    /// Where they have a role.
    pub own: BTreeSet<PartyId>,
    /// The members of collaborations in which they, or their party, take part.
    pub colleagues: BTreeSet<PartyId>,
    /// Who looks after the installation sees all.
    pub knows_all: bool,
}

impl Acquaintance {
    /// With two statements, for somebody who is signed in.
    pub async fn find(tx: &Tx, actor: &Actor) -> Result<Self, Problem> {
        let knows_all = actor.roles_anywhere().contains(Role::Administrator);
        let Some(person) = actor.person() else {
            return Ok(Self {
                knows_all,
                ..Self::default()
            });
        };
        let held = person.party_roles.iter().map(|(party, _)| *party);
        let own: BTreeSet<PartyId> = held
            .filter(|party| actor.roles_at(*party).is_member())
            .collect();
        let of_own = match own.is_empty() {
            true => Vec::new(),
            false => store::list_collaborations_of(tx, &Vec::from_iter(own.clone())).await?,
        };
        let held = person.collaboration_roles.iter();
        let held = held.map(|(collaboration, _)| *collaboration);
        let is_let_in = |one: &CollaborationId| {
            actor
                .roles_in(*one, &Vec::from_iter(own.clone()))
                .is_member()
        };
        let within: BTreeSet<CollaborationId> = held.chain(of_own).filter(is_let_in).collect();
        let colleagues = match within.is_empty() {
            true => BTreeSet::new(),
            false => store::list_staying_in(tx, &Vec::from_iter(within)).await?,
        };
        Ok(Self {
            own,
            colleagues,
            knows_all,
        })
    }

    /// Whether they read what the party keeps for its own people.
    pub fn is_own(&self, party: PartyId) -> bool {
        self.knows_all || self.own.contains(&party)
    }

    /// Whether they read what the party tells those it collaborates with.
    pub fn is_colleague(&self, party: PartyId) -> bool {
        self.is_own(party) || self.colleagues.contains(&party)
    }
}
