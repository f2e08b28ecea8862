//! A form that is sent when the session it was written in has ended, or is another person's by now: what
//! was typed is not lost. Nothing of it is kept here. The page that answers carries it, and sends it again
//! when the person says so, by the same doors as every other form.

use crate::values::{SECRET, refused};
use crate::{Failure, Ui};
use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use samverk_foundation::{Actor, Problem};
use std::sync::Arc;

/// The hidden field that tells whose page the form stood on.
pub(crate) const WRITER: &str = "written_by";

/// More than all texts of any form; a stranger gets no larger page back than this.
const CARRIED_BYTES_MAX: usize = 4 * 1024 * 1024;

/// No form without files is larger, also where files of any size are taken in.
const PLAIN_BYTES_MAX: usize = 10 * 1024 * 1024;

/// So much of files is read past, for the sake of what stands after them.
const PASSED_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What is told to whoever has signed in beside.
const SIGNED_IN: &str = "signed-in-beside";

const PLAIN: &str = "application/x-www-form-urlencoded";
const WITH_FILES: &str = "multipart/form-data";

/// What was sent and not taken in; an extension of the answer, from which the page is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    fields: Vec<(String, String)>,
    /// The names of the fields that held files: those are chosen anew.
    files: Vec<String>,
    /// Somebody else is signed in by now.
    by_another: bool,
}

impl Sent {
    /// For whoever is signed in and says that it is theirs.
    fn fields_of_whoever(&self) -> impl Iterator<Item = &(String, String)> {
        self.fields.iter().filter(|(name, _)| name != WRITER)
    }
}

/// The request as it goes on, or the answer to a form whose writer is not who is signed in.
pub(crate) async fn as_its_writer(actor: &Actor, request: Request) -> Result<Request, Response> {
    let person = match actor {
        Actor::Public => return Err(signed_out(request).await),
        Actor::System(_) => return Ok(request),
        Actor::Person(person) => person,
    };
    if request.method() != Method::POST || !is(request.headers(), PLAIN) {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, PLAIN_BYTES_MAX).await;
    let bytes = bytes.map_err(|error| refused(error).into_response())?;
    match writer_of(&bytes) {
        Some(writer) if writer != person.id.to_string() => {
            let by_another = Sent {
                fields: carried(&bytes),
                by_another: true,
                ..Sent::default()
            };
            Err(sent_away(Problem::conflict("form_of_another"), by_another))
        }
        Some(_) => Ok(Request::from_parts(
            parts,
            Body::from(without_writer(&bytes)),
        )),
        None => Ok(Request::from_parts(parts, Body::from(bytes))),
    }
}

async fn signed_out(request: Request) -> Response {
    let problem = Problem::sign_in_needed();
    if request.method() != Method::POST {
        return Failure(problem).into_response();
    }
    let sent = match (
        is(request.headers(), PLAIN),
        is(request.headers(), WITH_FILES),
    ) {
        (true, _) => match to_bytes(request.into_body(), PLAIN_BYTES_MAX).await {
            Ok(bytes) => Sent {
                fields: carried(&bytes),
                ..Sent::default()
            },
            Err(error) => return refused(error).into_response(),
        },
        (_, true) => with_files(request).await,
        _ => return Failure(problem).into_response(),
    };
    sent_away(problem, sent)
}

fn sent_away(problem: Problem, sent: Sent) -> Response {
    let mut response = Failure(problem).into_response();
    let size: usize = (sent.fields.iter().map(|(_, value)| value.len())).sum();
    if size <= CARRIED_BYTES_MAX {
        response.extensions_mut().insert(Arc::new(sent));
    }
    response
}

fn is(headers: &HeaderMap, kind: &str) -> bool {
    let sent = headers.get(header::CONTENT_TYPE);
    let sent = sent.and_then(|value| value.to_str().ok());
    sent.is_some_and(|sent| sent.to_ascii_lowercase().starts_with(kind))
}

/// Everything but secrets, which are typed anew.
fn carried(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(bytes).into_owned();
    pairs
        .filter(|(name, _)| !SECRET.contains(&name.as_str()))
        .collect()
}

/// What stands after files that are too large is not read.
async fn with_files(request: Request) -> Sent {
    let mut sent = Sent::default();
    let Ok(mut parts) = Multipart::from_request(request, &()).await else {
        return sent;
    };
    let mut left = [CARRIED_BYTES_MAX, PASSED_BYTES_MAX];
    while let Ok(Some(mut part)) = parts.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let mut bytes = Vec::new();
        while let Ok(Some(chunk)) = part.chunk().await {
            let Some(rest) = left[usize::from(is_file)].checked_sub(chunk.len()) else {
                sent.files.extend(is_file.then_some(name));
                return sent;
            };
            left[usize::from(is_file)] = rest;
            if !is_file {
                bytes.extend_from_slice(&chunk);
            }
        }
        match (is_file, String::from_utf8(bytes)) {
            (false, Ok(text)) => sent.fields.push((name, text)),
            _ => sent.files.push(name),
        }
    }
    sent
}

fn writer_of(bytes: &[u8]) -> Option<String> {
    let mut pairs = form_urlencoded::parse(bytes);
    let (_, writer) = pairs.find(|(name, _)| name == WRITER)?;
    Some(writer.into_owned())
}

/// Who wrote it is asked at the door only, and is no field of the form.
fn without_writer(bytes: &[u8]) -> Vec<u8> {
    let mark = format!("{WRITER}=");
    let pairs = bytes.split(|byte| *byte == b'&');
    let others = pairs.filter(|pair| !pair.starts_with(mark.as_bytes()));
    others.collect::<Vec<_>>().join(&b'&')
}

impl Ui {
    /// Whose page a form stands on, so that nobody else sends it by mistake; empty for strangers.
    pub fn writer(&self) -> String {
        let person = self.actor.person();
        person.map_or_else(String::new, |person| person.id.to_string())
    }
}

#[derive(Template)]
#[template(path = "sent_form.html")]
struct SentFormPage {
    ui: Ui,
    action: String,
    /// The way to sign in, for a tab of its own.
    beside: String,
    sent: Arc<Sent>,
    heading: String,
    lead: String,
}

/// The page that carries what was sent, if anything was.
pub(crate) fn page(ui: &Ui, action: &str, response: &Response) -> Option<Response> {
    let sent = response.extensions().get::<Arc<Sent>>()?.clone();
    let (heading, lead, status) = match sent.by_another {
        true => (
            "sent-form-of-another",
            ui.t1("sent-form-of-another-lead", "name", ui.person_name()),
            StatusCode::CONFLICT,
        ),
        false => (
            "sent-form-signed-out",
            ui.t("sent-form-signed-out-lead"),
            StatusCode::UNAUTHORIZED,
        ),
    };
    let page = SentFormPage {
        heading: ui.t(heading),
        ui: ui.clone(),
        action: action.to_owned(),
        beside: format!("/logga-in?till=%2F%3Fnotis%3D{SIGNED_IN}"),
        sent,
        lead,
    };
    match page.render() {
        Ok(html) => Some((status, Html(html)).into_response()),
        Err(error) => {
            tracing::error!(%error, "the page of a form that was sent cannot be drawn");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_form_it_was_is_taken_off_and_nothing_else() {
        let sent = b"name=a%26b&written_by=7&text=x%0D%0Ay&written_by=8&also=written_by%3D9";
        assert_eq!(writer_of(sent).as_deref(), Some("7"));
        let rest = without_writer(sent);
        assert_eq!(rest, b"name=a%26b&text=x%0D%0Ay&also=written_by%3D9");
        assert_eq!(writer_of(&rest), None);
    }

    #[test]
    fn secrets_are_typed_anew() {
        let names = carried(b"current=x&name=y&password=z&name=%C3%A5");
        let names: Vec<_> = names.iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(names, ["name=y", "name=å"]);
    }
}
