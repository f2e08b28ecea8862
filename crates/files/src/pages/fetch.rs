use crate::Files;
use crate::deliver::deliver;
use crate::find::find_version;
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
    let version = find_version(&app, &tx, &ui.actor, (id, number)).await?;
    drop(tx);
    match version.name == name {
        true => Ok(deliver(&files, &version, &asked).await?),
        false => Err(Problem::not_found().into()),
    }
}
