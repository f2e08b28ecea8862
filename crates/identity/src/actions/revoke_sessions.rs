use super::{existing, object, signed_in};
use crate::policy::{self, Action};
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Person, PersonId, Problem, SessionId};
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

/// Ends one of another person's sessions, or all of them. Fails with `not_found` for what is not theirs.
pub async fn end_sessions_of(
    tx: &Tx,
    actor: &Actor,
    person: PersonId,
    session: Option<SessionId>,
) -> Result<(), Problem> {
    policy::require(actor, &actor.roles_anywhere(), Action::ManagePeople)?;
    let account = existing(tx, person).await?;
    let open = store::open_sessions(tx, person).await?;
    let ended = match session {
        Some(id) => {
            let found = open.iter().find(|one| one.id == id);
            store::revoke_session(tx, found.ok_or_else(Problem::not_found)?.id).await?;
            1
        }
        None => store::revoke_sessions(tx, person, None).await?,
    };
    if ended == 0 {
        return Ok(());
    }
    let event = Event::new("session.revoked", object(&account));
    tx.record(
        actor,
        event.change(None::<&()>, Some(&json!({ "count": ended })))?,
    )
    .await
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
