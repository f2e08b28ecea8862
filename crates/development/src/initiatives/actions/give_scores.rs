use super::{InProcess, require_seen};
use crate::initiatives::gate::{Score, Scoring};
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, Role, text};
use samverk_parties::Scope;
use serde_json::json;

/// Whether somebody may answer for an assessor: those who run the collaboration for all, and a representative for
/// those of the own party.
pub fn may_score(actor: &Actor, scope: &Scope, scoring: &Scoring) -> bool {
    let runs = [Role::Administrator, Role::Coordinator];
    if scope.may(|role| runs.contains(&role)) {
        return true;
    }
    let party = scoring.party.as_ref();
    let mut members = scope.present();
    let party = party.and_then(|key| members.find(|member| member.party.key == *key));
    party.is_some_and(|member| {
        actor
            .roles_at(member.party.id)
            .contains(Role::Representative)
    })
}

/// What a named assessor says of the criteria, with one score for each. Fails with `not_found` when nobody of that
/// name is asked, `forbidden`, `gate_passed`, `criterion_unknown`, `score_missing`, `score_outside` or
/// `changed_meanwhile`.
pub async fn give_scores(
    tx: &Tx,
    actor: &Actor,
    at: &InProcess,
    phase: &Key,
    (assessor, scores): (&str, Vec<Score>),
    seen: Option<i64>,
) -> Result<(), Problems> {
    at.scope.require(Action::ScoreGate.by())?;
    let before = at.says(phase);
    let mut says = before.clone();
    let mut scorings = says.scorings.iter_mut();
    let found = scorings.find(|one| one.assessor == assessor);
    let scoring = found.ok_or_else(Problem::not_found)?;
    if !may_score(actor, &at.scope, scoring) {
        return Err(Problem::forbidden().into());
    }
    at.require_open(phase)?;
    require_seen(&*scoring, seen)?;
    let scores = checked(at, phase, scores)?;
    if scoring.scores == scores {
        return Ok(());
    }
    let stood = json!([&*scoring]);
    scoring.scores = scores;
    scoring.given = Some(tx.today());
    let told = [stood, json!([&*scoring])];
    at.save(
        tx,
        actor,
        phase,
        says,
        ("initiative.scored", "scorings", told),
    )
    .await?;
    Ok(())
}

/// In the order of the process.
fn checked(at: &InProcess, phase: &Key, scores: Vec<Score>) -> Result<Vec<Score>, Problems> {
    let mut problems = Problems::default();
    let known: Vec<&Key> = at.process.criteria_of(phase).map(|one| &one.key).collect();
    let mut kept: Vec<Score> = Vec::new();
    for (number, one) in scores.into_iter().enumerate() {
        let place = |field: &str| format!("scores.{number}.{field}");
        if !known.contains(&&one.criterion) {
            let unknown = Problem::invalid("criterion_unknown").with("value", &one.criterion);
            problems.push(unknown.at_field(&place("criterion")));
        }
        if !(1..=5).contains(&one.score) {
            let outside = Problem::invalid("score_outside").with("value", one.score);
            problems.push(outside.at_field(&place("score")));
        }
        let evidence = text::prose(&one.evidence);
        let evidence = evidence.map_err(|wrong| wrong.at_field(&place("evidence")));
        let evidence = problems.keep(evidence).unwrap_or_default();
        kept.push(Score { evidence, ..one });
    }
    for (number, key) in known.iter().enumerate() {
        if kept.iter().all(|one| one.criterion != **key) {
            let missing = Problem::invalid("score_missing").with("criterion", *key);
            problems.push(missing.at_field(&format!("scores.{number}.score")));
        }
    }
    let place = |one: &Score| known.iter().position(|key| **key == one.criterion);
    kept.sort_by_key(place);
    kept.dedup_by(|one, next| one.criterion == next.criterion);
    problems.or(kept)
}
