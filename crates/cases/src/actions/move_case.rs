use super::note;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Step};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, text};

/// Closes, reopens or voids a case. A void one keeps its number and says why.
///
/// Fails with `forbidden`, `reason_missing`, `case_is_void`, `case_stands_there` or `changed_meanwhile`.
pub async fn move_case(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    case: &Case,
    (step, reason): (Step, &str),
    seen: i64,
) -> Result<Case, Problem> {
    desk.require_register()?;
    let status = step.leads(case.status)?;
    let reason = text::prose(reason)?;
    if step == Step::Void && reason.is_empty() {
        return Err(Problem::invalid("reason_missing").at_field("reason"));
    }
    let moved = Case {
        status,
        closed_on: (status == CaseStatus::Closed).then(|| tx.today()),
        void_reason: match step {
            Step::Void => reason,
            Step::Close | Step::Reopen => String::new(),
        },
        revision: seen.saturating_add(1),
        ..case.clone()
    };
    store::update_case(tx, &moved, seen).await?;
    note(tx, actor, desk, step.event(), (Some(case), &moved)).await?;
    tx.flush().await?;
    Ok(moved)
}
