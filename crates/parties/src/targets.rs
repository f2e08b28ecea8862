//! What described things may refer to: parties.

use crate::Scope;
use crate::model::{Party, PartyNames};
use crate::store::{self, PartyFilter};
use samverk_fields::{KindCode, Known, Referable, Reference};
use samverk_foundation::{Key, PartyId, Problem};
use samverk_kept::Target;
use uuid::Uuid;

impl Referable for Party {
    const KIND: &'static str = "party";
}

fn reference(party: &Party) -> Reference {
    Reference {
        kind: KindCode::of(Party::KIND),
        key: party.key.clone(),
        known: Some(Known {
            id: party.id.0,
            name: party.name.clone(),
        }),
    }
}

/// Parties that fields refer to.
pub static PARTY: Target = PARTIES;

/// The same in a field in which only a member of the collaboration fits: others are not offered. What a file or the
/// API says is taken whoever it names, as what stood before somebody left.
pub static MEMBER: Target = Target {
    offered: |_, at| {
        Box::pin(async move {
            let scope: &Scope = at.known()?;
            let members = scope.members.iter();
            let staying = members.filter(|member| !member.has_left(scope.today));
            Ok(staying.map(|member| reference(&member.party)).collect())
        })
    },
    ..PARTIES
};

const PARTIES: Target = Target {
    kind: Party::KIND,
    by_key: |tx, _, keys| {
        Box::pin(async move {
            let keys: Vec<&str> = keys.iter().map(Key::as_str).collect();
            let found = store::find_parties_by_key(tx, &keys).await?;
            Ok(found.iter().map(reference).collect())
        })
    },
    by_id: |tx, ids: &[Uuid]| {
        let ids: Vec<PartyId> = ids.iter().copied().map(PartyId).collect();
        Box::pin(async move {
            let found = store::find_parties(tx, &ids).await?;
            Ok(found.iter().map(reference).collect())
        })
    },
    offered: |tx, _| {
        Box::pin(async move {
            let all = store::list_parties(tx, &PartyFilter::default()).await?;
            Ok(all.iter().map(reference).collect())
        })
    },
    written: |tx, texts| {
        Box::pin(async move {
            let all = store::list_parties(tx, &PartyFilter::default()).await?;
            let names = PartyNames::of(&all);
            let meant = texts.iter().map(|text| all.get(names.place_of(text)?));
            Ok(meant.map(|one| one.map(reference)).collect())
        })
    },
    unknown: |key| Problem::invalid("party_unknown").with("party", key),
    href: Some(|key| format!("/aktorer/{key}")),
    hides: false,
};
