use super::{InProcess, require_seen};
use crate::initiatives::gate::Answer;
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use serde_json::json;

/// Answers the checks of a gate; those that are left out are no longer answered. Fails with `gate_passed`,
/// `check_unknown`, `reason_missing` for a no without a reason, or `changed_meanwhile`.
pub async fn answer_checks(
    tx: &Tx,
    actor: &Actor,
    at: &InProcess,
    phase: &Key,
    answers: Vec<Answer>,
    seen: Option<i64>,
) -> Result<(), Problems> {
    at.scope.require(Action::PrepareGate.by())?;
    at.require_open(phase)?;
    let before = at.says(phase);
    require_seen(&before.answers, seen)?;
    let answers = checked(at, phase, answers)?;
    let told = [json!(before.answers), json!(answers)];
    let mut says = before;
    says.answers = answers;
    at.save(
        tx,
        actor,
        phase,
        says,
        ("initiative.checks_answered", "answers", told),
    )
    .await?;
    Ok(())
}

/// In the order of the process.
pub(super) fn checked(
    at: &InProcess,
    phase: &Key,
    answers: Vec<Answer>,
) -> Result<Vec<Answer>, Problems> {
    let mut problems = Problems::default();
    let known: Vec<&Key> = at.process.checks_of(phase).map(|one| &one.key).collect();
    let mut kept = Vec::new();
    for (number, one) in answers.into_iter().enumerate() {
        let place = |field: &str| format!("answers.{number}.{field}");
        if !known.contains(&&one.check) {
            let unknown = Problem::invalid("check_unknown").with("value", &one.check);
            problems.push(unknown.at_field(&place("check")));
        }
        let reason = text::prose(&one.reason).map_err(|wrong| wrong.at_field(&place("reason")));
        let reason = problems.keep(reason).unwrap_or_default();
        let evidence = text::prose(&one.evidence);
        let evidence = evidence.map_err(|wrong| wrong.at_field(&place("evidence")));
        let evidence = problems.keep(evidence).unwrap_or_default();
        if !one.holds && reason.is_empty() {
            problems.push(Problem::invalid("reason_missing").at_field(&place("reason")));
        }
        kept.push(Answer {
            reason,
            evidence,
            ..one
        });
    }
    let place = |one: &Answer| known.iter().position(|key| **key == one.check);
    kept.sort_by_key(place);
    kept.dedup_by(|one, next| one.check == next.check);
    problems.or(kept)
}
