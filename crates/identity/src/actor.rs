//! Who asks: the session cookie becomes an `Actor` in the request's extensions.

use crate::cookie;
use crate::model::{Account, Grant, Scope, Session, Token};
use crate::store;
use axum::extract::{Request, State};
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
            request.extensions_mut().insert(Arc::new(actor));
            next.run(request).await
        }
        Err(problem) => Failure(problem).into_response(),
    }
}

async fn actor_with(state: &AppState, token: &Token) -> Result<Actor, Problem> {
    let tx = state.db.read().await?;
    let now = tx.now();
    let session = store::find_session_by_token(&tx, token).await?;
    let Some(session) = session.filter(|session| session.is_open(now)) else {
        return Ok(Actor::Public);
    };
    let account = store::find_person(&tx, session.person).await?;
    let Some(account) = account.filter(|found| found.is_admitted(state.settings.demo)) else {
        return Ok(Actor::Public);
    };
    let person = person_of(&tx, &account, Some(session.id)).await?;
    drop(tx);
    if session.should_be_seen(now) {
        note_seen(&state.db, &session).await;
    }
    Ok(Actor::Person(person))
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
    let in_collaboration = |grant: &Grant| grant.collaboration().map(|id| (id, grant.role()));
    let at_party = |grant: &Grant| match grant.scope() {
        Scope::Party(id) => Some((id, grant.role())),
        Scope::Installation | Scope::Collaboration(_) => None,
    };
    Ok(Person {
        id: account.id,
        name: account.name.clone(),
        email: account.email.as_str().to_owned(),
        session,
        token: None,
        administrator: account.administrator,
        collaboration_roles: grants.iter().filter_map(in_collaboration).collect(),
        party_roles: grants.iter().filter_map(at_party).collect(),
    })
}
