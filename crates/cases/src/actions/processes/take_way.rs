use super::enter::enter;
use super::{process_of, require};
use crate::actions::note_of;
use crate::desk::RegistryDesk;
use crate::model::{Case, Changes, Lacking, Shown, Standing, lacking};
use crate::processes::{CaseProcess, Transition};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Language, Problem};
use serde_json::json;

/// So many documents are looked at for one that is expected.
const DOCUMENTS: u64 = 10_000;

/// What lacks for each of the ways.
pub async fn lacks<'p>(
    tx: &Tx,
    (case, standing): (&Case, &Standing),
    process: &'p CaseProcess,
    ways: &[&Transition],
) -> Result<Vec<Vec<Lacking<'p>>>, Problem> {
    let documents = store::list_documents(tx, case.id, (0, DOCUMENTS)).await?;
    let tasks = store::list_tasks(tx, case.id).await?;
    let shown = Shown {
        case,
        standing,
        documents: &documents,
        tasks: &tasks,
    };
    let lacks = ways.iter().map(|way| lacking(process, way, shown));
    Ok(lacks.collect())
}

/// Takes a case on to another state of its process. A state that closes closes the case.
///
/// Fails with `case_without_process`, `case_is_void`, `case_is_closed`, `case_way_unknown`, `forbidden`,
/// `case_lacks_said`, `case_lacks_document`, `case_lacks_task` or `changed_meanwhile`.
pub async fn take_way(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, way): (&Case, &str),
    seen: i64,
) -> Result<Case, Problem> {
    case.require_open()?;
    let (process, standing) = process_of(tx, case).await?;
    let way = process.transition(way);
    let way = way.filter(|one| one.from == standing.state);
    let unknown = || Problem::conflict("case_way_unknown").at_field("way");
    let way = way.ok_or_else(unknown)?;
    require(desk, case, way.by)?;
    let lacks = lacks(tx, (case, &standing), &process, &[way]).await?;
    if let Some(lack) = lacks.into_iter().flatten().next() {
        return Err(problem_of(lack, Language::Sv).at_field("way"));
    }
    let on = standing.moved(way.to.clone(), tx.today());
    let moved = Case {
        revision: seen.saturating_add(1),
        ..enter(tx, actor, (case, &process), on, false).await?
    };
    store::update_case(tx, &moved, seen).await?;
    let name = |key| process.state(key).map(|state| state.name.to_string());
    let mut changes = Changes::new();
    changes.insert("way".to_owned(), json!([null, way.name.to_string()]));
    let states = json!([name(&standing.state), name(&way.to)]);
    changes.insert("process_state".to_owned(), states);
    if moved.status != case.status {
        let statuses = json!([case.status.code(), moved.status.code()]);
        changes.insert("status".to_owned(), statuses);
    }
    note_of(tx, actor, desk, ("case.moved", &moved), changes).await?;
    tx.flush().await?;
    Ok(moved)
}

/// Why a way is not taken, with the names in a language.
pub fn problem_of(lack: Lacking, language: Language) -> Problem {
    let named = |code, name: &str| Problem::conflict(code).with("name", name);
    match lack {
        Lacking::Said(said) => Problem::conflict("case_lacks_said").with("said", said.code()),
        Lacking::Document(one) => named("case_lacks_document", one.called(language)),
        Lacking::Task(one) => named("case_lacks_task", one.called(language)),
    }
}
