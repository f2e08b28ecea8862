//! Which collaborations somebody may know of.

use crate::model::Collaboration;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Key, PartyId, Problem};

/// Published ones, and those that the actor belongs to, by name.
pub struct Visible(pub Vec<Collaboration>);

impl Visible {
    pub async fn find(tx: &Tx, actor: &Actor) -> Result<Self, Problem> {
        let roles = actor
            .person()
            .into_iter()
            .flat_map(|person| &person.party_roles);
        let parties: Vec<PartyId> = roles.map(|(party, _)| *party).collect();
        let theirs = match parties.is_empty() {
            true => Vec::new(),
            false => store::list_collaborations_of(tx, &parties).await?,
        };
        let belongs = |id: CollaborationId| {
            let members: &[PartyId] = match theirs.contains(&id) {
                true => &parties,
                false => &[],
            };
            actor.roles_in(id, members).is_member()
        };
        let mut all = store::list_collaborations(tx).await?;
        all.retain(|one| one.published || belongs(one.id));
        Ok(Self(all))
    }

    pub fn by_id(&self, id: CollaborationId) -> Option<&Collaboration> {
        self.0.iter().find(|one| one.id == id)
    }

    /// Fails with `parent_unknown`.
    pub fn parent(&self, key: &Key) -> Result<CollaborationId, Problem> {
        let found = self.0.iter().find(|one| one.key == *key);
        let unknown = || Problem::invalid("parent_unknown").with("key", key);
        found
            .map(|one| one.id)
            .ok_or_else(|| unknown().at_field("parent"))
    }
}
