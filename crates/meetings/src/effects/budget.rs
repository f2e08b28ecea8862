//! A year's budget is adopted by a decision.

use super::{Doing, Effect};
use samverk_economy::actions::{adopt_budget, withdraw_budget_adoption};
use samverk_economy::records::{BudgetRecord, State};
use samverk_economy::store::find_budget;
use samverk_fields::Referable;
use samverk_foundation::{Problem, Problems};

pub(super) const EFFECT: Effect = Effect {
    kind: BudgetRecord::KIND,
    take: |doing| Box::pin(take(doing)),
    undo: |doing, reason| Box::pin(undo(doing, reason)),
};

async fn found(doing: &Doing<'_>) -> Result<BudgetRecord, Problem> {
    let year = doing.key().parse().map_err(|_| Problem::not_found())?;
    let found = find_budget(doing.tx, doing.scope.collaboration.id, year).await?;
    found.ok_or_else(Problem::not_found)
}

async fn take(doing: Doing<'_>) -> Result<(), Problems> {
    let budget = found(&doing).await?;
    if budget.state != State::Draft {
        return Err(doing.overtaken().into());
    }
    let Doing {
        tx,
        actor,
        scope,
        decision,
        ..
    } = doing;
    adopt_budget(tx, actor, scope, budget.year(), decision, budget.revision).await?;
    Ok(())
}

async fn undo(doing: Doing<'_>, reason: &str) -> Result<(), Problems> {
    let budget = found(&doing).await?;
    let by_it = budget
        .state
        .decision()
        .is_some_and(|one| doing.stands_by(one));
    if budget.state.is_adopted() && by_it {
        let seen = (budget.year(), budget.revision);
        withdraw_budget_adoption(doing.tx, doing.actor, doing.scope, seen, reason).await?;
    }
    Ok(())
}
