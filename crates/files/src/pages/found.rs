//! What the address names, for whoever may know of it.

use crate::model::File;
use crate::{policy, store};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{AppState, Thing, Ui};
use uuid::Uuid;

/// The file, and what it lies at. Fails with `not_found`.
pub(super) async fn find(
    app: &AppState,
    tx: &Tx,
    ui: &Ui,
    id: Uuid,
) -> Result<(Thing, File), Problem> {
    let file = store::find_file(tx, id).await?;
    let file = file.ok_or_else(Problem::not_found)?;
    let thing = app.thing(tx, &ui.actor, &file.thing_kind, file.thing_id);
    let thing = thing.await?;
    match policy::may_read(&thing, &file) {
        true => Ok((thing, file)),
        false => Err(Problem::not_found()),
    }
}

/// The way to a page about what lies at the thing.
pub(super) fn ui_at(ui: &Ui, thing: &Thing) -> Ui {
    let ui = ui.clone();
    let ui = match place(thing) {
        Some((href, name)) => ui.with_crumb(href, name),
        None => ui,
    };
    ui.with_crumb(thing.href.clone(), thing.name.clone())
}

/// What the thing hangs on: the first two parts of its address, `/samverkan/jamtland`.
fn place(thing: &Thing) -> Option<(String, String)> {
    let parts: Vec<&str> = thing.href.split('/').take(3).collect();
    let href = parts.join("/");
    let hangs = !thing.place.is_empty() && href != thing.href;
    hangs.then(|| (href, thing.place.clone()))
}

/// Where the files stand on the page of the thing.
pub(super) fn list_of(thing: &Thing) -> String {
    match thing.href.contains('#') {
        true => thing.href.clone(),
        false => format!("{}#filer", thing.href),
    }
}
