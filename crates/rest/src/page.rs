//! The page `/api`: what the API is, how to get a token, the resources and the problems.

use crate::operation::{Access, Operation};
use crate::sentence::sentence;
use crate::{API_RELEASED, API_VERSION, Api, ROOT};
use askama::Template;
use axum::extract::State;
use samverk_foundation::{Language, Problem};
use samverk_web::{AppState, Module, PageResult, Policy, Route, TextSource, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The page and the texts of the API.
pub fn module(api: Arc<Api>) -> Module {
    let show = move |State(state): State<AppState>, ui: Ui| {
        let api = Arc::clone(&api);
        async move { page(&api, &state, ui) }
    };
    let text = |language, name, text| TextSource {
        language,
        name,
        text,
    };
    Module {
        name: "rest",
        routes: vec![Route::get("/api", Policy::Public, show)],
        texts: vec![
            text(Language::Sv, "rest/sv", include_str!("../texts/sv.ftl")),
            text(Language::En, "rest/en", include_str!("../texts/en.ftl")),
        ],
        ..Module::default()
    }
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    ui: Ui,
    /// `https://samverk.exempel.se/api/v1`
    root: String,
    version: &'static str,
    released: &'static str,
    resources: Vec<ResourceView>,
    problems: Vec<ProblemView>,
}

struct ResourceView {
    name: &'static str,
    about: &'static str,
    operations: Vec<OperationView>,
}

struct OperationView {
    method: String,
    path: String,
    about: &'static str,
    /// The scope and action of a write.
    needs: Option<(&'static str, &'static str)>,
    /// An address to try, for what all may read and what is there.
    try_at: Option<String>,
}

struct ProblemView {
    code: &'static str,
    status: u16,
    sentence: String,
}

fn page(api: &Api, state: &AppState, ui: Ui) -> PageResult {
    let index = usize::from(ui.language == Language::En);
    let resources = api.resources.iter().map(|resource| ResourceView {
        name: resource.name,
        about: resource.about[index],
        operations: resource
            .operations
            .iter()
            .map(|row| operation_view(api, row, index, state.settings.demo))
            .collect(),
    });
    let resources = resources.collect();
    ui.page(&ApiPage {
        root: format!("{}{ROOT}", state.settings.base_url),
        version: API_VERSION,
        released: API_RELEASED,
        resources,
        problems: problems(api, state, ui.language),
        ui: ui.clone(),
    })
}

fn operation_view(api: &Api, row: &Operation, index: usize, demo: bool) -> OperationView {
    // The examples are the demo's: elsewhere only what has no names in its path is sure to be there.
    let is_there = !row.path.contains('{') || demo && api.is_example_real(row.path);
    let (needs, readable) = match row.access {
        Access::ByAction(scope, action) => (Some((scope.code(), action)), false),
        Access::Reading(_) | Access::Open => (None, true),
    };
    OperationView {
        method: row.method.to_string(),
        path: row.path.to_owned(),
        about: row.about[index],
        needs,
        try_at: (readable && is_there).then(|| api.example_path(row.path)),
    }
}

/// Every code that any operation can tell of.
fn problems(api: &Api, state: &AppState, language: Language) -> Vec<ProblemView> {
    let mut codes: BTreeMap<&'static str, u16> = BTreeMap::from([("method_not_allowed", 405)]);
    for row in api.operations() {
        for (status, of_row) in crate::openapi::problems(row) {
            codes.extend(of_row.into_iter().map(|code| (code, status)));
        }
    }
    let view = |(code, status)| ProblemView {
        code,
        status,
        sentence: sentence(
            &state.texts,
            language,
            &Problem {
                code,
                ..Problem::not_found()
            },
        ),
    };
    codes.into_iter().map(view).collect()
}
