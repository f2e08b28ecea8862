use super::{event, find_any, find_own, tell_ended};
use crate::model::{LongWork, State};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use uuid::Uuid;

/// Fails with `work_ended_already`.
pub async fn cancel(tx: &Tx, actor: &Actor, id: Uuid) -> Result<(), Problem> {
    let work = find_own(tx, actor, id).await?;
    end(tx, actor, &work).await
}

/// The same for whoever looks after the installation; whoever asked for it is told. Asks for no right: that
/// somebody may is said where it is done. Fails with `not_found` or `work_ended_already`.
pub async fn cancel_of_other(tx: &Tx, actor: &Actor, id: Uuid) -> Result<(), Problem> {
    let work = find_any(tx, id).await?;
    end(tx, actor, &work).await?;
    match actor
        .person()
        .is_some_and(|person| person.id == work.person)
    {
        true => Ok(()),
        false => tell_ended(tx, &work, State::Cancelled).await,
    }
}

async fn end(tx: &Tx, actor: &Actor, work: &LongWork) -> Result<(), Problem> {
    if !store::cancel(tx, work.id).await? {
        return Err(Problem::conflict("work_ended_already"));
    }
    tx.record(actor, event("long_work.cancelled", work)).await
}
