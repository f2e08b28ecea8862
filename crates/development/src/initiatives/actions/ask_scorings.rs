use super::{InProcess, require_seen};
use crate::initiatives::gate::Scoring;
use crate::policy::Action;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use serde_json::json;
use std::collections::BTreeSet;

/// Somebody who is asked to score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedScoring {
    /// A role.
    pub assessor: String,
    /// The key of a member.
    pub party: Option<Key>,
    pub due: Option<NaiveDate>,
}

/// Says who is asked to score at a gate. Whoever has answered stays, whether named or not. Fails with `gate_passed`,
/// `assessor_missing`, `assessor_repeated`, `party_unknown` or `changed_meanwhile`.
pub async fn ask_scorings(
    tx: &Tx,
    actor: &Actor,
    at: &InProcess,
    phase: &Key,
    asked: Vec<AskedScoring>,
    seen: Option<i64>,
) -> Result<(), Problems> {
    at.scope.require(Action::PrepareGate.by())?;
    at.require_open(phase)?;
    let before = at.says(phase);
    require_seen(&before.scorings, seen)?;
    let mut problems = Problems::default();
    let mut scorings: Vec<Scoring> = Vec::new();
    let mut names = BTreeSet::new();
    for (number, one) in asked.into_iter().enumerate() {
        let place = |field: &str| format!("asked.{number}.{field}");
        let assessor = text::name(&one.assessor, &place("assessor"));
        let Some(assessor) = problems.keep(assessor) else {
            continue;
        };
        let mut members = at.scope.members.iter();
        if let Some(party) = &one.party
            && members.all(|member| member.party.key != *party)
        {
            let unknown = Problem::invalid("party_unknown").with("party", party);
            problems.push(unknown.at_field(&place("party")));
        }
        if !names.insert(assessor.clone()) {
            let repeated = Problem::invalid("assessor_repeated").with("name", &assessor);
            problems.push(repeated.at_field(&place("assessor")));
        }
        let stood = before.scorings.iter().find(|old| old.assessor == assessor);
        scorings.push(Scoring {
            given: stood.and_then(|old| old.given),
            scores: stood.map(|old| old.scores.clone()).unwrap_or_default(),
            assessor,
            party: one.party,
            due: one.due,
        });
    }
    problems.or(())?;
    let left_out = before.scorings.iter();
    let left_out = left_out.filter(|old| old.given.is_some() && !names.contains(&old.assessor));
    scorings.extend(left_out.cloned());
    let told = [json!(before.scorings), json!(scorings)];
    let mut says = before;
    says.scorings = scorings;
    at.save(
        tx,
        actor,
        phase,
        says,
        ("initiative.scorings_asked", "scorings", told),
    )
    .await?;
    Ok(())
}
