//! A form with a file: its bytes go to the store as they come, whatever their number.

use crate::Files;
use crate::model::{Received, check_ending, clean_name};
use crate::storage::too_large;
use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_LENGTH;
use futures_util::stream::{Stream, StreamExt, poll_fn};
use samverk_foundation::{Problem, ProblemKind};
use samverk_web::Values;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use uuid::Uuid;

/// What comes beside the file, in bytes: a few lines.
const REST_MAX: usize = 256 * 1024;
/// So much is given to the reader of forms at a time.
const PIECE: usize = 64 * 1024;
const FIELDS_MAX: usize = 20;

pub(crate) struct Sent {
    pub values: Values,
    /// Nothing when no file was chosen; what is wrong with it when the form can tell.
    pub received: Result<Option<Received>, Problem>,
}

/// Reads the form. The bytes lie in the store under the id when all went well, and nowhere otherwise.
///
/// Fails with `file_upload_too_large` before anything is read when the length says so,
/// `storage_full`, `file_storage_away`, `request_invalid` or `form_too_large`.
pub(crate) async fn receive(files: &Files, id: Uuid, request: Request) -> Result<Sent, Problem> {
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let rest = u64::try_from(REST_MAX).map_err(Problem::internal)?;
    if length.is_some_and(|length| length > files.bytes_max.saturating_add(rest)) {
        return Err(too_large(files.bytes_max));
    }
    let unread = Unread::default();
    let given = unread.clone();
    let request = request.map(|body| Body::from_stream(paced(body.into_data_stream(), given)));
    let parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| Problem::invalid("request_invalid"))?;
    let read = Form { parts, unread }.read(files, id).await;
    if read.is_err() {
        // What went wrong may have come after the file.
        files.storage.remove(id).await?;
    }
    read
}

/// How much has been given to the reader of forms since it last got something out of it. Whatever comes
/// before a boundary, the headers of a part, and a part that nobody reads, it holds whole.
#[derive(Clone, Default)]
struct Unread(Arc<AtomicUsize>);

impl Unread {
    /// Fails when it would hold too much.
    fn add(&self, length: usize) -> Result<(), std::io::Error> {
        let held = self.0.fetch_add(length, Ordering::Relaxed);
        match held.saturating_add(length) > REST_MAX + PIECE {
            true => Err(std::io::ErrorKind::FileTooLarge.into()),
            false => Ok(()),
        }
    }

    fn is_read(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// What has gone wrong with the body.
    fn broken(&self, error: MultipartError) -> Problem {
        match self.0.load(Ordering::Relaxed) > REST_MAX + PIECE {
            true => form_too_large(),
            false => Problem::invalid("request_invalid").because(error),
        }
    }
}

fn form_too_large() -> Problem {
    Problem::too_large("form_too_large").with("max", FIELDS_MAX)
}

/// The reader of forms takes all that is there at once: one small piece at a time is there.
fn paced<S, E>(mut body: S, unread: Unread) -> impl Stream<Item = Result<Bytes, axum::BoxError>>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: Into<axum::BoxError>,
{
    let mut has_given = false;
    let mut rest = Bytes::new();
    poll_fn(move |context| {
        if std::mem::take(&mut has_given) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if rest.is_empty() {
            rest = match body.poll_next_unpin(context) {
                Poll::Ready(Some(Ok(piece))) => piece,
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error.into()))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            };
        }
        has_given = true;
        let piece = rest.split_to(rest.len().min(PIECE));
        let counted = unread.add(piece.len());
        Poll::Ready(Some(counted.map(|()| piece).map_err(Into::into)))
    })
}

/// A form on its way in.
struct Form {
    parts: Multipart,
    unread: Unread,
}

impl Form {
    async fn read(mut self, files: &Files, id: Uuid) -> Result<Sent, Problem> {
        let mut pairs = Vec::new();
        let mut received = Ok(None);
        let (mut count, mut room) = (0, REST_MAX);
        let unread = self.unread.clone();
        let broken = |error| unread.broken(error);
        while let Some(part) = self.parts.next_field().await.map_err(broken)? {
            unread.is_read();
            count += 1;
            if count > FIELDS_MAX {
                return Err(form_too_large());
            }
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(called) if matches!(received, Ok(None)) => {
                    received = take_in(files, id, &called, (part, &unread)).await;
                    let is_mendable = |p: &Problem| p.kind == ProblemKind::Invalid;
                    if received.as_ref().is_err_and(|wrong| !is_mendable(wrong)) {
                        break;
                    }
                }
                // The form asks for one file; another is passed over.
                Some(_) => {}
                None => {
                    let text = line((part, &unread), room).await?;
                    room = room.saturating_sub(text.len());
                    pairs.push((name, text));
                }
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
}

async fn take_in(
    files: &Files,
    id: Uuid,
    called: &str,
    (mut part, unread): (Field<'_>, &Unread),
) -> Result<Option<Received>, Problem> {
    let mut writer = files.storage.writer(id, files.bytes_max);
    let mut is_empty = true;
    loop {
        match part.chunk().await {
            Ok(Some(piece)) => {
                unread.is_read();
                is_empty = is_empty && piece.is_empty();
                writer.write(&piece).await?;
            }
            Ok(None) => break,
            Err(error) => {
                writer.give_up().await;
                return Err(unread.broken(error));
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

async fn line((mut part, unread): (Field<'_>, &Unread), room: usize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|error| unread.broken(error))? {
        unread.is_read();
        bytes.extend_from_slice(&piece);
        if bytes.len() > room {
            return Err(form_too_large());
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::invalid("request_invalid"))
}
