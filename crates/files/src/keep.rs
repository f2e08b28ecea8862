//! Bytes that have come in get a row that tells of them, in a transaction of its own; or they go again.

use crate::actions::{NewFile, add_file, add_version};
use crate::find::find;
use crate::model::{File, Received, State};
use crate::{Files, policy};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::{AppState, Thing};
use uuid::Uuid;

/// Lays them at the thing. Fails as the action, or with `not_found` when the thing has gone meanwhile.
pub(crate) async fn keep_file(
    (app, files): (&AppState, &Files),
    actor: &Actor,
    (kind, id): (&str, Uuid),
    new: &NewFile,
    received: &Received,
) -> Result<File, Problem> {
    let added = async {
        let tx = app.db.begin("add_file").await?;
        let thing = app.thing(&tx, actor, kind, id).await?;
        let file = add_file(&tx, actor, &thing, new, received).await?;
        Ok((tx, file))
    };
    settle(files, received, added.await).await
}

/// They are what the file has become. Fails as the action, or with `not_found`.
pub(crate) async fn keep_version(
    (app, files): (&AppState, &Files),
    actor: &Actor,
    id: Uuid,
    received: &Received,
) -> Result<File, Problem> {
    let added = async {
        let tx = app.db.begin("add_version").await?;
        let (thing, file) = find(app, &tx, actor, id).await?;
        add_version(&tx, actor, (&thing, &file), received).await?;
        Ok((tx, file))
    };
    settle(files, received, added.await).await
}

/// When it is not known whether the rows were kept, the bytes stay for the tidying. What has a virus is told
/// of, and its bytes are not kept.
async fn settle(
    files: &Files,
    received: &Received,
    added: Result<(Tx, File), Problem>,
) -> Result<File, Problem> {
    let (tx, file) = match added {
        Ok(added) => added,
        Err(problem) => {
            files.storage.remove(received.id).await?;
            return Err(problem);
        }
    };
    tx.commit().await?;
    if let State::Infected(_) = received.state {
        files.storage.remove(received.id).await?;
    }
    Ok(file)
}

/// Whether somebody may add to the thing, asked before anything is read of what they send, and an id for it.
pub(crate) async fn may_send(
    app: &AppState,
    actor: &Actor,
    (kind, id): (&str, Uuid),
) -> Result<(Thing, Uuid), Problem> {
    let tx = app.db.read().await?;
    let thing = app.thing(&tx, actor, kind, id).await?;
    policy::require(policy::may_add(&thing))?;
    Ok((thing, tx.new_id()))
}

/// The same of a new version.
pub(crate) async fn may_send_version(
    app: &AppState,
    actor: &Actor,
    id: Uuid,
) -> Result<(Thing, File, Uuid), Problem> {
    let tx = app.db.read().await?;
    let (thing, file) = find(app, &tx, actor, id).await?;
    policy::require(policy::may_add_version(&thing, &file))?;
    Ok((thing, file, tx.new_id()))
}
