//! The whole web application: routes of all domains under the few layers that all share.

use crate::above::ABOVE;
use crate::assets;
use crate::directory::Houses;
use crate::long_work::KINDS;
use crate::modules::modules;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Router};
use samverk_database::Db;
use samverk_files::Files;
use samverk_identity::DirectorySlot;
use samverk_web::{AppState, Settings, Texts, plain_bodies_only};
use samverk_work::Machine;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// What a request may carry at the most. A bundle or spreadsheet of the format is far smaller.
pub const UPLOAD_BYTES_MAX: usize = 10 * 1024 * 1024;

pub fn state(db: Db, texts: Texts, settings: Settings) -> AppState {
    AppState::new(db, texts, settings, assets::routes(), &modules())
}

/// What is done beside requests, by whoever has these files.
pub fn machine(files: &Files) -> Machine {
    Machine::new(files, KINDS)
}

/// How long somebody may take to send a file; a stop of a minute ends the connection before.
const UPLOAD_TIME_MAX: Duration = Duration::from_secs(60 * 60);

pub fn router(state: AppState, files: Files) -> Router {
    let routes = |takes_files: bool| {
        let modules = modules().into_iter();
        let of_each = modules.map(|module| module.router_of(takes_files));
        of_each.fold(Router::new(), Router::merge)
    };
    let machine = machine(&files);
    let pages = routes(false)
        .fallback(without_trailing_slash)
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
        .layer(RequestBodyLimitLayer::new(UPLOAD_BYTES_MAX))
        .layer(time_limit(Duration::from_secs(60)));
    // How large a file may be, who takes it in knows.
    let uploads = routes(true)
        .layer(DefaultBodyLimit::disable())
        .layer(time_limit(UPLOAD_TIME_MAX));
    pages
        .merge(uploads)
        .layer(Extension(machine.clone()))
        .layer(files.clone().layer())
        .layer(from_fn(plain_bodies_only))
        .layer(from_fn(no_null_in_address))
        .layer(DirectorySlot::layer(Houses))
        .layer(Extension(crate::documents::TYPESETTER))
        .layer(Extension(ABOVE))
        .layer(Extension(samverk_overview::SOURCES))
        .layer(CatchPanicLayer::new())
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(
            state.clone(),
            samverk_web::render_problems,
        ))
        .layer(from_fn_with_state(
            state.clone(),
            samverk_identity::load_actor,
        ))
        .layer(from_fn_with_state(
            state.clone(),
            samverk_web::render_problems,
        ))
        .layer(from_fn_with_state(state.clone(), samverk_web::lead_on))
        .layer(from_fn(not_to_be_stored))
        .merge(crate::api::router(&state, (machine, files)))
        .with_state(state)
        .merge(assets::router())
        // A page is small: a better level would cost more time here than it saves on the way.
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(DefaultPredicate::new().and(is_not_a_file)),
        )
        .layer(security_header(
            "content-security-policy",
            CONTENT_SECURITY_POLICY,
        ))
        .layer(security_header("x-content-type-options", "nosniff"))
        .layer(security_header("referrer-policy", "same-origin"))
        .layer(security_header("x-frame-options", "DENY"))
        .layer(security_header("cross-origin-opener-policy", "same-origin"))
        .layer(security_header(
            "permissions-policy",
            "camera=(), microphone=(), geolocation=()",
        ))
}

fn time_limit(most: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, most)
}

/// What can be had in parts is given as it lies.
fn is_not_a_file(
    _: StatusCode,
    _: Version,
    headers: &HeaderMap,
    _: &axum::http::Extensions,
) -> bool {
    !headers.contains_key(header::ACCEPT_RANGES)
}

/// Nothing inline, nothing from elsewhere. The design system's icons are pictures in the style sheet.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

fn security_header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    let name = HeaderName::from_static(name);
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// A page is found also with a slash at the end of its address: it leads to the one without.
async fn without_trailing_slash(method: Method, uri: Uri) -> Response {
    let is_reading = method == Method::GET || method == Method::HEAD;
    match uri.path().strip_suffix('/') {
        Some(path) if is_reading && is_page(path) => {
            let query = uri.query().map(|query| format!("?{query}"));
            let there = format!("{path}{}", query.unwrap_or_default());
            Redirect::permanent(&there).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn is_page(path: &str) -> bool {
    let fits = |(known, part): (&str, &str)| match known.starts_with('{') && known.ends_with('}') {
        true => !part.is_empty(),
        false => known == part,
    };
    modules()
        .iter()
        .flat_map(|module| &module.routes)
        .any(|row| {
            let has_as_many = row.path.split('/').count() == path.split('/').count();
            has_as_many
                && row.method == Method::GET
                && row.path.split('/').zip(path.split('/')).all(fits)
        })
}

/// No key holds a null byte, and PostgreSQL does not compare with one.
async fn no_null_in_address(
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> Response {
    match request.uri().to_string().contains("%00") {
        true => StatusCode::NOT_FOUND.into_response(),
        false => next.run(request).await,
    }
}

/// Pages may differ from person to person, so no cache keeps them.
async fn not_to_be_stored(
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> Response {
    let mut response = next.run(request).await;
    let value = HeaderValue::from_static("no-cache, private");
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(value);
    response
}
