//! An initiative passes the gate of a phase, waits there or stops by a decision.

use super::{Doing, Effect};
use samverk_development::initiatives::InProcess;
use samverk_development::initiatives::actions::{DecideGate, decide_gate, withdraw_gate_decision};
use samverk_development::{INITIATIVE, Initiative};
use samverk_fields::Referable;
use samverk_foundation::{Key, Problem, Problems};

pub(super) const EFFECT: Effect = Effect {
    kind: Initiative::KIND,
    take: |doing| Box::pin(take(doing)),
    undo: |doing, reason| Box::pin(undo(doing, reason)),
};

/// Fails with `gate_without_process`.
async fn found(doing: &Doing<'_>) -> Result<InProcess, Problem> {
    let found = INITIATIVE.find(doing.tx, doing.scope, doing.key()).await?;
    let initiative = found.ok_or_else(Problem::not_found)?;
    if initiative.process.is_none() {
        let name = &initiative.title;
        return Err(Problem::conflict("gate_without_process").with("name", name));
    }
    InProcess::of(doing.tx, doing.scope.clone(), initiative).await
}

/// The words of the decision are its reason.
async fn take(doing: Doing<'_>) -> Result<(), Problems> {
    let at = found(&doing).await?;
    let stands = at.standing().map(|standing| standing.phase.key.clone());
    let wanted = doing.matter.phase.as_ref();
    let phase = stands.filter(|stands| wanted.is_none_or(|wanted| wanted == stands));
    let phase = phase.ok_or_else(|| doing.overtaken())?;
    let outcome = doing.matter.outcome;
    let conditions = doing.matter.conditions.iter();
    let decide = DecideGate {
        outcome: outcome.ok_or_else(|| Problem::conflict("gate_outcome_missing"))?,
        reason: doing.matter.decision.to_string(),
        conditions: conditions
            .map(|one| (one.text.to_string(), one.due))
            .collect(),
        decision: doing.decision,
    };
    decide_gate(doing.tx, doing.actor, &at, &phase, decide).await
}

async fn undo(doing: Doing<'_>, reason: &str) -> Result<(), Problems> {
    let at = found(&doing).await?;
    let has_it = |phase: &&Key| {
        let decisions = at.says(phase).decisions;
        let mut holding = decisions.iter().filter(|one| one.withdrawn.is_none());
        holding.any(|one| one.is_by(&doing.decision))
    };
    let Some(phase) = at.gates.keys().find(has_it) else {
        return Ok(());
    };
    withdraw_gate_decision(doing.tx, doing.actor, &at, phase, &doing.decision, reason).await
}
