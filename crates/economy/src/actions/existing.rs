//! What an action is about. All fail with `not_found`.

use crate::records::{BudgetRecord, DistributionRecord, ModelRecord, ScenarioRecord};
use crate::store;
use crate::visible::find_visible_distribution;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::Scope;

pub async fn budget(tx: &Tx, scope: &Scope, year: i32) -> Result<BudgetRecord, Problem> {
    let found = store::find_budget(tx, scope.collaboration.id, year).await?;
    found.ok_or_else(Problem::not_found)
}

pub async fn model(tx: &Tx, scope: &Scope, key: &str) -> Result<ModelRecord, Problem> {
    let found = store::find_model(tx, scope.collaboration.id, key).await?;
    found.ok_or_else(Problem::not_found)
}

pub async fn distribution(
    tx: &Tx,
    scope: &Scope,
    key: &str,
) -> Result<DistributionRecord, Problem> {
    find_visible_distribution(tx, scope, key).await
}

pub async fn scenario(tx: &Tx, scope: &Scope, key: &str) -> Result<ScenarioRecord, Problem> {
    let found = store::find_scenario(tx, scope.collaboration.id, key).await?;
    found.ok_or_else(Problem::not_found)
}
