//! The way from an empty collaboration to one that stands: one form after the other, each of which can be left out.
//! `?borja=<step>` in an address says that a form is on that way; whoever sends it is led on to the next.

use crate::{AppState, Ui};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use samverk_database::Contents;

const STEP: &str = "borja";
const AFTER: &str = "efter";

/// One step; every domain adds its own.
#[derive(Clone, Copy)]
pub struct FirstStep {
    /// Among the steps of all domains.
    pub order: u16,
    /// The texts are `next-<code>` and `next-<code>-why`.
    pub code: &'static str,
    /// The form, after `/samverkan/{collaboration}`.
    pub form: &'static str,
    /// Where it is found when it is done.
    pub place: &'static str,
    /// It is done when this has something in it.
    pub done: Contents,
}

/// Where a form stands on the way.
#[derive(Clone, Debug)]
pub(crate) struct OnTheWay {
    /// The collaboration's address.
    base: String,
    code: &'static str,
}

/// The step that the address names.
pub(crate) fn on_the_way(uri: &Uri, steps: &[FirstStep]) -> Option<OnTheWay> {
    let code = asked(uri, STEP)?;
    let step = steps.iter().find(|step| step.code == code)?;
    let key = uri.path().strip_prefix("/samverkan/")?.split('/').next()?;
    Some(OnTheWay {
        base: format!("/samverkan/{key}"),
        code: step.code,
    })
}

fn asked(uri: &Uri, name: &str) -> Option<String> {
    let query = uri.query().unwrap_or_default();
    let mut asked = form_urlencoded::parse(query.as_bytes());
    asked.find_map(|(one, value)| (one == name).then(|| value.into_owned()))
}

/// A step as it is drawn above its form.
pub struct StepView {
    pub label: String,
    pub current: bool,
}

impl Ui {
    /// All steps, when the page is one of them.
    pub fn steps(&self) -> Vec<StepView> {
        let Some(here) = &self.on_the_way else {
            return Vec::new();
        };
        let view = |step: &FirstStep| StepView {
            label: self.t(&format!("next-{}", step.code)),
            current: step.code == here.code,
        };
        self.first_steps().iter().map(view).collect()
    }

    /// Where a form is sent or a link leads, so that one stays on the way.
    pub fn action(&self, path: &str) -> String {
        match &self.on_the_way {
            Some(here) if !path.contains('?') => {
                let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
                let hash = if fragment.is_empty() { "" } else { "#" };
                format!("{path}?{STEP}={}{hash}{fragment}", here.code)
            }
            _ => path.to_owned(),
        }
    }

    /// The next step, when the page is one.
    pub fn onward(&self) -> Option<String> {
        let here = self.on_the_way.as_ref()?;
        Some(format!("{}/{STEP}?{AFTER}={}", here.base, here.code))
    }
}

/// The form of the next step that is not done, for whoever comes from one; nothing when there is none.
pub fn next_form(
    ui: &Ui,
    base: &str,
    after: &str,
    is_done: impl Fn(Contents) -> bool,
) -> Option<String> {
    let steps = ui.first_steps();
    let passed = steps.iter().position(|step| step.code == after);
    let rest = steps.iter().skip(passed.map_or(0, |at| at + 1));
    let next = rest.into_iter().find(|step| !is_done(step.done))?;
    Some(format!("{base}{}?{STEP}={}", next.form, next.code))
}

/// What is saved on the way leads to the next step, and what was done is told there. A form that leads to another
/// of the same step is followed.
pub async fn lead_on(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let here = match *request.method() == Method::POST {
        true => on_the_way(request.uri(), &state.first_steps),
        false => None,
    };
    let response = next.run(request).await;
    match here {
        Some(here) if response.status() == StatusCode::SEE_OTHER => onward(&here, response),
        _ => response,
    }
}

fn onward(here: &OnTheWay, response: Response) -> Response {
    let location = response.headers().get(header::LOCATION);
    let location = location.and_then(|value| value.to_str().ok());
    let location: Option<Uri> = location.and_then(|value| value.parse().ok());
    if location
        .as_ref()
        .is_some_and(|uri| asked(uri, STEP).is_some())
    {
        return response;
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair(AFTER, here.code);
    if let Some(notice) = location.and_then(|uri| asked(&uri, "notis")) {
        query.append_pair("notis", &notice);
    }
    let there = format!("{}/{STEP}?{}", here.base, query.finish());
    let mut response = response;
    if let Ok(value) = HeaderValue::from_str(&there) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}
