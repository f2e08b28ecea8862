//! Somebody at a browser, in a house with the parties' pages and ours.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::{Extension, Router};
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_parties::Above;
use samverk_web::{AppState, Settings, TextSource, Texts};
use std::collections::HashMap;
use std::sync::Arc;
use tower::ServiceExt;

const ABOVE: Above = Above {
    names_party: |_, _| Box::pin(async { Ok(false) }),
    party_has_people: |_, _| Box::pin(async { Ok(false) }),
    collaboration_has_people: |_, _| Box::pin(async { Ok(false) }),
    tell_of_party: samverk_overview::tell_of_party,
};

fn texts() -> Texts {
    let modules = [
        samverk_web::module(),
        samverk_identity::module(),
        samverk_parties::module(),
        samverk_goals::module(),
        samverk_economy::module(),
        samverk_overview::module(),
    ];
    let sources: Vec<TextSource> = modules
        .iter()
        .flat_map(|module| module.texts.clone())
        .collect();
    Texts::new(&sources).unwrap()
}

fn site(db: &Db, actor: &Actor) -> Router {
    let modules = [samverk_parties::module(), samverk_overview::module()];
    let settings = Settings {
        base_url: String::new(),
        demo: false,
        ..Settings::default()
    };
    let panels = modules.iter().flat_map(|one| one.panels.clone()).collect();
    let state = AppState::new(
        db.clone(),
        texts(),
        settings,
        HashMap::new(),
        Vec::new(),
        panels,
    );
    let render = axum::middleware::from_fn_with_state(state.clone(), samverk_web::render_problems);
    modules
        .iter()
        .map(|module| module.router())
        .fold(Router::new(), Router::merge)
        .layer(render)
        .layer(Extension(Arc::new(actor.clone())))
        .layer(Extension(ABOVE))
        .with_state(state)
}

async fn send(db: &Db, actor: &Actor, request: Request<Body>) -> (StatusCode, String) {
    let response = site(db, actor).oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).replace('\u{a0}', " ");
    (status, text)
}

pub async fn get(db: &Db, actor: &Actor, path: &str) -> (StatusCode, String) {
    send(db, actor, Request::get(path).body(Body::empty()).unwrap()).await
}

/// A page that must be there with all its words.
pub async fn page(db: &Db, actor: &Actor, path: &str) -> String {
    let (status, text) = get(db, actor, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {text}");
    assert!(!text.contains('⟦'), "{path} lacks a text: {text}");
    text
}

pub async fn english(db: &Db, actor: &Actor, path: &str) -> String {
    let request = Request::get(path).header("cookie", "language=en");
    let (status, text) = send(db, actor, request.body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{path}: {text}");
    assert!(!text.contains('⟦'), "{path} lacks a text: {text}");
    text
}

/// The part of a page that stands below a heading with this id.
pub fn section<'t>(page: &'t str, id: &str) -> &'t str {
    let start = format!("aria-labelledby=\"{id}-heading\"");
    let at = page
        .find(&start)
        .unwrap_or_else(|| panic!("no section {id}: {page}"));
    page[at..].split("</section>").next().unwrap()
}
