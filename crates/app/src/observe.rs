//! What an operator sees of each request: one line in the log and the figures in [`Metrics`].
//! Never who asked or for what: the route's template instead of its address, and no query.

use crate::metrics::{Metrics, Request as Measured};
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use samverk_database::Db;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument;

#[derive(Clone)]
pub struct Observer {
    pub db: Db,
    pub metrics: Arc<Metrics>,
}

/// Lies outside all other layers. The trace id is the client's own, if it sends one.
pub async fn observe(State(observer): State<Observer>, request: Request, next: Next) -> Response {
    let method = known(request.method());
    // The route instead of the address: an address may hold the secret of an invitation.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("", MatchedPath::as_str);
    let trace_id = samverk_rest::trace_id(request.headers());
    let trace_id = trace_id.unwrap_or_else(|| observer.db.clock().new_id().simple().to_string());
    let span = tracing::info_span!("request", method, route, trace_id);
    let began = Instant::now();
    let response = next.run(request).instrument(span).await;
    let (took, status) = (began.elapsed(), response.status().as_u16());
    let duration_ms = took.as_micros() as f64 / 1000.0;
    tracing::info!(target: "samverk::access", method, route, status, duration_ms, trace_id, "answered");
    observer.metrics.note(&Measured {
        method,
        route,
        status,
        took,
    });
    response
}

/// A client may invent methods, and a figure for each would never be forgotten.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
