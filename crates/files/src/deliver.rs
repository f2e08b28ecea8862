//! The bytes of a version, a piece at a time. They are saved, never shown by the browser as a page of ours.

use crate::Files;
use crate::model::{Version, Wanted, wanted};
use crate::store;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::content_disposition;
use std::ops::Range;
use uuid::Uuid;

/// Whatever a browser makes of the bytes, it may do nothing on our behalf.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// The same of a version that another room has found to be for its reader. Fails with `not_found` too.
pub async fn hand_out(
    tx: &Tx,
    files: &Files,
    (file, number): (Uuid, i64),
    asked: &HeaderMap,
) -> Result<Response, Problem> {
    let found = store::find_version(tx, file, number).await?;
    let version = found.ok_or_else(Problem::not_found)?;
    deliver(files, &version, asked).await
}

/// What was asked for of the version: all of it, a part, or nothing when it is known already.
/// Fails with `file_infected`, `file_bytes_missing` or `file_storage_away`.
pub(crate) async fn deliver(
    files: &Files,
    version: &Version,
    asked: &HeaderMap,
) -> Result<Response, Problem> {
    if version.is_infected() {
        return Err(Problem::conflict("file_infected"));
    }
    let tag = format!("\"{}\"", version.sha256);
    let said = |name: header::HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    if said(header::IF_NONE_MATCH).is_some_and(|known| knows(known, &tag)) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    // A part goes on with what is known only when that is still the same.
    let is_same = said(header::IF_RANGE).is_none_or(|known| known == tag);
    let range = said(header::RANGE).filter(|_| is_same);
    match wanted(range, version.size) {
        Wanted::Nothing => {
            let size = format!("bytes */{}", version.size);
            let told = [(header::CONTENT_RANGE, size)];
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, told).into_response())
        }
        Wanted::Part(part) => answer(files, version, &tag, Some(part)).await,
        Wanted::Whole => answer(files, version, &tag, None).await,
    }
}

fn knows(known: &str, tag: &str) -> bool {
    let mut tags = known.split(',').map(str::trim);
    tags.any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

async fn answer(
    files: &Files,
    version: &Version,
    tag: &str,
    part: Option<Range<u64>>,
) -> Result<Response, Problem> {
    let bytes = files.storage.read(version.id, part.clone()).await?;
    let length = part
        .as_ref()
        .map_or(version.size, |part| part.end - part.start);
    let media_type = match version.media_type.as_str() {
        "text/plain" => "text/plain; charset=utf-8",
        other => other,
    };
    let mut response = Response::builder()
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CONTENT_LENGTH, length)
        .header(
            header::CONTENT_DISPOSITION,
            content_disposition("attachment", &version.name),
        )
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::ETAG, tag);
    if let Some(part) = part {
        let told = format!("bytes {}-{}/{}", part.start, part.end - 1, version.size);
        response = response
            .status(StatusCode::PARTIAL_CONTENT)
            .header(header::CONTENT_RANGE, told);
    }
    let body = Body::from_stream(bytes);
    response.body(body).map_err(Problem::internal)
}
