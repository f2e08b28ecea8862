use crate::model::{LongWork, State};
use crate::pages::page_of;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Roles};
use samverk_notices::actions::{About, notify};
use samverk_web::Thing;

/// Tells whoever asked for it how it ended, by letter as they have chosen; not those who see it themselves.
pub(crate) async fn tell_ended(tx: &Tx, work: &LongWork, state: State) -> Result<(), Problem> {
    let why = match state {
        State::Done => "work-done",
        State::Failed => "work-failed",
        State::Asking => "work-asks",
        State::Cancelled => "work-cancelled",
        State::Waiting | State::Working => return Ok(()),
    };
    let actor = Actor::System("work");
    notify(tx, &actor, work.person, why, About::Told(&thing_of(work))).await
}

/// A work as letters find it. Nothing lies at it and nobody talks of it.
pub(crate) fn thing_of(work: &LongWork) -> Thing {
    Thing {
        kind: "long_work",
        id: work.id,
        name: work.about.clone(),
        href: page_of(work.id),
        place: String::new(),
        collaboration: None,
        owner: None,
        roles: Roles::of(&[]),
        may_change: false,
        takes_files: false,
        own_history: None,
    }
}
