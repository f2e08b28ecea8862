//! What the public may see can be changed also for what is locked.

use super::existing;
use super::save_distribution::require_sharing;
use super::told::change;
use crate::policy::Action;
use crate::records::{BudgetRecord, DistributionRecord};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_parties::Scope;

pub async fn publish_budget(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    year: i32,
    published: bool,
) -> Result<BudgetRecord, Problem> {
    scope.require(Action::AdoptBudget.by())?;
    let before = existing::budget(tx, scope, year).await?;
    if before.published == published {
        return Ok(before);
    }
    let revision = before.revision + 1;
    let after = BudgetRecord {
        published,
        revision,
        ..before.clone()
    };
    store::update_budget(tx, scope.collaboration.id, &after, before.revision).await?;
    let kind = if published {
        "budget.published"
    } else {
        "budget.hidden"
    };
    let event = scope
        .event(kind, after.object())
        .change(Some(&before), Some(&after))?;
    tx.record(actor, event).await?;
    Ok(after)
}

pub async fn publish_distribution(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    published: bool,
) -> Result<DistributionRecord, Problem> {
    scope.require(Action::AdoptDistribution.by())?;
    let before = existing::distribution(tx, scope, key).await?;
    require_sharing(scope, &before)?;
    if before.published == published {
        return Ok(before);
    }
    let revision = before.revision + 1;
    let after = DistributionRecord {
        published,
        private: None,
        revision,
        ..before.clone()
    };
    store::update_distribution(tx, scope.collaboration.id, &after, before.revision).await?;
    let kind = if published {
        "distribution.published"
    } else {
        "distribution.hidden"
    };
    let event = scope.event(kind, after.object());
    let told = change(tx, scope, event, (Some(&before), Some(&after))).await?;
    tx.record(actor, told).await?;
    Ok(after)
}
