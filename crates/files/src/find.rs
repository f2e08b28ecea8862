//! What an address names, for whoever may know of it.

use crate::model::{File, Version};
use crate::{policy, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::{AppState, Happened, Thing};
use serde_json::json;
use uuid::Uuid;

/// What happens at a thing when a version of a file there is fetched.
pub const FETCHED: &str = "file.fetched";

/// The file, and what it lies at. Fails with `not_found`.
pub(crate) async fn find(
    app: &AppState,
    tx: &Tx,
    actor: &Actor,
    id: Uuid,
) -> Result<(Thing, File), Problem> {
    let file = store::find_file(tx, id).await?;
    let file = file.ok_or_else(Problem::not_found)?;
    let thing = app.thing(tx, actor, &file.thing_kind, file.thing_id);
    let thing = thing.await?;
    match policy::may_read(&thing, &file) {
        true => Ok((thing, file)),
        false => Err(Problem::not_found()),
    }
}

/// One of its versions, and what it lies at. Fails with `not_found`.
pub(crate) async fn find_version(
    app: &AppState,
    tx: &Tx,
    actor: &Actor,
    (id, number): (Uuid, i64),
) -> Result<(Thing, Version), Problem> {
    let (thing, file) = find(app, tx, actor, id).await?;
    let found = match policy::may_read_version(&thing, &file, number) {
        true => store::find_version(tx, file.id, number).await?,
        false => None,
    };
    let found = found.ok_or_else(Problem::not_found)?;
    Ok((thing, found))
}

/// What keeps a history of its own is told that somebody fetches what lies there.
pub(crate) async fn note_fetching(
    app: &AppState,
    actor: &Actor,
    (thing, version): (&Thing, &Version),
) -> Result<(), Problem> {
    let Some(note) = thing.own_history else {
        return Ok(());
    };
    let fetched = Happened {
        what: FETCHED,
        part: version.file,
        before: None,
        after: Some(json!({ "file_name": version.name, "file_version": version.number })),
    };
    let tx = app.db.begin("note_fetching").await?;
    note(&tx, actor, thing, fetched).await?;
    tx.commit().await
}
