//! The guides, one for each role, shown by the program itself: an installation may have no way out.

mod html;

use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::{Problem, Role};
use samverk_web::{AppState, Module, PageResult, Policy, Route, Ui};

const PAGE: &str = "/hjalp";

pub struct Guide {
    pub role: Role,
    /// Its place in the address, and the name of its file.
    pub key: &'static str,
    /// In Markdown.
    pub text: &'static str,
}

macro_rules! guides {
    ($($role:ident $key:literal),*) => {
        &[$(Guide {
            role: Role::$role,
            key: $key,
            text: include_str!(concat!("../../../docs/guides/", $key, ".md")),
        }),*]
    };
}

/// Of somebody who has several roles the first is opened; the last is for everybody.
pub const GUIDES: &[Guide] = guides![
    Coordinator "samordnare",
    Economist "ekonom",
    PartyAdministrator "partsadministrator",
    Representative "representant",
    Reader "lasare",
    Administrator "administrator",
    Opener "initiativtagare",
    Public "alla"
];

pub fn module() -> Module {
    Module {
        name: "guides",
        routes: vec![
            Route::get(PAGE, Policy::Public, show_own),
            Route::get("/hjalp/{guide}", Policy::Public, show),
        ],
        ..Module::default()
    }
}

struct GuideLink {
    href: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "guide.html")]
struct Page {
    ui: Ui,
    title: &'static str,
    body: String,
    guides: Vec<GuideLink>,
    contact: Option<String>,
}

/// The guide of the reader's own role.
async fn show_own(State(state): State<AppState>, ui: Ui) -> PageResult {
    let roles = ui.actor.roles_at_the_door();
    page(&state, ui, |guide| roles.contains(guide.role))
}

async fn show(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    page(&state, ui, |guide| guide.key == key)
}

fn page(state: &AppState, ui: Ui, is_shown: impl Fn(&Guide) -> bool) -> PageResult {
    let shown = GUIDES.iter().find(|guide| is_shown(guide));
    let shown = shown.ok_or_else(Problem::not_found)?;
    let links = GUIDES.iter().map(|guide| GuideLink {
        href: format!("{PAGE}/{}", guide.key),
        label: ui.kind_name("role-", guide.role.code()),
        current: guide.key == shown.key,
    });
    ui.page(&Page {
        title: html::title(shown.text),
        body: html::body(shown.text, PAGE),
        guides: links.collect(),
        contact: state.settings.contact.clone(),
        ui: ui.clone(),
    })
}
