use super::{existing, grant_event, grant_for_log};
use crate::model::{Account, Grant, Scope};
use crate::policy;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PersonId, Problem};

/// Gives a person a role; `place` is the name of its collaboration or party, for the log. Answers
/// whether the person did not have it already. Fails with `person_inactive`.
pub async fn give_role(
    tx: &Tx,
    actor: &Actor,
    person: PersonId,
    grant: &Grant,
    place: &str,
) -> Result<bool, Problem> {
    policy::require_grant(actor, grant)?;
    let account = existing(tx, person).await?;
    if !account.active {
        return Err(Problem::conflict("person_inactive").with("name", &account.name));
    }
    if !save(tx, &account, grant).await? {
        return Ok(false);
    }
    let event = grant_event("grant.added", actor, &account, grant, place);
    let after = grant_for_log(grant, place);
    tx.record(actor, event.change(None::<&()>, Some(&after))?)
        .await?;
    Ok(true)
}

async fn save(tx: &Tx, account: &Account, grant: &Grant) -> Result<bool, Problem> {
    match grant.scope() {
        Scope::Installation if account.administrator => Ok(false),
        Scope::Installation => {
            let changed = Account {
                administrator: true,
                ..account.clone()
            };
            store::update_person(tx, &changed).await.map(|()| true)
        }
        Scope::Collaboration(_) | Scope::Party(_) => {
            if store::grants_of(tx, account.id).await?.contains(grant) {
                return Ok(false);
            }
            store::insert_grant(tx, account.id, grant)
                .await
                .map(|()| true)
        }
    }
}
