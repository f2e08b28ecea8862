//! A distribution as the log tells it.

use crate::records::DistributionRecord;
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::Problem;
use samverk_parties::Scope;
use serde_json::Value;

/// With what each divides, as its model says: else a draft's votes would be told as kronor.
pub(super) async fn change(
    tx: &Tx,
    scope: &Scope,
    event: Event,
    (before, after): (Option<&DistributionRecord>, Option<&DistributionRecord>),
) -> Result<Event, Problem> {
    let before = told(tx, scope, before).await?;
    let after = told(tx, scope, after).await?;
    event.change(before.as_ref(), after.as_ref())
}

async fn told(
    tx: &Tx,
    scope: &Scope,
    record: Option<&DistributionRecord>,
) -> Result<Option<Value>, Problem> {
    let Some(record) = record else {
        return Ok(None);
    };
    let mut told = serde_json::to_value(record).map_err(Problem::internal)?;
    let model = store::find_model(tx, scope.collaboration.id, record.model.as_str()).await?;
    if let Some(found) = model {
        told["purpose"] = serde_json::to_value(found.model.purpose).map_err(Problem::internal)?;
    }
    Ok(Some(told))
}
