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

/// The person's own places, whatever else they may see: what they belong to, or act for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    pub parties: Vec<PartyId>,
    pub collaborations: Vec<CollaborationId>,
}

impl Own {
    /// One query at the most, whatever the person's number of roles.
    pub async fn of(tx: &Tx, actor: &Actor) -> Result<Self, Problem> {
        let Some(person) = actor.person() else {
            return Ok(Self::default());
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
        Ok(Self {
            parties,
            collaborations: ids,
        })
    }
}

impl Reader {
    pub async fn of(tx: &Tx, actor: &Actor) -> Result<Self, Problem> {
        match is_administrator(actor) {
            true => Ok(Self::Administrator),
            false => Ok(Self::Member(Own::of(tx, actor).await?.collaborations)),
        }
    }

    /// The same, where the person's own places are known.
    pub fn with_own(actor: &Actor, own: &Own) -> Self {
        match is_administrator(actor) {
            true => Self::Administrator,
            false => Self::Member(own.collaborations.clone()),
        }
    }
}

fn is_administrator(actor: &Actor) -> bool {
    actor.roles_anywhere().contains(Role::Administrator)
}
