use super::{checked, note, processes, spell};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseContent};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problems};

/// Changes what is said of a case. What already stands changes and records nothing.
///
/// Fails with `forbidden`, `case_is_void`, `case_is_closed`, `changed_meanwhile`, or with what is wrong in the fields.
pub async fn change_case(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, content): (&Case, CaseContent),
    seen: i64,
) -> Result<Case, Problems> {
    desk.require_register()?;
    case.require_open()?;
    let basis = (case.registered_on, Some(case));
    let (content, officer) = checked(tx, desk, content, basis).await?;
    if content == case.content {
        return Ok(case.clone());
    }
    let changed = Case {
        content,
        officer,
        revision: seen.saturating_add(1),
        ..case.clone()
    };
    store::update_case(tx, &changed, seen).await?;
    if changed.content.received_on != case.content.received_on {
        processes::recount(tx, &changed).await?;
    }
    store::take_words(tx, case.id.0).await?;
    spell(tx, &changed).await?;
    note(tx, actor, desk, "case.changed", (Some(case), &changed)).await?;
    tx.flush().await?;
    Ok(changed)
}
