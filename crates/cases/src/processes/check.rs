//! What must hold of a process: always, and before it is published.

use super::kind::{CASE_PROCESS, CaseProcess, HeldCaseProcess, ProcessStatus};
use crate::versions::check_version;
use samverk_database::Tx;
use samverk_fields::Record;
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::{Gathered, Ground, Kept};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The party's processes, of which a new version replaces one.
pub(super) async fn gather(tx: &Tx, at: &dyn Ground) -> Result<Gathered, Problem> {
    Ok(Arc::new(CASE_PROCESS.whole(tx, at.id()).await?) as Gathered)
}

/// Fails with `process_row_repeated`, `process_row_unknown`, `process_task_elsewhere`, `process_version_not_later` or
/// `process_replaces_draft`.
pub(super) fn check(
    process: &CaseProcess,
    _: Option<&CaseProcess>,
    gathered: &Gathered,
) -> Problems {
    let mut problems = rows_problems(process);
    // One that a file brings in as published is whole too.
    if process.status != ProcessStatus::Draft {
        problems.extend(problems_of_whole(process).0);
    }
    let all = gathered.downcast_ref::<Vec<HeldCaseProcess>>();
    let fields = [CaseProcess::VERSION, CaseProcess::REPLACES];
    let all = all.map(Vec::as_slice).unwrap_or_default();
    problems.extend(check_version(process, all, fields).0);
    problems
}

/// Fails with what a process lacks by which cases are to go: it has states, one at least closes, all are reached from
/// the first, and all lead on that do not close.
pub(super) fn whole(record: &Record) -> Result<(), Problems> {
    let process = CaseProcess::read(record);
    let process = process.ok_or_else(|| Problem::internal("a record of another form"))?;
    problems_of_whole(&process).or(())
}

pub(super) fn problems_of_whole(process: &CaseProcess) -> Problems {
    let Some(first) = process.first() else {
        return Problem::conflict("process_without_states").into();
    };
    let mut problems = Problems::default();
    if !process.states.iter().any(|state| state.closes) {
        problems.push(Problem::conflict("process_without_end"));
    }
    let reached = reached_from(process, &first.key);
    for state in process.states.iter() {
        if !reached.contains(&state.key) {
            let unreached = Problem::conflict("process_state_unreached");
            problems.push(unreached.with("state", &state.name));
        }
        if !state.closes && process.transitions_from(&state.key).next().is_none() {
            let stuck = Problem::conflict("process_state_without_way");
            problems.push(stuck.with("state", &state.name));
        }
    }
    problems
}

fn reached_from(process: &CaseProcess, first: &Key) -> BTreeSet<Key> {
    let mut reached = BTreeSet::new();
    let mut next = vec![first.clone()];
    while let Some(state) = next.pop() {
        if reached.insert(state.clone()) {
            let ways = process.transitions_from(&state);
            next.extend(ways.map(|one| one.to.clone()));
        }
    }
    reached
}

/// A cell that names another row: its place, what it says, and the keys that it may say.
type Naming<'p> = (String, &'p Key, Vec<&'p Key>);

fn rows_problems(process: &CaseProcess) -> Problems {
    let mut problems = Problems::default();
    let keys: [(&str, Vec<&Key>); 6] = [
        (
            "states",
            process.states.iter().map(|one| &one.key).collect(),
        ),
        (
            "transitions",
            process.transitions.iter().map(|one| &one.key).collect(),
        ),
        (
            "deadlines",
            process.deadlines.iter().map(|one| &one.key).collect(),
        ),
        ("tasks", process.tasks.iter().map(|one| &one.key).collect()),
        (
            "documents",
            process.documents.iter().map(|one| &one.key).collect(),
        ),
        (
            "notices",
            process.notices.iter().map(|one| &one.key).collect(),
        ),
    ];
    for (field, keys) in keys {
        problems.extend(repeated(field, &keys));
    }
    for (place, key, known) in names(process) {
        if !known.contains(&key) {
            let known: Vec<&str> = known.iter().map(|key| key.as_str()).collect();
            let unknown = Problem::invalid("process_row_unknown").with("value", key);
            problems.push(unknown.with("allowed", known.join(", ")).at_field(&place));
        }
    }
    problems.extend(elsewhere(process));
    problems
}

fn repeated(field: &str, keys: &[&Key]) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let rows = keys.iter().enumerate();
    let again = rows.filter(|(_, key)| !seen.insert(**key));
    let problem = |(number, key): (usize, &&Key)| {
        let repeated = Problem::invalid("process_row_repeated").with("key", key);
        repeated.at_field(&format!("{field}.{number}.key"))
    };
    again.map(problem).collect()
}

fn names(process: &CaseProcess) -> Vec<Naming<'_>> {
    let states = || -> Vec<&Key> { process.states.iter().map(|one| &one.key).collect() };
    let tasks = || -> Vec<&Key> { process.tasks.iter().map(|one| &one.key).collect() };
    let documents = || -> Vec<&Key> { process.documents.iter().map(|one| &one.key).collect() };
    let mut names: Vec<Naming> = Vec::new();
    for (number, one) in process.transitions.iter().enumerate() {
        let at = |column: &str| format!("transitions.{number}.{column}");
        names.push((at("from"), &one.from, states()));
        names.push((at("to"), &one.to, states()));
        names.extend(
            one.document
                .as_ref()
                .map(|key| (at("document"), key, documents())),
        );
        names.extend(one.task.as_ref().map(|key| (at("task"), key, tasks())));
    }
    let deadlines = process.deadlines.iter().map(|one| one.state.as_ref());
    let of_states: [(&str, Vec<Option<&Key>>); 4] = [
        ("deadlines", deadlines.collect()),
        (
            "tasks",
            process.tasks.iter().map(|one| Some(&one.state)).collect(),
        ),
        (
            "documents",
            process
                .documents
                .iter()
                .map(|one| Some(&one.state))
                .collect(),
        ),
        (
            "notices",
            process.notices.iter().map(|one| Some(&one.state)).collect(),
        ),
    ];
    for (field, rows) in of_states {
        for (number, state) in rows.into_iter().enumerate() {
            names.extend(state.map(|state| (format!("{field}.{number}.state"), state, states())));
        }
    }
    names
}

/// A way that asks for a task of a state in which the case may never have been.
fn elsewhere(process: &CaseProcess) -> Vec<Problem> {
    let ways = process.transitions.iter().enumerate();
    let wrong = ways.filter_map(|(number, way)| {
        let task = process.task(way.task.as_ref()?)?;
        (task.state != way.from).then(|| {
            let elsewhere = Problem::invalid("process_task_elsewhere");
            elsewhere.at_field(&format!("transitions.{number}.task"))
        })
    });
    wrong.collect()
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
