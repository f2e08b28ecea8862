//! Problems on their way out: the handler says `?`, this layer makes the page.

use crate::sent_form;
use crate::ui::{ground_at, ui_for};
use crate::whom_to_ask::address_href;
use crate::{AppState, Ui};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use samverk_foundation::{Problem, ProblemKind};

/// A problem that ends a request.
#[derive(Clone, Debug)]
pub struct Failure(pub Problem);

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.kind.status());
        let mut response = status
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    ui: Ui,
    status: u16,
    heading: String,
    sentence: String,
    /// Whom to ask, each with an address and its link where there is one.
    asked: Asked,
    code: &'static str,
}

/// Turns a failure, an unknown address or a wrong method into a page with a way back.
pub async fn render_problems(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let ui = ui_for(&parts, &state);
    let is_get = parts.method == Method::GET;
    let here = parts.uri.to_string();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(mut problem) = problem_of(&response) else {
        return response;
    };
    if problem.kind == ProblemKind::SignInNeeded && ui.is_signed_in() {
        problem = problem.as_forbidden();
    }
    if let Some(cause) = &problem.cause {
        tracing::error!(code = problem.code, cause, "request failed");
    }
    if problem.kind == ProblemKind::SignInNeeded && is_get {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("till", &here)
            .finish();
        return crate::redirect(&format!("/logga-in?{query}"));
    }
    if let Some(page) = sent_form::page(&ui, &here, &response) {
        return page;
    }
    problem_page(&state, ui, &problem).await
}

fn problem_of(response: &Response) -> Option<Problem> {
    if let Some(Failure(problem)) = response.extensions().get::<Failure>() {
        return Some(problem.clone());
    }
    let is_empty = !response.headers().contains_key(header::CONTENT_TYPE);
    let is_text = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::NOT_FOUND if is_empty => Some(Problem::not_found()),
        StatusCode::METHOD_NOT_ALLOWED => Some(Problem::not_found()),
        StatusCode::PAYLOAD_TOO_LARGE if is_empty || is_text => {
            Some(Problem::too_large("upload_too_large"))
        }
        StatusCode::FORBIDDEN if is_empty || is_text => Some(Problem::forbidden()),
        // A part of the address that is no number or id names nothing.
        StatusCode::BAD_REQUEST if is_text => Some(Problem::not_found()),
        StatusCode::REQUEST_TIMEOUT => Some(Problem::conflict("try_again")),
        status if status.is_server_error() && (is_empty || is_text) => {
            Some(Problem::internal("no further cause"))
        }
        _ => None,
    }
}

async fn problem_page(state: &AppState, ui: Ui, problem: &Problem) -> Response {
    let status = problem.kind.status();
    let (sentence, asked) = match problem.code {
        "forbidden" => refused(state, &ui, problem).await,
        _ => (ui.problem(problem), Vec::new()),
    };
    let page = ProblemPage {
        heading: ui.t(&format!("problem-heading-{status}")),
        sentence,
        asked,
        code: problem.code,
        status,
        ui,
    };
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match page.render() {
        Ok(html) => (code, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the error page cannot be drawn");
            code.into_response()
        }
    }
}

type Asked = Vec<(String, Option<(String, String)>)>;

/// What is told to whoever is missing a right.
async fn refused(state: &AppState, ui: &Ui, problem: &Problem) -> (String, Asked) {
    let whom = state
        .whom_to_ask(&ui.actor, problem, ground_at(&ui.path))
        .await;
    let sentence = whom.sentence(state, ui.language);
    let linked = |address: String| (address_href(&address), address);
    let asked = whom.asked(state, ui.language).into_iter();
    let asked = asked.map(|(who, address)| (who, address.map(linked)));
    (
        sentence.unwrap_or_else(|| ui.problem(problem)),
        asked.collect(),
    )
}
