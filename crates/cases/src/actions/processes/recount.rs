use crate::model::{Case, TaskStatus, Visit, recounted};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;

/// The deadlines that are counted from when a case came in, once that day is another.
pub(in crate::actions) async fn recount(tx: &Tx, case: &Case) -> Result<(), Problem> {
    if case.standing.is_none() {
        return Ok(());
    }
    let (process, standing) = super::process_of(tx, case).await?;
    let visit = Visit {
        received_on: case.content.received_on,
        registered_on: case.registered_on,
        since: standing.since,
        number: standing.visit,
        begins: false,
    };
    let tasks = store::list_tasks(tx, case.id).await?.into_iter();
    for task in tasks.filter(|one| one.status == TaskStatus::Open) {
        if let Some(due) = recounted(&process, &task.what, visit) {
            store::set_due(tx, task.id, due).await?;
        }
    }
    Ok(())
}
