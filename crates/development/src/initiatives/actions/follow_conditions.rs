use super::{InProcess, require_seen};
use crate::initiatives::gate::GateDocument;
use crate::policy::Action;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use serde_json::json;

/// How it goes with a condition: those of the gate's last decision, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedCondition {
    pub met: Option<NaiveDate>,
    pub note: String,
}

/// Notes which conditions of the last decision at a gate are met. Fails with `not_found` when it has none,
/// `condition_met_in_future`, or `changed_meanwhile`.
pub async fn follow_conditions(
    tx: &Tx,
    actor: &Actor,
    at: &InProcess,
    phase: &Key,
    followed: Vec<FollowedCondition>,
    seen: Option<i64>,
) -> Result<(), Problems> {
    at.scope.require(Action::DecideGate.by())?;
    let before = at.says(phase);
    let mut says = before.clone();
    let last = says.last_mut();
    let last = last.filter(|last| !last.conditions.is_empty());
    let last = last.ok_or_else(Problem::not_found)?;
    require_seen(&last.conditions, seen)?;
    let mut problems = Problems::default();
    let pairs = last.conditions.iter_mut().zip(followed).enumerate();
    for (number, (condition, followed)) in pairs {
        let place = |field: &str| format!("conditions.{number}.{field}");
        if followed.met.is_some_and(|met| met > tx.today()) {
            let future = Problem::invalid("condition_met_in_future");
            problems.push(future.at_field(&place("met")));
        }
        let note = text::prose(&followed.note).map_err(|wrong| wrong.at_field(&place("note")));
        condition.note = problems.keep(note).unwrap_or_default();
        condition.met = followed.met;
    }
    problems.or(())?;
    let conditions = |says: &GateDocument| {
        let last = says.last();
        json!(last.map(|last| &last.conditions))
    };
    let told = [conditions(&before), conditions(&says)];
    at.save(
        tx,
        actor,
        phase,
        says,
        ("initiative.conditions_followed", "conditions", told),
    )
    .await?;
    Ok(())
}
