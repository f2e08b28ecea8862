//! Who asks: the session cookie becomes an `Actor` in the request's extensions.

use crate::cookie;
use crate::model::{Account, Grant, Scope, Session, Token};
use crate::security::{Refused, tell};
use crate::store;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use samverk_database::{Db, Tx};
use samverk_foundation::{Actor, Person, Problem, SessionId};
use samverk_web::{AppState, Failure};
use std::sync::Arc;

/// Puts `Arc<Actor>` into the request. Without a cookie it asks the database nothing.
pub async fn load_actor(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let actor = match cookie::token_in(request.headers(), &state.settings) {
        Some(token) => actor_with(&state, &token).await,
        None => Ok(Actor::Public),
    };
    match actor {
        Ok(actor) => {
            let actor = Arc::new(actor);
            request.extensions_mut().insert(actor.clone());
            run_as(&state, &actor, request, next).await
        }
        Err(problem) => Failure(problem).into_response(),
    }
}

/// Goes on, and tells of it when the person asked for what they may not.
pub(crate) async fn run_as(
    state: &AppState,
    actor: &Actor,
    request: Request,
    next: Next,
) -> Response {
    let Some(person) = actor.person() else {
        return next.run(request).await;
    };
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    if response.status() == StatusCode::FORBIDDEN {
        let path = path.as_str();
        tell(&state.db, Refused::Forbidden { person, path }).await;
    }
    response
}

async fn actor_with(state: &AppState, token: &Token) -> Result<Actor, Problem> {
    let tx = state.db.read_once();
    let now = tx.now();
    let found = store::find_visitor(&tx, token).await?;
    let Some((session, account, grants)) = found else {
        return Ok(Actor::Public);
    };
    if !session.is_open(now) || !account.is_admitted(state.settings.demo) {
        return Ok(Actor::Public);
    }
    if session.should_be_seen(now) {
        note_seen(&state.db, &session).await;
    }
    Ok(Actor::Person(person_with(
        &account,
        &grants,
        Some(session.id),
    )))
}

/// That it could not be written down is no reason to turn the person away.
async fn note_seen(db: &Db, session: &Session) {
    let noted = async {
        let tx = db.begin("note session seen").await?;
        store::note_seen(&tx, session.id).await?;
        tx.commit().await
    };
    if let Err(problem) = noted.await {
        tracing::warn!(%problem, "the use of a session was not noted");
    }
}

/// The person with all grants.
pub(crate) async fn person_of(
    tx: &Tx,
    account: &Account,
    session: Option<SessionId>,
) -> Result<Person, Problem> {
    let grants = store::grants_of(tx, account.id).await?;
    Ok(person_with(account, &grants, session))
}

fn person_with(account: &Account, grants: &[Grant], session: Option<SessionId>) -> Person {
    let in_collaboration = |grant: &Grant| grant.collaboration().map(|id| (id, grant.role()));
    let at_party = |grant: &Grant| match grant.scope() {
        Scope::Party(id) => Some((id, grant.role())),
        Scope::Installation | Scope::Collaboration(_) => None,
    };
    Person {
        id: account.id,
        name: account.name.clone(),
        email: account.email.as_str().to_owned(),
        session,
        token: None,
        administrator: account.administrator,
        opener: account.opener,
        collaboration_roles: grants.iter().filter_map(in_collaboration).collect(),
        party_roles: grants.iter().filter_map(at_party).collect(),
    }
}
