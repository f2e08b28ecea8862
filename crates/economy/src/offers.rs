//! What fields of the domains above may name: distributions of costs, parts of budgets.

use crate::records::DistributionRecord;
use crate::store::list_models;
use crate::visible::visible_budgets;
use crate::visible_distributions;
use samverk_database::Tx;
use samverk_engine::Purpose;
use samverk_fields::FieldKey;
use samverk_foundation::Key;
use samverk_kept::{Choosable, Ground, Offer, OfferedHere};
use samverk_parties::Scope;

/// A distribution of costs that the reader may see. Whether it is there when somebody else reads is told on the
/// page.
pub const fn offer_distributions(field: FieldKey) -> Offer {
    Offer {
        field,
        column: None,
        offered: |tx, at| Box::pin(cost_distributions(tx, at)),
        taken: None,
    }
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
    let choice = |one: DistributionRecord| Choosable::new(&one.key, one.title);
    Ok(shared.map(choice).collect())
}

/// A part of a budget that the reader may see: by name, the latest budget's.
pub const fn offer_budget_parts(field: FieldKey) -> Offer {
    Offer {
        field,
        column: None,
        offered: |tx, at| Box::pin(parts_of_budgets(tx, at)),
        taken: None,
    }
}

async fn parts_of_budgets(tx: &Tx, at: &dyn Ground) -> OfferedHere {
    let scope = at.known::<Scope>()?;
    let budgets = visible_budgets(tx, scope).await?;
    let mut parts: Vec<Choosable> = Vec::new();
    for part in budgets.iter().flat_map(|one| &one.budget.parts) {
        if parts.iter().all(|known| known.code != part.key.as_str()) {
            parts.push(Choosable::new(&part.key, part.name.clone()));
        }
    }
    Ok(parts)
}
