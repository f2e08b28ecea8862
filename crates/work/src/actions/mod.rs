mod cancel;
mod confirm;
mod start;
mod tell;

pub use cancel::{cancel, cancel_of_other};
pub use confirm::confirm;
pub use start::{Asked, start};
pub(crate) use tell::{tell_ended, thing_of};

use crate::model::LongWork;
use crate::store;
use samverk_database::{Db, Event, ObjectRef, Tx};
use samverk_foundation::{Actor, CollaborationId, Person, Problem, TokenAccess};
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// Fails with `sign_in_needed`.
pub(crate) fn own(actor: &Actor) -> Result<&Person, Problem> {
    actor.person().ok_or_else(Problem::sign_in_needed)
}

/// For whoever asked for it, and nobody else. Fails with `not_found`.
pub async fn find_own(tx: &Tx, actor: &Actor, id: Uuid) -> Result<LongWork, Problem> {
    let person = own(actor)?.id;
    let found = store::find_work(tx, id).await?;
    let found = found.filter(|work| work.person == person);
    found.ok_or_else(Problem::not_found)
}

/// Anybody's, for whoever looks after the installation. Fails with `not_found`.
pub async fn find_any(tx: &Tx, id: Uuid) -> Result<LongWork, Problem> {
    let found = store::find_work(tx, id).await?;
    found.ok_or_else(Problem::not_found)
}

/// Whoever sees how it ended needs no letter about that.
pub async fn note_seen(db: &Db, work: &LongWork) -> Result<(), Problem> {
    match work.state.has_ended() {
        true => samverk_notices::actions::seen(db, work.id).await,
        false => Ok(()),
    }
}

/// All of the person's, the newest first.
pub async fn list_own(tx: &Tx, actor: &Actor) -> Result<Vec<LongWork>, Problem> {
    store::list_own(tx, own(actor)?.id).await
}

/// With the limits of the token that it was asked for with.
pub(crate) fn limited(actor: Arc<Actor>, input: &Value) -> Arc<Actor> {
    let only = input.get(ONLY).and_then(Value::as_str);
    let only = only.and_then(|id| Uuid::try_parse(id).ok());
    let (Some(only), Actor::Person(person)) = (only, &*actor) else {
        return actor;
    };
    let token = TokenAccess {
        collaboration: Some(CollaborationId(only)),
        ..TokenAccess::of([])
    };
    Arc::new(Actor::Person(Person {
        token: Some(token),
        ..person.clone()
    }))
}

/// The input with the limits of the token.
fn with_limits(person: &Person, mut input: Value) -> Value {
    let only = person.token.as_ref().and_then(|token| token.collaboration);
    if let (Some(only), Value::Object(fields)) = (only, &mut input) {
        fields.insert(ONLY.to_owned(), Value::String(only.0.to_string()));
    }
    input
}

/// Where the input says which collaboration a token is limited to.
const ONLY: &str = "only";

fn event(kind: &'static str, work: &LongWork) -> Event {
    Event::new(kind, ObjectRef::new("long_work", work.id, &work.about))
}
