use super::InProcess;
use crate::initiatives::gate::Withdrawal;
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Actor, Decision, Key, Problem, Problems, text};
use serde_json::json;

/// Notes that the decision at a gate with this day and paragraph no longer holds. The initiative then stands where it
/// would without it, and what was answered there may be changed again.
///
/// Fails with `not_found` when no decision that holds is the one, or with `reason_missing`.
pub async fn withdraw_gate_decision(
    tx: &Tx,
    actor: &Actor,
    at: &InProcess,
    phase: &Key,
    decision: &Decision,
    reason: &str,
) -> Result<(), Problems> {
    at.scope.require(Action::DecideGate.by())?;
    let reason = text::prose(reason).map_err(|wrong| wrong.at_field("reason"))?;
    if reason.is_empty() {
        return Err(Problem::invalid("reason_missing").at_field("reason").into());
    }
    let mut says = at.says(phase);
    let mut holding = says.decisions.iter_mut().rev();
    let is_it = |one: &&mut crate::initiatives::GateDecision| {
        one.withdrawn.is_none() && one.is_by(decision)
    };
    let one = holding.find(is_it).ok_or_else(Problem::not_found)?;
    let before = json!([&*one]);
    one.withdrawn = Some(Withdrawal {
        date: tx.today(),
        reason,
    });
    let told = [before, json!([&*one])];
    let event = ("initiative.gate_decision_withdrawn", "decisions", told);
    at.save(tx, actor, phase, says, event).await?;
    Ok(())
}
