use crate::actions::note_of;
use crate::desk::RegistryDesk;
use crate::model::{Case, Changes};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use serde_json::json;
use uuid::Uuid;

/// An initiative, and what it is called.
pub type Named = (Uuid, String);

/// Says which initiative of a portfolio a case is about, or none. What already stands changes and records nothing.
///
/// Fails with `forbidden`, `case_is_void`, `case_is_closed` or `changed_meanwhile`.
pub async fn name_initiative(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, initiative): (&Case, Option<Named>),
    seen: i64,
) -> Result<Case, Problem> {
    desk.require_register()?;
    case.require_open()?;
    let (id, name) = initiative.unzip();
    if id == case.initiative {
        return Ok(case.clone());
    }
    let named = Case {
        initiative: id,
        revision: seen.saturating_add(1),
        ..case.clone()
    };
    store::update_case(tx, &named, seen).await?;
    // What it was called before is known by the events.
    let changes = Changes::from_iter([("initiative".to_owned(), json!([null, name]))]);
    note_of(tx, actor, desk, ("case.initiative_named", &named), changes).await?;
    tx.flush().await?;
    Ok(named)
}
