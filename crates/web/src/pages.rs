//! The few pages that belong to no domain: language, about, accessibility, health.

use crate::{
    ActionRow, AppState, Module, PageResult, Policy, Route, TextSource, Ui, Values, redirect,
};
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use samverk_foundation::Language;
use std::time::Duration;

pub fn module() -> Module {
    Module {
        name: "web",
        routes: vec![
            Route::post("/sprak", Policy::Public, choose_language),
            Route::get("/om", Policy::Public, about),
            Route::get("/tillganglighet", Policy::Public, accessibility),
            Route::get("/health/live", Policy::Public, live),
            Route::get("/health/ready", Policy::Public, ready),
        ],
        actions: Vec::<ActionRow>::new(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "web/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "web/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        ..Module::default()
    }
}

/// Remembers the language for a year and goes back to the page it was chosen on.
async fn choose_language(values: Values) -> PageResult {
    let language = Language::from_code(values.text("language")).unwrap_or_default();
    let back = local_path(values.text("back"));
    let cookie = format!(
        "language={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        language.code()
    );
    Ok(([(header::SET_COOKIE, cookie)], redirect(&back)).into_response())
}

/// Only paths of our own, so that nobody is led astray.
pub(crate) fn local_path(path: &str) -> String {
    let plain = !path.contains(|c: char| c == '\\' || c.is_control());
    let is_local = plain && path.starts_with('/') && !path.starts_with("//");
    if is_local {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    ui: Ui,
    version: &'static str,
}

async fn about(ui: Ui) -> PageResult {
    ui.page(&AboutPage {
        ui: ui.clone(),
        version: env!("CARGO_PKG_VERSION"),
    })
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    ui: Ui,
}

async fn accessibility(ui: Ui) -> PageResult {
    ui.page(&AccessibilityPage { ui: ui.clone() })
}

async fn live() -> &'static str {
    "ok\n"
}

/// A load balancer does not wait longer.
const READY_WITHIN: Duration = Duration::from_millis(1_800);

async fn ready(State(state): State<AppState>) -> PageResult {
    state.db.check_health(READY_WITHIN).await?;
    Ok("ok\n".into_response())
}
