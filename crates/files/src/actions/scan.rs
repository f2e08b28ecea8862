use super::record;
use crate::model::{File, State, Told, Version};
use crate::{Files, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_identity::list_administrators;
use samverk_notices::actions::{About, notify};
use samverk_web::{AppState, Thing};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The kind of job that looks at a version which the scanner could not look at when it came, or which it judged
/// by other signatures than it has now.
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
    // Asked before: should they change meanwhile, it is looked at once more.
    let signatures = files.signatures().await.unwrap_or_default();
    let state = files.judge(id).await?;
    let says_nothing = matches!(state, State::NotScanned(_));
    // What was found clean stays so while the scanner says nothing else.
    if !says_nothing || version.state != State::Clean {
        let tx = app.db.begin("scan_file").await?;
        keep(app, &tx, &version, (&state, &signatures)).await?;
        tx.commit().await?;
    }
    match state {
        State::NotScanned(why) if why.may_pass() => Err(Problem::unavailable("scanner_away")),
        State::Infected(_) => files.storage.remove(id).await,
        State::NotScanned(_) | State::Clean => Ok(()),
    }
}

async fn waiting(tx: &Tx, id: Uuid) -> Result<Option<Version>, Problem> {
    let found = store::find_by_id(tx, id).await?;
    let found = found.filter(|version| !version.is_infected());
    Ok(match found {
        Some(version) if store::find_file(tx, version.file).await?.is_some() => Some(version),
        _ => None,
    })
}

async fn keep(
    app: &AppState,
    tx: &Tx,
    version: &Version,
    judged: (&State, &str),
) -> Result<(), Problem> {
    store::update_state(tx, version.id, judged).await?;
    let (State::Infected(found), Some(file)) =
        (judged.0, store::find_file(tx, version.file).await?)
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
    record(tx, &actor, &thing, "file.infected", (None, Some(told))).await?;
    tell(app, tx, &actor, (&thing, &file)).await
}

/// Whoever added it and those who look after the installation: others may have fetched it.
async fn tell(
    app: &AppState,
    tx: &Tx,
    actor: &Actor,
    (thing, file): (&Thing, &File),
) -> Result<(), Problem> {
    let administrators = list_administrators(tx, app.settings.demo).await?;
    let people: BTreeSet<_> = file.added_by.into_iter().chain(administrators).collect();
    for person in people {
        notify(tx, actor, person, "infected", About::Told(thing)).await?;
    }
    Ok(())
}
