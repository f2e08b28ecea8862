use super::{existing, object};
use crate::model::Account;
use crate::policy::{self, Action};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, PersonId, Problem};

/// Lets a person in again, or shuts them out at once and makes their links and tokens worthless. Fails with
/// `last_administrator`.
pub async fn set_active(
    tx: &Tx,
    actor: &Actor,
    person: PersonId,
    active: bool,
) -> Result<(), Problem> {
    policy::require(actor, &actor.roles_anywhere(), Action::ManagePeople)?;
    let before = existing(tx, person).await?;
    if before.active == active {
        return Ok(());
    }
    if !active {
        keep_an_administrator(tx, &before).await?;
        store::revoke_sessions(tx, person, None).await?;
        store::void_links(tx, person).await?;
        store::revoke_access_tokens(tx, person).await?;
    }
    let after = Account {
        active,
        ..before.clone()
    };
    store::update_person(tx, &after).await?;
    let kind = if active {
        "person.activated"
    } else {
        "person.deactivated"
    };
    let event = Event::new(kind, object(&after));
    tx.record(
        actor,
        event.change(Some(&before.for_log()), Some(&after.for_log()))?,
    )
    .await
}

/// Somebody must be left who can let others in.
pub(super) async fn keep_an_administrator(tx: &Tx, leaving: &Account) -> Result<(), Problem> {
    let counts = leaving.administrator && leaving.active;
    if counts && store::count_administrators(tx, leaving.demo).await? <= 1 {
        return Err(Problem::conflict("last_administrator"));
    }
    Ok(())
}
