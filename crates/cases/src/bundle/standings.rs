//! The table of where a registry's cases stand in their processes, and what of it is no longer to be done there.

use super::read::OfRegistry;
use super::{STANDINGS, place};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, NewTask, Standing, TaskStatus, Visit, begun};
use crate::processes::{CASE_PROCESS, HeldCaseProcess};
use crate::store;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::Ground;
use samverk_sheets::Row;
use std::collections::BTreeSet;

pub(super) const STANDING_COLUMNS: [&str; 7] = [
    "case", "process", "state", "since", "visit", "before", "done",
];

/// Where a case stands, as a row tells it.
#[derive(Clone, Debug)]
pub(super) struct ListedStanding {
    /// The number of the case.
    case: String,
    process: Key,
    state: Key,
    since: NaiveDate,
    visit: i64,
    before: Option<Key>,
    /// The tasks, deadlines and notices of the state that are done.
    done: BTreeSet<Key>,
}

pub(super) fn row(row: &Row<'_>, problems: &mut Problems) -> Option<ListedStanding> {
    let case = problems.keep(row.required("case"));
    let process = problems.keep(row.key("process"));
    let state = problems.keep(row.key("state"));
    let since = problems.keep(row.required("since").and_then(|_| row.date("since")));
    let visit = problems.keep(row.required("visit").and_then(|_| row.integer("visit")));
    let before = problems.keep(row.optional_key("before"));
    let done = problems.keep(row.keys("done"));
    Some(ListedStanding {
        case: case?,
        process: process?,
        state: state?,
        since: since?,
        visit: visit?,
        before: before?,
        done: done?.into_iter().collect(),
    })
}

/// What a task, deadline or notice is called among those that are done.
fn mark(what: &NewTask) -> Key {
    Key::from_name(&format!("{}-{}", what.sort.code(), what.key))
}

/// What is to be done where a case stands, as if it had just come there.
fn all_of(process: &HeldCaseProcess, case: &Case, standing: &Standing) -> Vec<NewTask> {
    let visit = Visit {
        received_on: case.content.received_on,
        registered_on: case.registered_on,
        since: standing.since,
        number: standing.visit,
        begins: true,
    };
    begun(process, &standing.state, visit)
}

/// The cells of each case that goes by one of the party's processes.
pub(super) async fn cells(
    tx: &Tx,
    processes: &[HeldCaseProcess],
    case: &Case,
) -> Result<Option<Vec<String>>, Problem> {
    let Some(standing) = &case.standing else {
        return Ok(None);
    };
    let mut known = processes.iter();
    let Some(process) = known.find(|one| one.id == standing.process) else {
        return Ok(None);
    };
    let mut done: BTreeSet<String> = BTreeSet::new();
    if case.status == CaseStatus::Open {
        let tasks = store::list_tasks(tx, case.id).await?;
        let left = tasks.iter().filter(|one| one.status == TaskStatus::Open);
        let open: BTreeSet<Key> = left.map(|one| mark(&one.what)).collect();
        let all = all_of(process, case, standing);
        let ended = all.iter().map(mark).filter(|one| !open.contains(one));
        done.extend(ended.map(|one| one.to_string()));
    }
    let before = standing.before.as_ref().map(Key::to_string);
    let done: Vec<String> = done.into_iter().collect();
    Ok(Some(vec![
        case.number.clone(),
        process.key.to_string(),
        standing.state.to_string(),
        standing.since.to_string(),
        standing.visit.to_string(),
        before.unwrap_or_default(),
        done.join(" "),
    ]))
}

/// Lets each case that goes by nothing yet stand where the folder says, with what is left to be done there. Notes what is
/// wrong: a case that stands elsewhere is not moved.
pub(super) async fn apply(
    tx: &Tx,
    desk: &RegistryDesk,
    one: &OfRegistry,
    intake: &mut Intake,
) -> Result<(), Problem> {
    if one.standings.is_empty() {
        return Ok(());
    }
    let processes = CASE_PROCESS.whole(tx, desk.owner.id()).await?;
    for row in &one.standings {
        let done = bring_in(tx, desk, &processes, &row.value).await;
        row.note(intake, done)?;
    }
    Ok(())
}

async fn bring_in(
    tx: &Tx,
    desk: &RegistryDesk,
    processes: &[HeldCaseProcess],
    said: &ListedStanding,
) -> Result<(), Problem> {
    let key = Key::from_name(&said.case);
    let case = store::find_case(tx, desk.registry.id, key.as_str()).await?;
    let unknown = || Problem::invalid("case_unknown").with("value", &said.case);
    let case = case.ok_or_else(|| unknown().at_column("case"))?;
    let mut known = processes.iter();
    let process = known.find(|process| process.key == said.process);
    let unknown = || Problem::invalid("case_process_unknown").with("key", &said.process);
    let process = process.ok_or_else(|| unknown().at_column("process"))?;
    let state = process.state(&said.state);
    let unknown = || Problem::invalid("case_state_unknown").with("value", &said.state);
    let state = state.ok_or_else(|| unknown().at_column("state"))?;
    let elsewhere = || {
        let elsewhere = Problem::invalid("case_stands_elsewhere");
        elsewhere.with("value", &said.case).at_column("state")
    };
    let standing = Standing {
        process: process.id,
        state: said.state.clone(),
        since: said.since,
        visit: said.visit,
        before: said.before.clone(),
    };
    match &case.standing {
        Some(stands) if *stands == standing => return Ok(()),
        Some(_) => return Err(elsewhere()),
        None => {}
    }
    if state.closes != (case.status == CaseStatus::Closed) {
        return Err(elsewhere());
    }
    if case.status == CaseStatus::Open {
        let all = all_of(process, &case, &standing).into_iter();
        let left: Vec<NewTask> = all.filter(|one| !said.done.contains(&mark(one))).collect();
        store::insert_tasks(tx, (case.party, case.id), &left).await?;
    }
    let seen = case.revision;
    let stands = Case {
        standing: Some(standing),
        revision: seen.saturating_add(1),
        ..case
    };
    store::update_case(tx, &stands, seen).await?;
    tx.flush().await
}

/// Where the table of a registry lies.
pub(super) fn file(party: &str, registry: &str) -> String {
    place(party, registry, STANDINGS)
}
