use crate::model::ProviderSession;
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Problem};

/// Ends the session that asks. Nothing happens without one. Answers what is left to end at an
/// identity provider, when the session came from there.
pub async fn sign_out(tx: &Tx, actor: &Actor) -> Result<Option<ProviderSession>, Problem> {
    let Some(person) = actor.person() else {
        return Ok(None);
    };
    let Some(session) = person.session else {
        return Ok(None);
    };
    store::revoke_session(tx, session).await?;
    let object = ObjectRef::new("person", person.id.0, &person.name);
    tx.record(actor, Event::new("person.signed_out", object))
        .await?;
    store::take_provider_session(tx, session).await
}
