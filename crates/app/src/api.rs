//! The REST API: the resources of all domains under `/api/v1`, with layers of its own. No session
//! counts here and no page is drawn: whatever goes wrong is told as `application/problem+json`.

use crate::above::ABOVE;
use crate::directory::Houses;
use crate::modules::modules;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::any;
use axum::{Extension, Router};
use samverk_files::Files;
use samverk_foundation::Problem;
use samverk_identity::DirectorySlot;
use samverk_rest::{Api, Refusal, Resource, problems_as_json, trace_context};
use samverk_web::{AppState, Module, plain_bodies_only};
use samverk_work::Machine;
use std::sync::{Arc, LazyLock};
use tower_http::catch_panic::CatchPanicLayer;

/// Every operation there is.
pub fn api() -> Api {
    Api::new(RESOURCES.iter().cloned())
}

/// What is described at run time takes long to describe, and is the same for the whole process.
static RESOURCES: LazyLock<Vec<Resource>> = LazyLock::new(resources);

fn resources() -> Vec<Resource> {
    [
        samverk_identity::api(),
        samverk_parties::api(),
        samverk_goals::api(),
        samverk_economy::api(),
        samverk_development::api(),
        samverk_benefits::api(),
        samverk_surveys::api(),
        samverk_agreements::api(),
        samverk_meetings::api(),
        samverk_cases::api(),
        samverk_archive::api(),
        samverk_systems::api(),
        samverk_contracts::api(),
        samverk_consultations::api(),
        samverk_files::api(),
        samverk_talk::api(),
        samverk_overview::api(),
        samverk_search::api(),
        crate::long_work::api(),
    ]
    .concat()
}

/// The page about the API.
pub fn module() -> Module {
    samverk_rest::module(Arc::new(api()))
}

/// Everything under [`samverk_rest::ROOT`].
pub fn router(state: &AppState, (machine, files): (Machine, Files)) -> Router<AppState> {
    let actions: Vec<_> = modules()
        .into_iter()
        .flat_map(|module| module.actions)
        .collect();
    let operations = samverk_rest::router(&Arc::new(api()), &actions);
    Router::new()
        .nest(
            samverk_rest::ROOT,
            // How much each operation takes in, it knows itself.
            operations
                .layer(DefaultBodyLimit::disable())
                .layer(from_fn(plain_bodies_only)),
        )
        // The one address below the root that a nested router does not answer for.
        .route(&format!("{}/", samverk_rest::ROOT), any(nothing))
        .layer(DirectorySlot::layer(Houses))
        .layer(Extension(crate::documents::TYPESETTER))
        .layer(Extension(ABOVE))
        .layer(Extension(machine))
        .layer(files.layer())
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(
            state.clone(),
            samverk_identity::load_bearer,
        ))
        .layer(from_fn_with_state(state.clone(), problems_as_json))
        .layer(from_fn(trace_context))
}

async fn nothing() -> Refusal {
    Problem::not_found().into()
}
