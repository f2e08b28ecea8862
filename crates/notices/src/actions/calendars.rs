use crate::policy::own;
use crate::store::{self, CalendarAddress};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_identity::model::Token;
use uuid::Uuid;

/// So many a person may have.
const CALENDARS_MAX: usize = 20;

/// A new address of a calendar of the actor's: of everything, or of one collaboration. An older one of the
/// same ends with it. Fails with `calendars_too_many`.
pub async fn make_calendar(
    tx: &Tx,
    actor: &Actor,
    collaboration: Option<CollaborationId>,
) -> Result<Token, Problem> {
    let person = own(actor)?;
    let own = store::calendars_of(tx, person.id).await?;
    let (same, others): (Vec<_>, Vec<_>) = own
        .into_iter()
        .partition(|one| one.collaboration == collaboration);
    if others.len() >= CALENDARS_MAX {
        return Err(Problem::conflict("calendars_too_many").with("max", CALENDARS_MAX));
    }
    for old in &same {
        store::delete_calendar(tx, person.id, old.id).await?;
    }
    let token = Token::new(tx.secret());
    let new = CalendarAddress {
        id: tx.new_id(),
        person: person.id,
        collaboration,
        made_at: tx.now(),
    };
    store::insert_calendar(tx, &new, token.hash()).await?;
    record(tx, actor, "calendar_address.added", new.id).await?;
    Ok(token)
}

/// Ends one of the actor's own. Fails with `not_found`.
pub async fn end_calendar(tx: &Tx, actor: &Actor, id: Uuid) -> Result<(), Problem> {
    let person = own(actor)?;
    let own = store::calendars_of(tx, person.id).await?;
    let one = own.into_iter().find(|one| one.id == id);
    let one = one.ok_or_else(Problem::not_found)?;
    store::delete_calendar(tx, person.id, one.id).await?;
    record(tx, actor, "calendar_address.removed", one.id).await
}

async fn record(tx: &Tx, actor: &Actor, what: &'static str, id: Uuid) -> Result<(), Problem> {
    let object = ObjectRef::new("calendar_address", id, "");
    tx.record(actor, Event::new(what, object)).await
}
