use super::record;
use crate::model::{State, Told, Version};
use crate::{Files, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::AppState;
use serde_json::Value;
use uuid::Uuid;

/// The kind of job that looks at a version which the scanner could not look at when it came.
pub const SCAN_FILE: &str = "scan_file";

/// Fails with `scanner_away` when nothing could be said this time either.
pub async fn scan_file(app: &AppState, files: &Files, payload: &Value) -> Result<(), Problem> {
    let id = payload.get("version").and_then(Value::as_str);
    let id = id.and_then(|id| Uuid::try_parse(id).ok());
    let id = id.ok_or_else(|| Problem::internal("a job without a version"))?;
    let tx = app.db.read().await?;
    let Some(version) = waiting(&tx, id).await? else {
        return Ok(());
    };
    drop(tx);
    let state = files.judge(id).await?;
    let tx = app.db.begin("scan_file").await?;
    keep(app, &tx, &version, &state).await?;
    tx.commit().await?;
    match state {
        State::NotScanned(why) if why.may_pass() => Err(Problem::unavailable("scanner_away")),
        State::Infected(_) => files.storage.remove(id).await,
        State::NotScanned(_) | State::Clean => Ok(()),
    }
}

async fn waiting(tx: &Tx, id: Uuid) -> Result<Option<Version>, Problem> {
    let found = store::find_by_id(tx, id).await?;
    let found = found.filter(|version| matches!(version.state, State::NotScanned(_)));
    Ok(match found {
        Some(version) if store::find_file(tx, version.file).await?.is_some() => Some(version),
        _ => None,
    })
}

async fn keep(app: &AppState, tx: &Tx, version: &Version, state: &State) -> Result<(), Problem> {
    store::update_state(tx, version.id, state).await?;
    let (State::Infected(found), Some(file)) = (state, store::find_file(tx, version.file).await?)
    else {
        return Ok(());
    };
    let actor = Actor::System("scan");
    let thing = app.thing(tx, &actor, &file.thing_kind, file.thing_id).await;
    let Ok(thing) = thing else {
        return Ok(());
    };
    let told = Told {
        file_virus: Some(found.clone()),
        ..Told::of(&file).with(version.number, &version.name)
    };
    record(tx, &actor, &thing, "file.infected", (None, Some(told))).await
}
