use super::{event, find_own};
use crate::model::State;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use serde_json::Value;
use uuid::Uuid;

/// Goes on in spite of the warnings. Pressed twice it goes on once. Fails with `work_asks_nothing`.
pub async fn confirm(tx: &Tx, actor: &Actor, id: Uuid) -> Result<(), Problem> {
    let work = find_own(tx, actor, id).await?;
    let nothing = || Problem::conflict("work_asks_nothing");
    match work.state {
        State::Asking => {}
        State::Waiting | State::Working => return Ok(()),
        State::Done | State::Failed | State::Cancelled => return Err(nothing()),
    }
    let mut input = work.input.clone();
    if let Value::Object(fields) = &mut input {
        fields.insert("confirmed".to_owned(), Value::Bool(true));
    }
    // Its own id, for no other question is this one.
    if !store::go_on(tx, &work, (&input, &work.id.to_string())).await? {
        return Err(nothing());
    }
    tx.record(actor, event("long_work.confirmed", &work)).await
}
