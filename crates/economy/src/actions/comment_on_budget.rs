//! A budget's draft goes out for comment until a day, and is taken back.

use super::existing;
use crate::policy::Action;
use crate::records::BudgetRecord;
use crate::store;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_parties::Scope;

/// Sends a draft out for comment until a day; its figures stand still meanwhile. One that is out already gets
/// another last day. Fails with `comments_until_past`, and with `budget_locked` for one that is adopted.
pub async fn send_budget_for_comment(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (year, seen): (i32, i64),
    until: NaiveDate,
) -> Result<BudgetRecord, Problem> {
    scope.require(Action::SaveBudget.by())?;
    if until < tx.today() {
        return Err(Problem::invalid("comments_until_past").at_field("until"));
    }
    let before = existing::budget(tx, scope, year).await?;
    let kind = match before.comments_until {
        Some(_) => "budget.comment_time_changed",
        None => "budget.sent_for_comment",
    };
    let to = (Some(until), before.round);
    step(tx, actor, scope, (&before, seen), to, kind).await
}

/// Takes a draft back from comment, to change it.
pub async fn return_budget_to_draft(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (year, seen): (i32, i64),
) -> Result<BudgetRecord, Problem> {
    scope.require(Action::SaveBudget.by())?;
    let before = existing::budget(tx, scope, year).await?;
    let to = (None, before.round);
    step(
        tx,
        actor,
        scope,
        (&before, seen),
        to,
        "budget.returned_to_draft",
    )
    .await
}

/// The round that a folder says that a budget is in, whatever day it is.
pub(crate) async fn keep_round(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    year: i32,
    to: (Option<NaiveDate>, i64),
) -> Result<(), Problem> {
    let before = existing::budget(tx, scope, year).await?;
    if (before.comments_until, before.round) == to {
        return Ok(());
    }
    scope.require(Action::SaveBudget.by())?;
    let kind = match to.0 {
        Some(_) => "budget.sent_for_comment",
        None => "budget.returned_to_draft",
    };
    if before.state.is_adopted() {
        // Only which round it was in is kept of what is decided.
        let after = BudgetRecord {
            round: to.1,
            ..before.clone()
        };
        return store::update_budget(tx, scope.collaboration.id, &after, before.revision).await;
    }
    let seen = (&before, before.revision);
    step(tx, actor, scope, seen, to, kind).await?;
    Ok(())
}

async fn step(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (before, seen): (&BudgetRecord, i64),
    (comments_until, round): (Option<NaiveDate>, i64),
    kind: &'static str,
) -> Result<BudgetRecord, Problem> {
    if before.state.is_adopted() {
        return Err(Problem::conflict("budget_locked").with("year", before.year()));
    }
    if (before.comments_until, before.round) == (comments_until, round) {
        return Ok(before.clone());
    }
    let after = BudgetRecord {
        comments_until,
        round,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_budget(tx, scope.collaboration.id, &after, seen).await?;
    let event = scope
        .event(kind, after.object())
        .change(Some(before), Some(&after))?;
    tx.record(actor, event).await?;
    Ok(after)
}
