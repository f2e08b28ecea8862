mod cancel;
mod confirm;
mod start;

pub use cancel::cancel;
pub use confirm::confirm;
pub use start::{Asked, start};

use crate::model::LongWork;
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Person, Problem};
use uuid::Uuid;

/// Fails with `sign_in_needed`.
pub(crate) fn own(actor: &Actor) -> Result<&Person, Problem> {
    actor.person().ok_or_else(Problem::sign_in_needed)
}

/// For whoever asked for it, and nobody else. Fails with `not_found`.
pub(crate) async fn find_own(tx: &Tx, actor: &Actor, id: Uuid) -> Result<LongWork, Problem> {
    let person = own(actor)?.id;
    let found = store::find_work(tx, id).await?;
    let found = found.filter(|work| work.person == person);
    found.ok_or_else(Problem::not_found)
}

fn event(kind: &'static str, work: &LongWork) -> Event {
    Event::new(kind, ObjectRef::new("long_work", work.id, &work.about))
}
