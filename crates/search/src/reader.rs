use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role};
use samverk_parties::store::list_collaborations_of;

/// Who looks, and so what may be found beside what is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Everything.
    Administrator,
    /// What belongs to these collaborations; with none, the public.
    Member(Vec<CollaborationId>),
}

impl Reader {
    /// One query at the most, whatever the person's number of roles.
    pub async fn of(tx: &Tx, actor: &Actor) -> Result<Self, Problem> {
        if actor.roles_anywhere().contains(Role::Administrator) {
            return Ok(Self::Administrator);
        }
        let Some(person) = actor.person() else {
            return Ok(Self::Member(Vec::new()));
        };
        let parties: Vec<PartyId> = person.party_roles.iter().map(|(party, _)| *party).collect();
        let mut ids = match parties.is_empty() {
            true => Vec::new(),
            false => list_collaborations_of(tx, &parties).await?,
        };
        ids.extend(person.collaboration_roles.iter().map(|(id, _)| *id));
        // The administrator of all, limited to one.
        let limited = person.token.iter().filter(|_| person.administrator);
        ids.extend(limited.filter_map(|token| token.collaboration));
        ids.sort_unstable();
        ids.dedup();
        // A token may hold for fewer collaborations than its person.
        ids.retain(|id| actor.roles_in(*id, &parties).is_member());
        Ok(Self::Member(ids))
    }
}
