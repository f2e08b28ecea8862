use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Problem};

/// Ends the session that asks. Nothing happens without one.
pub async fn sign_out(tx: &Tx, actor: &Actor) -> Result<(), Problem> {
    let Some(person) = actor.person() else {
        return Ok(());
    };
    let Some(session) = person.session else {
        return Ok(());
    };
    store::revoke_session(tx, session).await?;
    let object = ObjectRef::new("person", person.id.0, &person.name);
    tx.record(actor, Event::new("person.signed_out", object))
        .await
}
