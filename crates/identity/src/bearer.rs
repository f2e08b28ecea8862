//! Which program asks: the bearer token becomes an `Actor` in the request's extensions.

use crate::actor::{person_of, run_as};
use crate::model::{AccessTokenId, address_subject, parse_access_token, token_problem};
use crate::security::{Refused, tell};
use crate::store;
use crate::visitor::address_in;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use samverk_database::Db;
use samverk_foundation::{Actor, Person, PersonId, Problem, ProblemKind};
use samverk_web::{AppState, Failure};
use std::sync::Arc;

/// Puts `Arc<Actor>` into the request when it carries a bearer token, and takes the token out of
/// it so that nothing further in can write it down. A token that does not hold is refused whatever
/// is asked for: `token_invalid`, `token_expired`, `token_revoked`, 401. Without a token the
/// database is asked nothing.
pub async fn load_bearer(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(text) = bearer_in(request.headers()) else {
        return next.run(request).await;
    };
    request.headers_mut().remove(header::AUTHORIZATION);
    match person_behind(&state, &text).await {
        Ok(person) => {
            let actor = Arc::new(Actor::Person(person));
            request.extensions_mut().insert(actor.clone());
            run_as(&state, &actor, request, next).await
        }
        Err(problem) => {
            if problem.kind == ProblemKind::SignInNeeded {
                let from = address_in(request.extensions()).map(address_subject);
                let from = from.unwrap_or_default();
                let of = owner_of(&state.db, &text).await;
                tell(&state.db, Refused::Token { of, from: &from }).await;
            }
            refused(problem)
        }
    }
}

/// What follows `Bearer`. Other ways to sign in are none here, and left alone.
fn bearer_in(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?;
    let value = String::from_utf8_lossy(value.as_bytes());
    let (scheme, token) = value.trim().split_once(' ').unwrap_or((&value, ""));
    let is_bearer = scheme.trim().eq_ignore_ascii_case("bearer");
    is_bearer.then(|| token.trim().to_owned())
}

/// Whose the token was, if it was anybody's.
async fn owner_of(db: &Db, text: &str) -> Option<PersonId> {
    let token = parse_access_token(text)?;
    let tx = db.read().await.ok()?;
    let found = store::find_access_token_by_token(&tx, &token).await.ok()?;
    found.map(|found| found.person)
}

async fn person_behind(state: &AppState, text: &str) -> Result<Person, Problem> {
    let invalid = || token_problem("token_invalid");
    let token = parse_access_token(text).ok_or_else(invalid)?;
    let tx = state.db.read().await?;
    let now = tx.now();
    let found = store::find_access_token_by_token(&tx, &token).await?;
    let found = found.ok_or_else(invalid)?;
    found.require_valid(now)?;
    let account = store::find_person(&tx, found.person).await?;
    let account = account.filter(|account| account.is_admitted(state.settings.demo));
    let person = person_of(&tx, &account.ok_or_else(invalid)?, None).await?;
    drop(tx);
    if found.should_be_noted(now) {
        note_used(&state.db, found.id).await;
    }
    Ok(Person {
        token: Some(found.access),
        ..person
    })
}

/// That it could not be written down is no reason to turn the program away.
async fn note_used(db: &Db, id: AccessTokenId) {
    let noted = async {
        let tx = db.begin("note token used").await?;
        store::note_access_token_used(&tx, id).await?;
        tx.commit().await
    };
    if let Err(problem) = noted.await {
        tracing::warn!(%problem, "the use of a token was not noted");
    }
}

/// RFC 6750 wants the header to say that it is the token that does not hold.
fn refused(problem: Problem) -> Response {
    let is_the_token = problem.kind == ProblemKind::SignInNeeded;
    let mut response = Failure(problem).into_response();
    if is_the_token {
        let told = HeaderValue::from_static(r#"Bearer error="invalid_token""#);
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, told);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bearer_token_counts() {
        let read = |value: &'static str| {
            let value = HeaderValue::from_static(value);
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, value)]);
            bearer_in(&headers)
        };
        assert_eq!(read("Bearer abc").as_deref(), Some("abc"));
        assert_eq!(read("bearer  abc ").as_deref(), Some("abc"));
        assert_eq!(read("Bearer").as_deref(), Some(""));
        assert_eq!(read("Basic abc"), None);
        assert_eq!(read("Bearers abc"), None);
    }
}
