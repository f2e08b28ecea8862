use super::{note_of, processes};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Changes, Step, changes};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, text};

/// Closes, reopens or voids a case. A void one keeps its number and says why.
///
/// Fails with `forbidden`, `reason_missing`, `reason_not_asked`, `text_too_long`, `case_is_void`, `case_stands_there`,
/// `case_follows_process` when the process says when it is closed, or `changed_meanwhile`.
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
    check_reason(step, &reason).map_err(|problem| problem.at_field("reason"))?;
    let (stands, more) = match step {
        Step::Close if case.standing.is_some() => {
            return Err(Problem::conflict("case_follows_process"));
        }
        Step::Reopen => processes::reopen(tx, actor, case).await?,
        Step::Close | Step::Void => {
            processes::close(tx, actor, case).await?;
            (case.clone(), Changes::new())
        }
    };
    let moved = Case {
        status,
        closed_on: (status == CaseStatus::Closed).then(|| tx.today()),
        void_reason: match step {
            Step::Void => reason,
            Step::Close | Step::Reopen => String::new(),
        },
        revision: seen.saturating_add(1),
        ..stands
    };
    store::update_case(tx, &moved, seen).await?;
    let mut told = changes(Some(case), &moved);
    told.extend(more);
    note_of(tx, actor, desk, (step.event(), &moved), told).await?;
    tx.flush().await?;
    Ok(moved)
}

/// More than this is no reason.
const REASON_MAX: usize = 2_000;

fn check_reason(step: Step, reason: &str) -> Result<(), Problem> {
    match step {
        Step::Void if reason.is_empty() => Err(Problem::invalid("reason_missing")),
        Step::Close | Step::Reopen if !reason.is_empty() => {
            Err(Problem::invalid("reason_not_asked"))
        }
        _ if reason.chars().count() > REASON_MAX => {
            Err(Problem::invalid("text_too_long").with("max", REASON_MAX))
        }
        _ => Ok(()),
    }
}
