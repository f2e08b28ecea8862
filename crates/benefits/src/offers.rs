//! What the fields of a business case may name: members, and distributions of costs.

use samverk_database::Tx;
use samverk_economy::store::list_models;
use samverk_economy::visible_distributions;
use samverk_engine::Purpose;
use samverk_fields::FieldKey;
use samverk_foundation::{Key, Problem};
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

/// A distribution of costs that the reader may see. Whether it is there when somebody else reads the case is
/// told on the page.
pub(crate) const fn distributions(field: FieldKey) -> Offer {
    Offer {
        field,
        column: None,
        offered: |tx, at| Box::pin(cost_distributions(tx, at)),
        taken: None,
    }
}

fn members(at: &dyn Ground) -> OfferedHere {
    let choice = |one: &Member| Choosable::new(&one.party.key, one.party.name.clone());
    Ok(at.known::<Scope>()?.members.iter().map(choice).collect())
}

async fn cost_distributions(tx: &Tx, at: &dyn Ground) -> OfferedHere {
    let scope = at.known::<Scope>()?;
    let models = list_models(tx, scope.collaboration.id).await?;
    let is_of_costs = |key: &Key| {
        let model = models.iter().find(|one| one.model.key == *key);
        model.is_some_and(|one| one.model.purpose == Purpose::Cost)
    };
    let all = visible_distributions(tx, scope).await?.into_iter();
    let shared = all.filter(|one| one.private.is_none() && is_of_costs(&one.model));
    Ok(shared
        .map(|one| Choosable::new(&one.key, one.title))
        .collect())
}
