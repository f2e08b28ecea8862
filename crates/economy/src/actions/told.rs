//! A distribution as the log tells it.

use crate::records::DistributionRecord;
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::Problem;
use samverk_parties::Scope;
use serde_json::Value;

/// With what each divides, as its model says: else a draft's votes would be told as kronor. Of a draft that is not
/// shared the log says only that something happened, and not where.
pub(super) async fn change(
    tx: &Tx,
    scope: &Scope,
    event: Event,
    (before, after): (Option<&DistributionRecord>, Option<&DistributionRecord>),
) -> Result<Event, Problem> {
    let is_private = |record: &DistributionRecord| record.private.is_some();
    if after.or(before).is_some_and(is_private) {
        let hidden = ObjectRef::new(event.object.kind, event.object.id, "…");
        return Ok(Event::new(event.kind, hidden));
    }
    let before = before.filter(|record| !is_private(record));
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
