use super::{PROCESS, Process};
use crate::initiatives::{decided_in, keys_of_phases};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What is wrong in the tables of a process, each at its cell.
pub fn problems_of(process: &Process) -> Problems {
    let mut problems = Problems::default();
    if process.phases.is_empty() {
        problems.push(Problem::invalid("process_without_phases").at_field("phases"));
    }
    let phases = process.phases.iter().map(|one| (None, &one.key));
    problems.extend(repeated("phases", phases));
    let checks = process
        .checks
        .iter()
        .map(|one| (Some(&one.phase), &one.key));
    problems.extend(unknown(process, "checks", checks.clone()));
    problems.extend(repeated("checks", checks));
    let headings = process.headings.iter();
    let headings = headings.map(|one| (Some(&one.phase), &one.key));
    problems.extend(unknown(process, "headings", headings.clone()));
    problems.extend(repeated("headings", headings));
    let criteria = process.criteria.iter();
    let criteria = criteria.map(|one| (Some(&one.phase), &one.key));
    problems.extend(unknown(process, "criteria", criteria.clone()));
    problems.extend(repeated("criteria", criteria));
    problems
}

/// A row's phase and its own key.
type Named<'p> = (Option<&'p Key>, &'p Key);

fn repeated<'p>(field: &str, rows: impl Iterator<Item = Named<'p>>) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for (number, row) in rows.enumerate() {
        if !seen.insert(row) {
            let problem = Problem::invalid("process_key_repeated").with("key", row.1);
            wrong.push(problem.at_field(&format!("{field}.{number}.key")));
        }
    }
    wrong
}

fn unknown<'p>(
    process: &Process,
    field: &str,
    rows: impl Iterator<Item = Named<'p>>,
) -> Vec<Problem> {
    let allowed = keys_of_phases(process);
    let rows = rows.enumerate();
    let rows = rows.filter_map(|(number, (phase, _))| Some((number, phase?)));
    let wrong = rows.filter(|(_, phase)| process.phase(phase).is_none());
    let problem = |(number, phase): (usize, &Key)| {
        Problem::invalid("process_phase_unknown")
            .with("value", phase)
            .with("allowed", &allowed)
            .at_field(&format!("{field}.{number}.phase"))
    };
    wrong.map(problem).collect()
}

/// Fails with `process_decided_in` when something was decided in the process: its phases and what their gates
/// ask for then stay, and another is made from it.
pub async fn keeps_decided(tx: &Tx, id: Uuid, after: &Process) -> Result<Problems, Problem> {
    let before = PROCESS.with_ids(tx, &[id]).await?;
    let is_same = |before: &Process| {
        before.phases == after.phases
            && before.checks == after.checks
            && before.headings == after.headings
            && before.criteria == after.criteria
    };
    let is_kept = before.first().is_none_or(|before| is_same(before));
    if is_kept || !decided_in(tx, id).await? {
        return Ok(Problems::default());
    }
    Ok(Problem::conflict("process_decided_in")
        .at_field("phases")
        .into())
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
