//! The result, for whoever asked for it and may still have it.

use crate::Machine;
use crate::actions::find_own;
use crate::model::{ResultFile, sight_of};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::Response;
use samverk_database::Db;
use samverk_files::Bytes;
use samverk_foundation::{Actor, Problem};
use samverk_web::{AppState, PageResult, Ui, content_disposition};
use uuid::Uuid;

pub(super) async fn fetch(
    State(state): State<AppState>,
    Extension(machine): Extension<Machine>,
    ui: Ui,
    Path(id): Path<Uuid>,
) -> PageResult {
    let (result, bytes) = open_result(&state.db, &machine, &ui.actor, id).await?;
    Ok(answer(&result, bytes)?)
}

/// Fails with `work_result_gone`, with `work_rights_changed` when the person is allowed something
/// else than when it was made, or as what it is about is not for them any more.
pub async fn open_result(
    db: &Db,
    machine: &Machine,
    actor: &Actor,
    id: Uuid,
) -> Result<(ResultFile, Bytes), Problem> {
    let gone = || Problem::conflict("work_result_gone");
    let tx = db.read().await?;
    let work = find_own(&tx, actor, id).await?;
    let is_over = work.expires_at.is_none_or(|at| at <= tx.now());
    let result = work.result.as_ref().filter(|_| !is_over);
    let result = result.ok_or_else(gone)?;
    let kind = machine.kind(&work.kind)?;
    (kind.allow)(&tx, actor, &work.input).await?;
    drop(tx);
    if work.sight != sight_of(actor) {
        return Err(Problem::conflict("work_rights_changed"));
    }
    let read = machine.storage()?.read(result.id, None).await;
    let bytes = read.map_err(|problem| match problem.code {
        "file_bytes_missing" => gone(),
        _ => problem,
    })?;
    Ok((result.clone(), bytes))
}

fn answer(result: &ResultFile, bytes: Bytes) -> Result<Response, Problem> {
    let media_type = match result.name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    };
    Response::builder()
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CONTENT_LENGTH, result.size)
        .header(
            header::CONTENT_DISPOSITION,
            content_disposition("attachment", &result.name),
        )
        // It is packed already, and given as it lies.
        .header(header::ACCEPT_RANGES, "none")
        .body(Body::from_stream(bytes))
        .map_err(Problem::internal)
}
