//! Holds: what must stay whatever the plan says.

use crate::policy::Action;
use crate::store::{self, KeptHold};
use chrono::NaiveDate;
use samverk_cases::RegistryDesk;
use samverk_cases::actions::note_archiving;
use samverk_cases::model::{Case, Changes};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems, text};
use serde_json::json;

/// What is said of a hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Why: a trial, an audit, a request that waits.
    pub reason: String,
    /// Who decided it: a role or a body.
    pub decided_by: String,
    /// The last day of it; without one it holds until somebody lifts it.
    pub until: Option<NaiveDate>,
}

/// No reason is longer.
const REASON_MAX: usize = 500;

/// Keeps a case from being disposed of. Fails with `forbidden`, `field_missing`, `text_too_long` or `hold_ends_before_today`.
pub async fn set_hold(
    tx: &Tx,
    actor: &Actor,
    (desk, case): (&RegistryDesk, &Case),
    hold: &Hold,
) -> Result<(), Problems> {
    desk.roles().require(Action::Keep.by())?;
    let mut problems = Problems::default();
    let reason = problems
        .keep(said(&hold.reason, "reason"))
        .unwrap_or_default();
    let decided_by = problems
        .keep(said(&hold.decided_by, "decided_by"))
        .unwrap_or_default();
    if hold.until.is_some_and(|until| until < tx.today()) {
        problems.push(Problem::invalid("hold_ends_before_today").at_field("until"));
    }
    problems.or(())?;
    let new = KeptHold {
        id: tx.new_id(),
        case: case.id,
        reason,
        decided_by,
        set_on: tx.today(),
        until: hold.until,
        lifted_on: None,
        revision: 1,
    };
    store::insert_hold(tx, &new).await?;
    let mut changes = Changes::new();
    changes.insert("hold_reason".to_owned(), json!([null, new.reason]));
    changes.insert("hold_decided_by".to_owned(), json!([null, new.decided_by]));
    if let Some(until) = new.until {
        changes.insert("hold_until".to_owned(), json!([null, until]));
    }
    let party = &desk.party().name;
    note_archiving(tx, actor, party, ("case.hold_set", case), changes).await?;
    Ok(tx.flush().await?)
}

fn said(what: &str, field: &str) -> Result<String, Problem> {
    let said = text::name(what, field)?;
    if said.is_empty() {
        return Err(Problem::invalid("field_missing").at_field(field));
    }
    match said.chars().count() > REASON_MAX {
        true => Err(Problem::invalid("text_too_long")
            .with("max", REASON_MAX)
            .at_field(field)),
        false => Ok(said),
    }
}

/// Lifts it. Fails with `forbidden`, `hold_lifted_already` or `changed_meanwhile`.
pub async fn lift_hold(
    tx: &Tx,
    actor: &Actor,
    (desk, case): (&RegistryDesk, &Case),
    (hold, seen): (&KeptHold, i64),
) -> Result<(), Problem> {
    desk.roles().require(Action::Keep.by())?;
    if hold.lifted_on.is_some() {
        return Err(Problem::conflict("hold_lifted_already"));
    }
    store::lift_hold(tx, hold.id, (tx.today(), seen)).await?;
    let mut changes = Changes::new();
    changes.insert("hold_reason".to_owned(), json!([hold.reason, null]));
    let party = &desk.party().name;
    note_archiving(tx, actor, party, ("case.hold_lifted", case), changes).await?;
    tx.flush().await
}
