//! What an address names, for whoever may know of it.

use crate::model::{File, Version};
use crate::{policy, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::{AppState, Thing};
use uuid::Uuid;

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

/// One of its versions. Fails with `not_found`.
pub(crate) async fn find_version(
    app: &AppState,
    tx: &Tx,
    actor: &Actor,
    (id, number): (Uuid, i64),
) -> Result<Version, Problem> {
    let (thing, file) = find(app, tx, actor, id).await?;
    let found = match policy::may_read_version(&thing, &file, number) {
        true => store::find_version(tx, file.id, number).await?,
        false => None,
    };
    found.ok_or_else(Problem::not_found)
}
