//! A file that comes in a form.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use samverk_foundation::Problem;
use samverk_web::{AppState, Upload};

/// The form with its file, of so many bytes at most.
///
/// Fails with `file_upload_too_large`, `request_invalid` or `file_not_chosen`.
pub async fn uploaded(
    state: &AppState,
    request: Request,
    bytes_max: usize,
) -> Result<Upload, Problem> {
    let (head, body) = request.into_parts();
    let megabytes = bytes_max / (1024 * 1024);
    let too_large = |_| Problem::too_large("file_upload_too_large").with("max", megabytes);
    let bytes = to_bytes(body, bytes_max).await.map_err(too_large)?;
    let request = Request::from_parts(head, Body::from(bytes));
    let upload = Upload::from_request(request, state).await;
    let upload = upload.map_err(|_| Problem::invalid("request_invalid"))?;
    match upload.bytes.is_empty() {
        true => Err(Problem::invalid("file_not_chosen").at_field("/file")),
        false => Ok(upload),
    }
}
