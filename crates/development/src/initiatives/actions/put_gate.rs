use super::InProcess;
use crate::initiatives::gate::GateDocument;
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems};
use serde_json::{Value as Json, json};

/// Restores a gate as a folder says it was, with decisions that were taken before. Decisions that stand are never
/// changed or taken away: fails with `decisions_differ`.
pub async fn put_gate(
    tx: &Tx,
    actor: &Actor,
    at: &InProcess,
    phase: &Key,
    says: GateDocument,
) -> Result<(), Problems> {
    at.scope.require(Action::DecideGate.by())?;
    let before = at.says(phase);
    let kept = before.decisions.iter().zip(&says.decisions);
    let is_kept = |(old, new): (&_, &_)| same_but_followed(old, new);
    if before.decisions.len() > says.decisions.len() || !kept.into_iter().all(is_kept) {
        return Err(Problem::conflict("decisions_differ").into());
    }
    let stood = match at.gates.contains_key(phase) {
        true => json!(before),
        false => Json::Null,
    };
    let told = [stood, json!(says)];
    at.save(
        tx,
        actor,
        phase,
        says,
        ("initiative.gate_restored", "says", told),
    )
    .await?;
    Ok(())
}

type Decided = crate::initiatives::gate::GateDecision;

/// How conditions were followed may differ, and that one no longer holds may be new.
fn same_but_followed(old: &Decided, new: &Decided) -> bool {
    let texts = |one: &Decided| -> Vec<String> {
        let conditions = one.conditions.iter();
        conditions.map(|condition| condition.text.clone()).collect()
    };
    let bare = |one: &Decided| Decided {
        conditions: Vec::new(),
        withdrawn: None,
        ..one.clone()
    };
    let holds_or_same = old.withdrawn.is_none() || old.withdrawn == new.withdrawn;
    holds_or_same && texts(old) == texts(new) && bare(old) == bare(new)
}
