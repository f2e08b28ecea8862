use super::InProcess;
use crate::initiatives::freeze::freeze;
use crate::initiatives::gate::{FrozenFile, GateCondition, GateDecision, GateDocument, Outcome};
use crate::initiatives::standing::lacking;
use crate::initiatives::{Initiative, store};
use crate::policy::Action;
use crate::ranking::weights_of;
use samverk_database::Tx;
use samverk_fields::Referable as _;
use samverk_foundation::{Actor, Decision, Key, Problem, Problems, text};
use serde_json::{Value as Json, json};

/// What a body has decided.
#[derive(Clone, Debug)]
pub struct DecideGate {
    pub outcome: Outcome,
    pub decision: Decision,
    pub reason: String,
    /// With a day each, or none.
    pub conditions: Vec<(String, Option<chrono::NaiveDate>)>,
}

/// Records a decision at the gate where the initiative stands, and keeps with it what it was built on. It is never
/// changed.
///
/// Fails with `gate_not_current`, `decision_in_future`, `reason_missing` for a decision to wait or stop without a
/// reason, `gate_holds_back` when a check or a text is missing, `conditions_missing`, `conditions_unasked`, or with
/// what is wrong in a text.
pub async fn decide_gate(
    tx: &Tx,
    actor: &Actor,
    at: &InProcess,
    phase: &Key,
    input: DecideGate,
) -> Result<(), Problems> {
    at.scope.require(Action::DecideGate.by())?;
    let standing = at.standing();
    let stands = standing.as_ref().map(|standing| &standing.phase.key);
    if stands != Some(phase) || !at.process.has_gate(phase) {
        return Err(Problem::conflict("gate_not_current").into());
    }
    let before = at.says(phase);
    let new = checked(tx, at, phase, input, &before).await?;
    let mut says = before;
    let told = [Json::Null, json!([&new])];
    says.decisions.push(new);
    at.save(
        tx,
        actor,
        phase,
        says,
        ("initiative.gate_decided", "decisions", told),
    )
    .await?;
    Ok(())
}

async fn checked(
    tx: &Tx,
    at: &InProcess,
    phase: &Key,
    input: DecideGate,
    says: &GateDocument,
) -> Result<GateDecision, Problems> {
    let mut problems = Problems::default();
    problems.keep(input.decision.require_taken(tx.today()));
    let reason = text::prose(&input.reason).map_err(|wrong| wrong.at_field("reason"));
    let reason = problems.keep(reason).unwrap_or_default();
    if !input.outcome.passes() && reason.is_empty() {
        problems.push(Problem::invalid("reason_missing").at_field("reason"));
    }
    let lacks = lacking(&at.process, phase, says);
    if input.outcome.passes() && lacks.holds_back() {
        let failed = lacks.failed.iter().chain(&lacks.unanswered);
        let failed = failed.map(|one| one.text.to_string());
        let unwritten = lacks.unwritten.iter().map(|one| one.name.to_string());
        let names: Vec<String> = failed.chain(unwritten).collect();
        let held = Problem::invalid("gate_holds_back").with("names", names.join(", "));
        problems.push(held.at_field("outcome"));
    }
    let mut conditions = Vec::new();
    for (number, (condition, due)) in input.conditions.into_iter().enumerate() {
        let condition = text::name(&condition, &format!("conditions.{number}.text"));
        conditions.extend(problems.keep(condition).map(|text| GateCondition {
            text,
            due,
            met: None,
            note: String::new(),
        }));
    }
    match input.outcome {
        Outcome::GoWithConditions if conditions.is_empty() => {
            problems.push(Problem::invalid("conditions_missing").at_field("conditions"));
        }
        Outcome::GoWithConditions => {}
        _ if !conditions.is_empty() => {
            problems.push(Problem::invalid("conditions_unasked").at_field("conditions"));
        }
        _ => {}
    }
    problems.or(())?;
    let date = input.decision.date;
    let missing = || Problem::invalid("field_missing").at_field("date");
    let rankings = store::list_rankings(tx, &[at.process.id]).await?;
    let weights = weights_of(&at.process, phase, &rankings);
    let laid = samverk_files::laid_at(tx, Initiative::KIND, at.initiative.id).await?;
    let files = laid.into_iter().map(|one| FrozenFile {
        name: one.name,
        version: one.number,
        sha256: one.sha256,
    });
    Ok(GateDecision {
        outcome: input.outcome,
        body: input.decision.body,
        date: date.ok_or_else(missing)?,
        paragraph: input.decision.paragraph,
        reason,
        conditions,
        evidence: freeze(&at.process, phase, says, &weights, files.collect()),
        withdrawn: None,
    })
}
