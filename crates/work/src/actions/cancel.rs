use super::{event, find_own};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use uuid::Uuid;

/// Fails with `work_ended_already`.
pub async fn cancel(tx: &Tx, actor: &Actor, id: Uuid) -> Result<(), Problem> {
    let work = find_own(tx, actor, id).await?;
    if !store::cancel(tx, work.id).await? {
        return Err(Problem::conflict("work_ended_already"));
    }
    tx.record(actor, event("long_work.cancelled", &work)).await
}
