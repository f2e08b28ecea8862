use super::{existing, grant_event, grant_for_log};
use crate::model::Grant;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Problem, Role};

/// Whoever has just opened a collaboration without looking after the installation becomes its coordinator;
/// `name` is the collaboration's, for the log. The opening itself has been allowed before.
pub async fn coordinate_own(
    tx: &Tx,
    actor: &Actor,
    opened: CollaborationId,
    name: &str,
) -> Result<(), Problem> {
    let Some(person) = actor.person().filter(|person| !person.administrator) else {
        return Ok(());
    };
    if !person.opener {
        return Err(Problem::forbidden().open_to(|role| role == Role::Opener));
    }
    let account = existing(tx, person.id).await?;
    let grant = Grant::in_collaboration(opened, Role::Coordinator)?;
    store::insert_grant(tx, account.id, &grant, None).await?;
    let event = grant_event("grant.added", actor, &account, &grant, name);
    let after = grant_for_log(&grant, name);
    tx.record(actor, event.change(None::<&()>, Some(&after))?)
        .await
}
