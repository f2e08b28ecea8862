//! What is asked of a request before a handler sees it, on pages and in the API alike.

use crate::Failure;
use axum::extract::Request;
use axum::http::header::CONTENT_ENCODING;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use samverk_foundation::Problem;

/// The address that the visitor used, when the operator has not said which one is right: an
/// extension of the request. Without it, the settings' address counts.
#[derive(Clone, Debug)]
pub struct AskedAt(pub String);

/// No body is unpacked: a small one could become very large.
/// Answers `content_encoding_unsupported` (415).
pub async fn plain_bodies_only(request: Request, next: Next) -> Response {
    let mut encodings = request.headers().get_all(CONTENT_ENCODING).iter();
    match encodings.all(|name| name.as_bytes().eq_ignore_ascii_case(b"identity")) {
        true => next.run(request).await,
        false => Failure(Problem::unsupported("content_encoding_unsupported")).into_response(),
    }
}
