use super::set_active::keep_an_administrator;
use super::{existing, grant_event, grant_for_log};
use crate::model::{Account, Grant, Scope};
use crate::policy;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PersonId, Problem};

/// Takes a role away. Fails with `not_found` when the person does not have it,
/// `last_administrator` when nobody would be left to look after the installation.
pub async fn take_role(
    tx: &Tx,
    actor: &Actor,
    person: PersonId,
    grant: &Grant,
    place: &str,
) -> Result<(), Problem> {
    policy::require_grant(actor, grant)?;
    let account = existing(tx, person).await?;
    if !remove(tx, &account, grant).await? {
        return Err(Problem::not_found());
    }
    let event = grant_event("grant.removed", actor, &account, grant, place);
    tx.record(
        actor,
        event.change(Some(&grant_for_log(grant, place)), None::<&()>)?,
    )
    .await
}

async fn remove(tx: &Tx, account: &Account, grant: &Grant) -> Result<bool, Problem> {
    match grant.scope() {
        Scope::Installation => {
            let Some(changed) = account.with_grant(grant, false) else {
                return Ok(false);
            };
            if account.administrator && !changed.administrator {
                keep_an_administrator(tx, account).await?;
            }
            store::update_person(tx, &changed).await.map(|()| true)
        }
        Scope::Collaboration(_) | Scope::Party(_) => {
            store::delete_grant(tx, account.id, grant).await
        }
    }
}
