//! The members of a collaboration, as rows of described things name them by key.

use samverk_fields::FieldKey;
use samverk_foundation::Problem;
use samverk_kept::{Choosable, Offer, Taken};
use samverk_parties::Scope;
use samverk_parties::model::Member;

const PARTY: FieldKey = FieldKey::of("party");

/// Rows of this field name a member, or one that was.
pub(crate) const fn members_here(field: FieldKey) -> Offer {
    Offer {
        field,
        column: Some(PARTY),
        offered: |_, at| {
            Box::pin(async move {
                let scope: &Scope = at.known()?;
                let choice = |one: &Member| {
                    let has_left = one.has_left(scope.today);
                    Choosable::new(&one.party.key, one.party.name.clone()).past(has_left)
                };
                Ok(scope.members.iter().map(choice).collect())
            })
        },
        taken: Some(Taken {
            has: |at, key| {
                let members = &at.known::<Scope>()?.members;
                Ok(members.iter().any(|one| one.party.key == *key))
            },
            unknown: |key| Problem::invalid("party_unknown").with("party", key),
        }),
    }
}
