mod add_file;
mod add_version;
mod change_file;
mod remove_file;
mod scan;
mod seal_files;
mod tidy;

pub use add_file::{NewFile, add_file};
pub use add_version::add_version;
pub use change_file::change_file;
pub use remove_file::remove_file;
pub use scan::{SCAN_FILE, scan_file};
pub use seal_files::{Sealed, seal_files};
pub use tidy::{TIDY_FILES, order_tidying, tidy_files};

use crate::model::{File, Received, State, Told};
use samverk_database::{Event, ObjectRef, Tx, enqueue_job};
use samverk_foundation::{Actor, Problem};
use samverk_web::{Happened, Thing};
use serde_json::json;

/// A change of a file stands in the history of the thing that it lies at.
pub(crate) async fn record(
    tx: &Tx,
    actor: &Actor,
    thing: &Thing,
    what: &'static str,
    (before, after): (Option<Told>, Option<Told>),
) -> Result<(), Problem> {
    let object = ObjectRef::new(thing.kind, thing.id, &thing.name);
    let owner = thing.owner.filter(|_| !thing.place.is_empty());
    let event =
        Event::new(what, object).on_behalf_of(owner.map(|party| (party, thing.place.as_str())));
    let mut event = match thing.own_history {
        // Only those who read the thing are told more than that.
        Some(note) => {
            let part = before.as_ref().or(after.as_ref()).map(|told| told.file);
            let told = |told: Option<Told>| told.map(serde_json::to_value).transpose();
            let happened = Happened {
                what,
                part: part.unwrap_or_default(),
                before: told(before).map_err(Problem::internal)?,
                after: told(after).map_err(Problem::internal)?,
            };
            note(tx, actor, thing, happened).await?;
            event
        }
        None => event.change(before.as_ref(), after.as_ref())?,
    };
    event.collaboration = thing.collaboration;
    tx.record(actor, event).await
}

/// After a version has come in: what was found is told, and what could not be looked at is looked at later.
pub(crate) async fn follow_up(
    tx: &Tx,
    actor: &Actor,
    thing: &Thing,
    file: &File,
    received: &Received,
) -> Result<(), Problem> {
    match &received.state {
        State::Infected(found) => {
            let told = Told {
                file_virus: Some(found.clone()),
                ..Told::of(file).with(file.latest, &received.name)
            };
            record(tx, actor, thing, "file.infected", (None, Some(told))).await
        }
        State::NotScanned(why) if why.may_pass() => {
            enqueue_job(tx, SCAN_FILE, &json!({ "version": received.id })).await
        }
        State::NotScanned(_) | State::Clean => Ok(()),
    }
}

fn name_of(actor: &Actor) -> &str {
    actor.person().map_or("", |person| &person.name)
}
