use super::existing;
use crate::adopted::keep_budget;
use crate::policy::Action;
use crate::records::{BudgetRecord, State};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Decision, Problem};
use samverk_parties::Scope;

/// Records that the budget was decided, locks it, and keeps it as it stands now.
/// Fails with `decision_in_future` and with `budget_already_adopted`, also when two people do it at once.
pub async fn adopt_budget(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    year: i32,
    decision: Decision,
    seen: i64,
) -> Result<BudgetRecord, Problem> {
    scope.require(Action::AdoptBudget.by())?;
    decision.require_taken(tx.today())?;
    let already = || Problem::conflict("budget_already_adopted").with("year", year);
    let before = existing::budget(tx, scope, year).await?;
    if before.state.is_adopted() {
        return Err(already());
    }
    let after = BudgetRecord {
        state: State::Adopted(decision),
        comments_until: None,
        ..before.clone()
    };
    let saved = save(
        tx,
        actor,
        scope,
        ("budget.adopted", &before, after),
        (seen, ""),
    )
    .await;
    match saved {
        Ok(saved) => {
            keep_budget(tx, &saved).await?;
            Ok(saved)
        }
        Err(problem) if problem.code == "changed_meanwhile" => {
            let now = existing::budget(tx, scope, year).await?;
            Err(if now.state.is_adopted() {
                already()
            } else {
                problem
            })
        }
        Err(problem) => Err(problem),
    }
}

/// Makes an adopted budget a draft again, to be revised and adopted anew. The history keeps the decision and the
/// reason, and strangers still see what was decided. Distributions that are adopted keep the figures they were
/// computed from. Fails with `reopening_reason_missing`.
pub async fn reopen_budget(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (year, seen): (i32, i64),
    reason: &str,
) -> Result<BudgetRecord, Problem> {
    scope.require(Action::AdoptBudget.by())?;
    let reason = Decision::reason_to_reopen(reason)?;
    open_again(tx, actor, scope, (year, seen), &reason).await
}

/// The same without a reason, as a folder says that it stands.
pub(crate) async fn open_again(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (year, seen): (i32, i64),
    reason: &str,
) -> Result<BudgetRecord, Problem> {
    scope.require(Action::AdoptBudget.by())?;
    let before = existing::budget(tx, scope, year).await?;
    let after = BudgetRecord {
        state: State::Draft,
        round: before.round + 1,
        ..before.clone()
    };
    if before.state == State::Draft {
        return Ok(before);
    }
    save(
        tx,
        actor,
        scope,
        ("budget.reopened", &before, after),
        (seen, reason),
    )
    .await
}

async fn save(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (kind, before, mut after): (&'static str, &BudgetRecord, BudgetRecord),
    (seen, reason): (i64, &str),
) -> Result<BudgetRecord, Problem> {
    after.revision = seen.saturating_add(1);
    store::update_budget(tx, scope.collaboration.id, &after, seen).await?;
    let event = scope
        .event(kind, after.object())
        .change(Some(before), Some(&after))?;
    tx.record(actor, event.because(reason)).await?;
    Ok(after)
}
