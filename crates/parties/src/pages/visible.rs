//! Which collaborations somebody sees in lists.

use crate::model::Collaboration;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem};
use std::collections::BTreeSet;

pub struct Visible {
    /// Those that the actor takes part in, by name.
    pub own: Vec<Collaboration>,
    pub others: Vec<Collaboration>,
}

impl Visible {
    /// Published ones for all, drafts for their own people and the administrator.
    pub async fn find(tx: &Tx, actor: &Actor) -> Result<Self, Problem> {
        let own_ids = own_ids(tx, actor).await?;
        let sees_all = actor.person().is_some_and(|person| person.administrator);
        let all = store::list_collaborations(tx).await?;
        let (own, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| own_ids.contains(&one.id));
        let others = others
            .into_iter()
            .filter(|one| one.published || sees_all)
            .collect();
        Ok(Self { own, others })
    }

    pub fn all(&self) -> impl Iterator<Item = &Collaboration> {
        self.own.iter().chain(&self.others)
    }
}

async fn own_ids(tx: &Tx, actor: &Actor) -> Result<BTreeSet<CollaborationId>, Problem> {
    let Some(person) = actor.person() else {
        return Ok(BTreeSet::new());
    };
    let parties: Vec<PartyId> = person.party_roles.iter().map(|(party, _)| *party).collect();
    let through_party = store::list_collaborations_of(tx, &parties).await?;
    let by_role = person.collaboration_roles.iter().map(|(id, _)| *id);
    Ok(by_role.chain(through_party).collect())
}
