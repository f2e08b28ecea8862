//! Taking back an adoption that was recorded by mistake: what was adopted is a draft again, and what was in
//! force before is in force again. The history keeps the decision and the reason.

use super::existing;
use super::supersede::put_back;
use super::told::change;
use crate::policy::Action;
use crate::records::{BudgetRecord, DistributionRecord, State};
use crate::store;
use samverk_database::{Tx, find_adopted, withdraw_adopted};
use samverk_foundation::{Actor, Decision, Problem};
use samverk_parties::Scope;

/// Also when the budget is open again: then what it was adopted as last holds no more. Strangers see it
/// as it was adopted before, or not at all.
///
/// Fails with `withdrawal_reason_missing`, with `not_adopted`, or with `changed_meanwhile`.
pub async fn withdraw_budget_adoption(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (year, seen): (i32, i64),
    reason: &str,
) -> Result<BudgetRecord, Problem> {
    scope.require(Action::AdoptBudget.by())?;
    let reason = Decision::reason_to_withdraw(reason)?;
    let before = existing::budget(tx, scope, year).await?;
    withdraw_adopted(tx, before.id.0).await?;
    let was_adopted_before = !find_adopted(tx, &[before.id.0]).await?.is_empty();
    let after = BudgetRecord {
        state: State::Draft,
        comments_until: None,
        published: before.published && was_adopted_before,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_budget(tx, scope.collaboration.id, &after, seen).await?;
    let event = scope
        .event("budget.adoption_withdrawn", after.object())
        .change(Some(&before), Some(&after))?;
    tx.record(actor, event.because(&reason)).await?;
    Ok(after)
}

/// What the distribution superseded counts again, and its model is no longer locked by it.
///
/// Fails with `withdrawal_reason_missing`, with `not_adopted` for one that is a draft or superseded, or with
/// `changed_meanwhile`.
pub async fn withdraw_distribution_adoption(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (key, seen): (&str, i64),
    reason: &str,
) -> Result<DistributionRecord, Problem> {
    scope.require(Action::AdoptDistribution.by())?;
    let reason = Decision::reason_to_withdraw(reason)?;
    let year = existing::distribution(tx, scope, key).await?.year;
    store::lock_distributions_of_year(tx, scope.collaboration.id, year).await?;
    let before = existing::distribution(tx, scope, key).await?;
    if !before.state().is_adopted() {
        return Err(Problem::conflict("not_adopted"));
    }
    let after = DistributionRecord {
        adopted: None,
        published: false,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_distribution(tx, scope.collaboration.id, &after, seen).await?;
    withdraw_adopted(tx, before.id.0).await?;
    let event = scope.event("distribution.adoption_withdrawn", after.object());
    let event = change(tx, scope, event, (Some(&before), Some(&after))).await?;
    tx.record(actor, event.because(&reason)).await?;
    let of_year = store::list_distributions_of_year(tx, scope.collaboration.id, year).await?;
    let superseded = of_year.iter();
    for former in superseded.filter(|one| one.superseded_by.as_ref() == Some(&before.key)) {
        put_back(tx, actor, scope, former).await?;
    }
    Ok(after)
}
