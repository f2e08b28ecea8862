use super::signed_in;
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Person, Problem, SessionId};
use serde_json::json;

/// Ends one of one's own sessions. Another person's does not exist: `not_found`.
pub async fn revoke_session(tx: &Tx, actor: &Actor, id: SessionId) -> Result<(), Problem> {
    let person = signed_in(actor)?;
    let session = store::find_session(tx, id)
        .await?
        .filter(|found| found.person == person.id);
    let session = session.ok_or_else(Problem::not_found)?;
    store::revoke_session(tx, session.id).await?;
    record(tx, actor, person, 1).await
}

/// Ends all of one's own sessions but the one that asks. Answers how many.
pub async fn revoke_other_sessions(tx: &Tx, actor: &Actor) -> Result<u64, Problem> {
    let person = signed_in(actor)?;
    let ended = store::revoke_sessions(tx, person.id, person.session).await?;
    if ended > 0 {
        record(tx, actor, person, ended).await?;
    }
    Ok(ended)
}

async fn record(tx: &Tx, actor: &Actor, person: &Person, count: u64) -> Result<(), Problem> {
    let object = ObjectRef::new("person", person.id.0, &person.name);
    let event = Event::new("session.revoked", object);
    tx.record(
        actor,
        event.change(None::<&()>, Some(&json!({ "count": count })))?,
    )
    .await
}
