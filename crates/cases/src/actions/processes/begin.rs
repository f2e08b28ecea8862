use super::enter::enter;
use crate::actions::note_of;
use crate::desk::RegistryDesk;
use crate::model::{Case, Changes, Standing};
use crate::processes::CASE_PROCESS;
use crate::store;
use crate::versions::in_use;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_kept::Ground;
use serde_json::json;

/// Lets a case go by the latest version of a process, from its first state. It stays in that version.
///
/// Fails with `forbidden`, `case_is_void`, `case_is_closed`, `case_has_process`, `case_process_unknown`,
/// `case_process_not_used` or `changed_meanwhile`.
pub async fn begin_process(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, process): (&Case, &str),
    seen: i64,
) -> Result<Case, Problem> {
    desk.require_register()?;
    case.require_open()?;
    if case.standing.is_some() {
        return Err(Problem::conflict("case_has_process"));
    }
    let all = CASE_PROCESS.whole(tx, desk.owner.id()).await?;
    let found = all.iter().find(|one| one.key.as_str() == process);
    let unknown = || Problem::invalid("case_process_unknown").with("key", process);
    let process = found.ok_or_else(|| unknown().at_field("procedure"))?;
    if in_use(&all).all(|one| one.id != process.id) {
        let name = (CASE_PROCESS.name)(process);
        let unused = Problem::conflict("case_process_not_used").with("name", name);
        return Err(unused.at_field("procedure"));
    }
    let unready = || Problem::internal("a published process without states");
    let first = process.first().ok_or_else(unready)?;
    let standing = Standing::first(process.id, first.key.clone(), tx.today());
    let begun = Case {
        revision: seen.saturating_add(1),
        ..enter(tx, actor, (case, process), standing, true).await?
    };
    store::update_case(tx, &begun, seen).await?;
    let mut changes = Changes::new();
    let name = (CASE_PROCESS.name)(process);
    changes.insert("process".to_owned(), json!([null, name]));
    changes.insert(
        "process_state".to_owned(),
        json!([null, first.name.to_string()]),
    );
    note_of(tx, actor, desk, ("case.process_begun", &begun), changes).await?;
    tx.flush().await?;
    Ok(begun)
}
