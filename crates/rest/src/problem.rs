//! Every refusal on its way out: `application/problem+json` after RFC 9457.

use crate::address::base;
use crate::codes::as_told_to;
use crate::sentence::sentence;
use crate::{Reason, Refusal};
use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use samverk_foundation::{Language, Problem};
use samverk_web::{AppState, Failure, WhomToAsk};
use serde_json::{Value, json};

const PROBLEM_JSON: &str = "application/problem+json";

/// Turns what a handler or another layer refused into a problem document. Lies outside all others.
pub async fn problems_as_json(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let language = language_of(request.headers());
    let instance = match request.extensions().get::<OriginalUri>() {
        Some(original) => original.path().to_owned(),
        None => request.uri().path().to_owned(),
    };
    let base = base(&state.settings, request.extensions()).to_owned();
    let response = next.run(request).await;
    match refusal_of(&response) {
        Some(refusal) => {
            let asked = (language, base.as_str(), instance.as_str());
            written(&state, asked, refusal, response.headers())
        }
        None => response,
    }
}

fn refusal_of(response: &Response) -> Option<Refusal> {
    let status = response.status();
    if let Some(refusal) = response.extensions().get::<Refusal>() {
        return Some(refusal.clone());
    }
    if let Some(Failure(problem)) = response.extensions().get::<Failure>() {
        return Some(as_told_to(problem.clone(), false).into());
    }
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let problem = match status {
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => Problem::invalid("method_not_allowed"),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large("body_too_large"),
        StatusCode::RANGE_NOT_SATISFIABLE => Problem::invalid("range_not_satisfiable"),
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => {
            Problem::internal("too slow").renamed("timed_out")
        }
        status if status.is_server_error() => Problem::internal("no further cause"),
        _ => return Some(Refusal::parameter("", Reason::NotUnderstood)),
    };
    Some(problem.into())
}

trait Renamed {
    fn renamed(self, code: &'static str) -> Self;
}

impl Renamed for Problem {
    fn renamed(self, code: &'static str) -> Self {
        Self { code, ..self }
    }
}

fn written(
    state: &AppState,
    (language, base, instance): (Language, &str, &str),
    refusal: Refusal,
    headers: &HeaderMap,
) -> Response {
    for problem in refusal.problems() {
        if let Some(cause) = &problem.cause {
            tracing::error!(code = problem.code, cause, "request failed");
        }
    }
    let first = refusal.first();
    let status = refusal.status();
    let errors: Vec<Value> = refusal
        .problems()
        .iter()
        .filter_map(|problem| error(state, language, problem, refusal.is_in_query()))
        .collect();
    let whom = refusal.whom_to_ask();
    let mut body = json!({
        "type": format!("{base}/api#problem-{}", first.code),
        "title": state.texts.get(language, &format!("api-title-{status}"), &[]),
        "status": status,
        "detail": detail(state, language, &first, whom),
        "instance": instance,
        "code": first.code,
        "errors": errors,
    });
    if let Some(whom) = whom {
        let roles = whom.roles.iter().map(|role| role.code());
        body["roles"] = roles.collect();
        let asked = whom.asked(state, language).into_iter();
        let contacts = asked.map(|(name, address)| json!({ "name": name, "address": address }));
        body["contacts"] = contacts.collect();
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, body.to_string()).into_response();
    let kept = response.headers_mut();
    for name in [header::ALLOW, header::CONTENT_RANGE] {
        if let Some(value) = headers.get(&name) {
            kept.insert(name, value.clone());
        }
    }
    if status == StatusCode::UNAUTHORIZED {
        let told = headers.get(header::WWW_AUTHENTICATE).cloned();
        let told = told.unwrap_or(HeaderValue::from_static("Bearer"));
        kept.insert(header::WWW_AUTHENTICATE, told);
    }
    for (name, value) in [
        (header::CONTENT_TYPE, PROBLEM_JSON),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_LANGUAGE, language.code()),
    ] {
        kept.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What is wrong, and of a missing right who has it.
fn detail(
    state: &AppState,
    language: Language,
    problem: &Problem,
    whom: Option<&WhomToAsk>,
) -> String {
    let roles = whom.and_then(|whom| whom.sentence(state, language));
    roles.unwrap_or_else(|| sentence(&state.texts, language, problem))
}

/// Where a problem is, if it is anywhere: a field of the body or a parameter of the query.
fn error(state: &AppState, language: Language, problem: &Problem, in_query: bool) -> Option<Value> {
    let field = problem.place.field.as_deref()?;
    let detail = sentence(&state.texts, language, problem);
    Some(match in_query {
        true => json!({ "parameter": field, "code": problem.code, "detail": detail }),
        false => json!({ "pointer": pointer(field), "code": problem.code, "detail": detail }),
    })
}

/// The actions' `members.0.wanted_level`, or `members[0].wanted_level`, as the body's
/// `/members/0/wantedLevel`.
pub(crate) fn pointer(field: &str) -> String {
    if field.is_empty() || field.starts_with('/') {
        return field.to_owned();
    }
    let field = field.replace('[', ".").replace(']', "");
    let names = field.split('.').map(camel_case);
    names.map(|name| format!("/{name}")).collect()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |written, word| {
        let mut letters = word.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        let start: String = capital.into_iter().collect();
        written + &start + letters.as_str()
    })
}

/// Swedish unless English is asked for more eagerly.
pub(crate) fn language_of(headers: &HeaderMap) -> Language {
    let text = headers.get(header::ACCEPT_LANGUAGE);
    let text = text
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut best = (Language::default(), 0.0);
    for wish in text.split(',') {
        let (tag, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
        let code: String = tag.trim().chars().take(2).collect();
        let weight: f32 = weight.trim().parse().unwrap_or(0.0);
        if let Some(language) = Language::from_code(&code.to_ascii_lowercase())
            && weight > best.1
        {
            best = (language, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_the_actions_are_pointers_into_the_body() {
        assert_eq!(pointer("members.0.wanted_level"), "/members/0/wantedLevel");
        assert_eq!(pointer("lines[3].part_key"), "/lines/3/partKey");
        assert_eq!(pointer("/years/1"), "/years/1");
    }

    #[test]
    fn the_language_is_what_the_client_asks_for() {
        let asked = |text: &'static str| {
            let value = HeaderValue::from_static(text);
            language_of(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, value)]))
        };
        assert_eq!(asked("en-GB,en;q=0.9"), Language::En);
        assert_eq!(asked("en;q=0.3, sv;q=0.8"), Language::Sv);
        assert_eq!(asked("de"), Language::Sv);
    }
}
