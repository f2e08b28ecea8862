//! What the fields of a business case may name beside distributions of costs: members.

use samverk_fields::FieldKey;
use samverk_foundation::Problem;
use samverk_kept::{Choosable, Ground, Offer, OfferedHere, Taken};
use samverk_parties::Scope;
use samverk_parties::model::Member;

const PARTY: FieldKey = FieldKey::of("party");

/// The rows' `party` is a member.
pub(crate) const fn among_members(field: FieldKey) -> Offer {
    Offer {
        field,
        column: Some(PARTY),
        offered: |_, at| Box::pin(async move { members(at) }),
        taken: Some(Taken {
            has: |at, key| {
                let members = &at.known::<Scope>()?.members;
                Ok(members.iter().any(|one| one.party.key == *key))
            },
            unknown: |key| Problem::invalid("party_unknown").with("party", key),
        }),
    }
}

fn members(at: &dyn Ground) -> OfferedHere {
    let choice = |one: &Member| Choosable::new(&one.party.key, one.party.name.clone());
    Ok(at.known::<Scope>()?.members.iter().map(choice).collect())
}
