//! Drafts can be taken away; what is adopted, or used by something else, cannot.

use super::save_distribution::locked;
use super::save_model::require_unlocked;
use crate::policy::Action;
use crate::reads::reads;
use crate::store;
use samverk_database::{Event, Tx, keep_warnings};
use samverk_foundation::{Actor, Problem};
use samverk_parties::Scope;

/// Fails with `budget_locked` when it is adopted.
pub async fn remove_budget(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    year: i32,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveBudget.by())?;
    let of = scope.collaboration.id;
    let budget = store::find_budget(tx, of, year)
        .await?
        .ok_or_else(Problem::not_found)?;
    if budget.state.is_adopted() {
        return Err(Problem::conflict("budget_locked").with("year", year));
    }
    let used = store::list_distributions_of_year(tx, of, year).await?;
    if let Some(user) = used.iter().find(|user| !user.is_adopted()) {
        return Err(Problem::conflict("budget_in_use").with("distribution", &user.title));
    }
    store::delete_budget(tx, budget.id, seen).await?;
    keep_warnings(tx, actor, &budget.object(), &[]).await?;
    record(
        tx,
        actor,
        scope
            .event("budget.removed", budget.object())
            .change(Some(&budget), NONE)?,
    )
    .await
}

/// Fails with `measure_in_use` when a model reads it.
pub async fn remove_measure(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveMeasure.by())?;
    let of = scope.collaboration.id;
    let measure = store::find_measure(tx, of, key)
        .await?
        .ok_or_else(Problem::not_found)?;
    let models = store::list_models(tx, of).await?;
    if let Some(user) = models.iter().find(|user| reads(&user.model, key)) {
        return Err(Problem::conflict("measure_in_use").with("model", &user.model.name));
    }
    store::delete_measure(tx, measure.id, seen).await?;
    let event = scope.event("custom_measure.removed", measure.object());
    record(tx, actor, event.change(Some(&measure), NONE)?).await
}

/// Fails with `model_locked` when an adopted distribution uses it, `model_in_use` when a draft does.
pub async fn remove_model(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveModel.by())?;
    let of = scope.collaboration.id;
    let model = store::find_model(tx, of, key)
        .await?
        .ok_or_else(Problem::not_found)?;
    require_unlocked(tx, scope, &model.model.key).await?;
    let all = store::list_distributions(tx, of).await?;
    if let Some(user) = all.iter().find(|user| user.model == model.model.key) {
        return Err(Problem::conflict("model_in_use").with("distribution", &user.title));
    }
    store::delete_model(tx, model.id, seen).await?;
    let event = scope.event("distribution_model.removed", model.object());
    record(tx, actor, event.change(Some(&model), NONE)?).await
}

/// Fails with `distribution_locked` when it is adopted.
pub async fn remove_distribution(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveDistribution.by())?;
    let of = scope.collaboration.id;
    let found = store::find_distribution(tx, of, key)
        .await?
        .ok_or_else(Problem::not_found)?;
    if found.is_adopted() {
        return Err(locked(&found));
    }
    store::delete_distribution(tx, found.id, seen).await?;
    keep_warnings(tx, actor, &found.object(), &[]).await?;
    let event = scope.event("distribution.removed", found.object());
    record(tx, actor, event.change(Some(&found), NONE)?).await
}

/// What is left of something removed.
const NONE: Option<&()> = None;

async fn record(tx: &Tx, actor: &Actor, event: Event) -> Result<(), Problem> {
    tx.record(actor, event).await
}
