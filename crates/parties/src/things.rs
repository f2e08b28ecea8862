//! What files, comments and followers hang on here: collaborations, parties and what is described.

use crate::party_ground::Owner;
use crate::policy::Action;
use crate::{KINDS, SHARED_KINDS, Scope, store};
use samverk_database::{Tx, Whose};
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, ProblemKind, Role};
use samverk_kept::Ground;
use samverk_web::{
    AddressParts, AskedPlace, AskedPlaceFuture, RoleAddress, Thing, ThingKind, address_part,
};
use uuid::Uuid;

pub(crate) fn things() -> Vec<ThingKind> {
    let own = [
        ThingKind::new("collaboration", |tx, actor, id| {
            Box::pin(
                async move { Ok(Scope::by_id(tx, actor, CollaborationId(id)).await?.itself()) },
            )
        })
        .found_at("/samverkan/{collaboration}", |tx, actor, parts| {
            Box::pin(async move { Ok(Scope::find_at(tx, actor, &parts).await?.itself()) })
        }),
        ThingKind::new("party", |tx, actor, id| Box::pin(party(tx, actor, id)))
            .found_at("/aktorer/{party}", |tx, actor, parts| {
                Box::pin(party_at(tx, actor, parts))
            }),
    ];
    let described = samverk_kept::things(KINDS).into_iter();
    let described = described.chain(samverk_kept::things(SHARED_KINDS));
    own.into_iter().chain(described).collect()
}

async fn party(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    let found = store::find_parties(tx, &[PartyId(id)]).await?;
    let party = found.into_iter().next().ok_or_else(Problem::not_found)?;
    Ok(Owner::seen_by(actor, party).itself())
}

async fn party_at(tx: &Tx, actor: &Actor, parts: AddressParts) -> Result<Thing, Problem> {
    let found = store::find_party(tx, address_part(&parts, "party")).await?;
    let party = found.ok_or_else(Problem::not_found)?;
    Ok(Owner::seen_by(actor, party).itself())
}

/// Whom to ask about a collaboration or a party, for somebody who may not do something there.
pub(crate) fn asked_place<'a>(
    tx: &'a Tx,
    actor: &'a Actor,
    (whose, key): (Whose, &'a str),
) -> AskedPlaceFuture<'a> {
    Box::pin(async move {
        match whose {
            Whose::Party => {
                let party = store::find_party(tx, key).await?;
                Ok(party.map(|party| AskedPlace {
                    name: party.name,
                    contact: None,
                }))
            }
            Whose::Collaboration => match Scope::find(tx, actor, key).await {
                Ok(scope) => Ok(Some(scope.asked())),
                Err(problem) if problem.kind == ProblemKind::NotFound => Ok(None),
                Err(problem) => Err(problem),
            },
        }
    })
}

impl Scope {
    fn asked(&self) -> AskedPlace {
        let contact = self.contact().map(|contact| RoleAddress {
            role: contact.role.clone(),
            address: contact.address.clone(),
        });
        AskedPlace {
            name: self.collaboration.name.clone(),
            contact,
        }
    }

    /// The one that an address names. Fails with `not_found`.
    pub async fn find_at(tx: &Tx, actor: &Actor, parts: &AddressParts) -> Result<Self, Problem> {
        Self::find(tx, actor, address_part(parts, "collaboration")).await
    }

    /// The collaboration as what files, comments and followers hang on.
    pub fn itself(&self) -> Thing {
        let of = &self.collaboration;
        let mut thing = self.thing(("collaboration", of.id.0), of.name.clone(), "");
        thing.place.clear();
        thing.may_change = self.may(Action::SaveCollaboration.by());
        thing
    }

    /// Something in the collaboration, at this address there. Who may change it, its domain says.
    pub fn thing(&self, (kind, id): (&'static str, Uuid), name: String, rest: &str) -> Thing {
        Thing {
            kind,
            id,
            name,
            href: self.href(rest),
            place: self.collaboration.name.clone(),
            collaboration: Some(self.collaboration.id),
            owner: None,
            roles: self.roles.clone(),
            may_change: false,
            takes_files: true,
            own_history: None,
        }
    }
}

impl Owner {
    pub(crate) fn itself(&self) -> Thing {
        Thing {
            kind: "party",
            id: self.party.id.0,
            name: self.party.name.clone(),
            href: self.party.href(),
            place: String::new(),
            collaboration: None,
            owner: Some(self.party.id),
            roles: self.roles().clone(),
            may_change: self.roles().contains(Role::Administrator),
            takes_files: true,
            own_history: None,
        }
    }
}
