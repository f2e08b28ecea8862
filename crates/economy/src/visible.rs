//! What an actor may see of the domain. Fails with `not_found` also for what is there but not theirs.

use crate::adopted::as_seen;
use crate::records::{BudgetRecord, DistributionRecord, ModelRecord};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::Scope;

/// The latest year first. A budget that is open again is to strangers what was adopted.
pub async fn visible_budgets(tx: &Tx, scope: &Scope) -> Result<Vec<BudgetRecord>, Problem> {
    let mut budgets = store::list_budgets(tx, scope.collaboration.id).await?;
    budgets.retain(|budget| scope.sees_drafts() || budget.published);
    as_seen(tx, scope, budgets).await
}

/// The budget of a year if the actor may see it. Fails with `not_found`.
pub async fn find_visible_budget(
    tx: &Tx,
    scope: &Scope,
    year: i32,
) -> Result<BudgetRecord, Problem> {
    let found = store::find_budget(tx, scope.collaboration.id, year).await?;
    let visible = found.filter(|record| scope.sees_drafts() || record.published);
    let seen = as_seen(tx, scope, visible.into_iter().collect()).await?;
    seen.into_iter().next().ok_or_else(Problem::not_found)
}

/// The latest year first. A draft that is not shared is its maker's and theirs whom the maker names.
pub async fn visible_distributions(
    tx: &Tx,
    scope: &Scope,
) -> Result<Vec<DistributionRecord>, Problem> {
    let mut all = store::list_distributions(tx, scope.collaboration.id).await?;
    all.retain(|record| record.is_visible_in(scope));
    Ok(all)
}

/// Those of a year that the actor may see.
pub async fn visible_distributions_of_year(
    tx: &Tx,
    scope: &Scope,
    year: i32,
) -> Result<Vec<DistributionRecord>, Problem> {
    let mut all = store::list_distributions_of_year(tx, scope.collaboration.id, year).await?;
    all.retain(|record| record.is_visible_in(scope));
    Ok(all)
}

/// Fails with `not_found` also when it is not for the actor to see.
pub async fn find_visible_distribution(
    tx: &Tx,
    scope: &Scope,
    key: &str,
) -> Result<DistributionRecord, Problem> {
    let found = store::find_distribution(tx, scope.collaboration.id, key).await?;
    let visible = found.filter(|record| record.is_visible_in(scope));
    visible.ok_or_else(Problem::not_found)
}

/// The models that the actor may see: members all, others those of published distributions.
pub async fn visible_models(tx: &Tx, scope: &Scope) -> Result<Vec<ModelRecord>, Problem> {
    let mut models = store::list_models(tx, scope.collaboration.id).await?;
    if !scope.sees_drafts() {
        let shown = store::list_distributions(tx, scope.collaboration.id).await?;
        models.retain(|model| {
            shown
                .iter()
                .any(|record| record.published && record.model == model.model.key)
        });
    }
    Ok(models)
}

/// Fails with `not_found` also when it is not for the actor to see.
pub async fn find_visible_model(tx: &Tx, scope: &Scope, key: &str) -> Result<ModelRecord, Problem> {
    let models = visible_models(tx, scope).await?;
    models
        .into_iter()
        .find(|known| known.model.key.as_str() == key)
        .ok_or_else(Problem::not_found)
}
