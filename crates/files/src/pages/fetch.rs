use crate::Files;
use crate::deliver::deliver;
use crate::find::{find_version, note_fetching};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use samverk_foundation::Problem;
use samverk_web::{AppState, PageResult, Ui};
use uuid::Uuid;

pub(super) async fn fetch(
    State(app): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((id, number, name)): Path<(Uuid, i64, String)>,
    asked: HeaderMap,
) -> PageResult {
    let tx = app.db.read().await?;
    let (thing, version) = find_version(&app, &tx, &ui.actor, (id, number)).await?;
    drop(tx);
    if version.name != name {
        return Err(Problem::not_found().into());
    }
    let answer = deliver(&files, &version, &asked).await?;
    note_fetching(&app, &ui.actor, (&thing, &version)).await?;
    Ok(answer)
}
