use super::require;
use crate::actions::note_of;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseTask, Changes, TaskSort, TaskStatus};
use crate::store::{self, End};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use serde_json::json;

/// Notes that a task of a case is done, or a notice seen.
///
/// Fails with `case_is_void`, `case_is_closed`, `forbidden`, `case_task_is_deadline` or `case_task_ended`.
pub async fn end_task(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, task): (&Case, &CaseTask),
) -> Result<(), Problem> {
    case.require_open()?;
    require(desk, case, task.what.by)?;
    // Nobody moves the case on meanwhile.
    store::hold_case(tx, case.id).await?;
    let now = store::find_task(tx, case.id, task.id).await?;
    let now = now.ok_or_else(Problem::not_found)?;
    match (now.what.sort, now.status) {
        (TaskSort::Deadline, _) => return Err(Problem::conflict("case_task_is_deadline")),
        (_, TaskStatus::Done | TaskStatus::Past) => {
            return Err(Problem::conflict("case_task_ended"));
        }
        (TaskSort::Task | TaskSort::Notice, TaskStatus::Open) => {}
    }
    let done = End {
        status: TaskStatus::Done,
        on: tx.today(),
        by: actor.person().map(|one| one.id),
    };
    store::end_task(tx, task.id, done).await?;
    let (what, field) = match now.what.sort {
        TaskSort::Notice => ("case.notice_seen", "notice"),
        TaskSort::Task | TaskSort::Deadline => ("case.task_done", "task"),
    };
    let mut changes = Changes::new();
    changes.insert(field.to_owned(), json!([null, now.what.name]));
    note_of(tx, actor, desk, (what, case), changes).await?;
    tx.flush().await
}
