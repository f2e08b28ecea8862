//! A form with a file: its bytes go to the store as they come, whatever their number.

use crate::Files;
use crate::model::{Received, check_ending, clean_name};
use crate::storage::too_large;
use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_LENGTH;
use futures_util::stream::{Stream, StreamExt, poll_fn};
use samverk_foundation::{Problem, ProblemKind};
use samverk_web::Values;
use std::task::Poll;
use uuid::Uuid;

/// What comes beside the file: a few lines.
const REST_BYTES_MAX: u64 = 256 * 1024;
const FIELDS_MAX: usize = 20;

pub(super) struct Sent {
    pub values: Values,
    /// Nothing when no file was chosen; what is wrong with it when the form can tell.
    pub received: Result<Option<Received>, Problem>,
}

/// Reads the form. The bytes lie in the store under the id when all went well, and nowhere otherwise.
///
/// Fails with `file_upload_too_large` before anything is read when the length says so,
/// `storage_full`, `file_storage_away`, `request_invalid` or `form_too_large`.
pub(super) async fn receive(files: &Files, id: Uuid, request: Request) -> Result<Sent, Problem> {
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > files.bytes_max.saturating_add(REST_BYTES_MAX)) {
        return Err(too_large(files.bytes_max));
    }
    let request = request.map(|body| Body::from_stream(paced(body.into_data_stream())));
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| Problem::invalid("request_invalid"))?;
    let mut pairs = Vec::new();
    let mut received = Ok(None);
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(called) if matches!(received, Ok(None)) => {
                received = take_in(files, id, &called, part).await;
                let is_mendable = |p: &Problem| p.kind == ProblemKind::Invalid;
                if received
                    .as_ref()
                    .is_err_and(|problem| !is_mendable(problem))
                {
                    break;
                }
            }
            Some(_) => {}
            None => pairs.push((name, line(part).await?)),
        }
        if pairs.len() > FIELDS_MAX {
            return Err(Problem::too_large("form_too_large").with("max", FIELDS_MAX));
        }
    }
    match received {
        Err(problem) if problem.kind != ProblemKind::Invalid => Err(problem),
        received => Ok(Sent {
            values: Values::sent(pairs.into_iter()).map_err(|failure| failure.0)?,
            received,
        }),
    }
}

/// The reader of forms takes all that is there at once: one piece at a time is there.
fn paced<S: Stream + Unpin>(mut body: S) -> impl Stream<Item = S::Item> {
    let mut has_given = false;
    poll_fn(move |context| {
        if std::mem::take(&mut has_given) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = body.poll_next_unpin(context);
        has_given = piece.is_ready();
        piece
    })
}

async fn take_in(
    files: &Files,
    id: Uuid,
    called: &str,
    mut part: Field<'_>,
) -> Result<Option<Received>, Problem> {
    let mut writer = files.storage.writer(id, files.bytes_max);
    let mut is_empty = true;
    loop {
        match part.chunk().await {
            Ok(Some(piece)) => {
                is_empty = is_empty && piece.is_empty();
                writer.write(&piece).await?;
            }
            Ok(None) => break,
            Err(error) => {
                writer.give_up().await;
                return Err(broken(error));
            }
        }
    }
    // So a browser sends a form in which nothing was chosen.
    if called.is_empty() && is_empty {
        return Ok(None);
    }
    let written = writer.finish().await?;
    let name = clean_name(called);
    if let Err(wrong) = check_ending(&name, written.media_type) {
        files.storage.remove(id).await?;
        return Err(wrong);
    }
    Ok(Some(Received {
        id,
        name,
        media_type: written.media_type.to_owned(),
        size: written.size,
        sha256: written.sha256,
        state: files.judge(id).await?,
    }))
}

async fn line(mut part: Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&piece);
        let length = u64::try_from(bytes.len()).map_err(Problem::internal)?;
        if length > REST_BYTES_MAX {
            return Err(Problem::too_large("form_too_large").with("max", FIELDS_MAX));
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::invalid("request_invalid"))
}

fn broken(error: MultipartError) -> Problem {
    Problem::invalid("request_invalid").because(error)
}
