//! A party as the ground on which described things hang, whatever collaborations it takes part in.
//! Parties are known to all; only a party's own people, and the administrator, have roles there.

use crate::Acquaintance;
use crate::api::{PARTY as PARAMETER, READ, WRITE};
use crate::model::Party;
use crate::pages::below_party;
use crate::store;
use samverk_database::Tx;
use samverk_fields::{Condition, FieldKey, Value};
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Roles};
use samverk_kept::{Ground, GroundKind, part};
use samverk_web::{Ui, Visibility};
use std::sync::Arc;
use uuid::Uuid;

/// A kind here whose writers are the administrator and a role of a party is registered by the owning
/// party alone.
pub static OF_PARTIES: GroundKind = GroundKind {
    web: "/aktorer/{party}",
    api: "/parties/{party}",
    scopes: [READ, WRITE],
    column: Some("party_id"),
    folder: "parties/{party}",
    find: |tx, actor, parts| {
        let key = part(parts, PARAMETER.name);
        Box::pin(async move {
            let found = store::find_party(tx, key).await?;
            let party = found.ok_or_else(Problem::not_found)?;
            Ok(Arc::new(Owner::known_to(tx, actor, party).await?) as Arc<dyn Ground>)
        })
    },
    by_id: |tx, id| Box::pin(seen_by_a_stranger(tx, PartyId(id))),
};

async fn seen_by_a_stranger(tx: &Tx, id: PartyId) -> Result<Option<Arc<dyn Ground>>, Problem> {
    let found = store::find_parties(tx, &[id]).await?.into_iter().next();
    let owner = |party| Arc::new(Owner::seen_by(&Actor::Public, party)) as Arc<dyn Ground>;
    Ok(found.map(owner))
}

/// A party as somebody sees it.
pub struct Owner {
    pub party: Party,
    roles: Roles,
    /// They, or their party, collaborate with it.
    is_colleague: bool,
}

impl Owner {
    /// Without asking whether they collaborate with it: for what is the party's own, or everybody's.
    pub fn seen_by(actor: &Actor, party: Party) -> Self {
        let roles = actor.roles_at(party.id);
        let is_colleague = roles.is_member();
        Self {
            party,
            roles,
            is_colleague,
        }
    }

    /// The same with what colleagues are told.
    pub async fn known_to(tx: &Tx, actor: &Actor, party: Party) -> Result<Self, Problem> {
        let seen = Self::seen_by(actor, party);
        if seen.is_colleague || actor.person().is_none() {
            return Ok(seen);
        }
        let known = Acquaintance::find(tx, actor).await?;
        Ok(Self {
            is_colleague: known.is_colleague(seen.party.id),
            ..seen
        })
    }
}

/// What is told to colleagues when a choice says so: the party's own people read all, and others nothing.
pub fn told_to_colleagues(
    at: &dyn Ground,
    shown: FieldKey,
    code: &str,
) -> Result<Condition, Problem> {
    let owner = at.known::<Owner>()?;
    Ok(match (owner.roles.is_member(), owner.is_colleague) {
        (true, _) => Condition::Always,
        (false, true) => Condition::Is(shown, Value::Code(code.to_owned())),
        (false, false) => Condition::Any(Vec::new()),
    })
}

impl Ground for Owner {
    fn id(&self) -> Uuid {
        self.party.id.0
    }

    fn name(&self) -> &str {
        &self.party.name
    }

    fn collaboration(&self) -> Option<CollaborationId> {
        None
    }

    fn owner(&self) -> Option<(PartyId, &str)> {
        Some((self.party.id, &self.party.name))
    }

    fn roles(&self) -> &Roles {
        &self.roles
    }

    fn visibility(&self) -> Visibility {
        Visibility::Public
    }

    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.party.href())
    }

    fn api(&self, rest: &str) -> String {
        format!("/parties/{}{rest}", self.party.key)
    }

    fn file(&self, name: &str) -> String {
        format!("parties/{}/{name}", self.party.key)
    }

    fn ui(&self, ui: Ui) -> Ui {
        below_party(ui, &self.party)
    }
}
