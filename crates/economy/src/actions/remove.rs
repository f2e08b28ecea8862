//! Drafts can be taken away; what is adopted, or used by something else, cannot.

use super::existing;
use super::save_distribution::{require_draft, require_sharing};
use super::save_model::require_unlocked;
use super::told::change;
use crate::policy::Action;
use crate::store;
use crate::visible::{visible_distributions, visible_distributions_of_year};
use samverk_database::{ObjectRef, Tx, find_adopted, keep_warnings};
use samverk_foundation::{Actor, Problem};
use samverk_parties::Scope;
use serde::Serialize;

/// Fails with `budget_locked` when it is adopted, `budget_was_adopted` when it has been and is open
/// again, `budget_in_use` when a draft that the actor may see distributes it.
pub async fn remove_budget(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    year: i32,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveBudget.by())?;
    let budget = existing::budget(tx, scope, year).await?;
    if budget.state.is_adopted() {
        return Err(Problem::conflict("budget_locked").with("year", year));
    }
    if !find_adopted(tx, &[budget.id.0]).await?.is_empty() {
        return Err(Problem::conflict("budget_was_adopted").with("year", year));
    }
    let used = visible_distributions_of_year(tx, scope, year).await?;
    if let Some(user) = used.iter().find(|user| !user.is_adopted()) {
        return Err(Problem::conflict("budget_in_use").with("distribution", &user.title));
    }
    store::delete_budget(tx, budget.id, seen).await?;
    let gone = (budget.object(), &budget);
    note_removed(tx, actor, scope, ("budget.removed", gone)).await
}

/// Fails with `model_locked` when an adopted distribution uses it, `model_in_use` when a draft does
/// that the actor may see: of others nothing is told, and they say themselves what they lack.
pub async fn remove_model(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveModel.by())?;
    let model = existing::model(tx, scope, key).await?;
    require_unlocked(tx, scope, &model.model.key).await?;
    let users = visible_distributions(tx, scope).await?;
    if let Some(user) = users.iter().find(|user| user.model == model.model.key) {
        return Err(Problem::conflict("model_in_use").with("distribution", &user.title));
    }
    store::delete_model(tx, model.id, seen).await?;
    let gone = (model.object(), &model);
    note_removed(tx, actor, scope, ("distribution_model.removed", gone)).await
}

/// Fails with `distribution_locked` when it is adopted, and with `distribution_not_shared` for a draft of somebody
/// else's that they only let the actor see.
pub async fn remove_distribution(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveDistribution.by())?;
    let found = existing::distribution(tx, scope, key).await?;
    require_draft(&found)?;
    require_sharing(scope, &found)?;
    store::delete_distribution(tx, found.id, seen).await?;
    keep_warnings(tx, actor, &found.object(), &[]).await?;
    let event = scope.event("distribution.removed", found.object());
    let told = change(tx, scope, event, (Some(&found), None)).await?;
    tx.record(actor, told).await
}

/// Its warnings go with it; the event keeps what it was.
async fn note_removed<T: Serialize>(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (kind, (object, gone)): (&'static str, (ObjectRef, &T)),
) -> Result<(), Problem> {
    keep_warnings(tx, actor, &object, &[]).await?;
    let event = scope.event(kind, object).change(Some(gone), None::<&T>)?;
    tx.record(actor, event).await
}
