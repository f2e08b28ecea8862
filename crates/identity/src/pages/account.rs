use super::places::PlaceNames;
use super::sent_id;
use super::sessions::{ShownSession, shown_sessions};
use super::tokens::{ShownToken, shown_tokens};
use crate::actions::{self, revoke_other_sessions, revoke_session};
use crate::directory::DirectorySlot;
use crate::model::{AccessTokenId, Account, Grant};
use crate::store;
use askama::Template;
use axum::extract::State;
use samverk_foundation::{Person, Problem, SessionId};
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

struct OwnRole {
    words: String,
    people_page: Option<String>,
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    ui: Ui,
    person: Person,
    has_password: bool,
    roles: Vec<OwnRole>,
    sessions: Vec<ShownSession>,
    end_path: &'static str,
    tokens: Vec<ShownToken>,
    revoke_path: &'static str,
}

impl AccountPage {
    fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !session.is_here)
    }
}

pub async fn show(State(state): State<AppState>, ui: Ui, directory: DirectorySlot) -> PageResult {
    let person = ui
        .actor
        .person()
        .cloned()
        .ok_or_else(Problem::sign_in_needed)?;
    let tx = state.db.read().await?;
    let account = store::find_person(&tx, person.id).await?;
    let mut grants: Vec<Grant> = account.iter().flat_map(Account::grants).collect();
    grants.extend(store::grants_of(&tx, person.id).await?);
    let names = PlaceNames::load(&tx, &*directory).await?;
    let provided = store::provided_grants(&tx, &[person.id]).await?;
    let provided: Vec<Grant> = provided.into_iter().map(|(_, grant)| grant).collect();
    let own = |grant: &Grant| OwnRole {
        words: names.told(&ui, grant, &provided),
        people_page: names.people_page(grant),
    };
    let roles = grants.iter().map(own).collect();
    let sessions = shown_sessions(&tx, &ui, person.id).await?;
    let tokens = shown_tokens(&tx, &ui, &names, person.id).await?;
    ui.page(&AccountPage {
        ui: ui.clone(),
        person,
        has_password: account.is_some_and(|account| account.password.is_some()),
        roles,
        sessions,
        end_path: "/mina-uppgifter/sessioner",
        tokens,
        revoke_path: "/mina-uppgifter/tokens/aterkalla",
    })
}

pub async fn end_session(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let id = sent_id(&values, "session")?;
    let tx = state.db.begin("revoke session").await?;
    revoke_session(&tx, &ui.actor, SessionId(id)).await?;
    tx.commit().await?;
    Ok(redirect_with_notice("/mina-uppgifter", "session-ended"))
}

pub async fn end_other_sessions(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.begin("revoke other sessions").await?;
    revoke_other_sessions(&tx, &ui.actor).await?;
    tx.commit().await?;
    Ok(redirect_with_notice("/mina-uppgifter", "sessions-ended"))
}

pub async fn revoke_token(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let person = ui.actor.person().ok_or_else(Problem::sign_in_needed)?.id;
    let id = sent_id(&values, "token")?;
    let tx = state.db.begin("revoke token").await?;
    actions::revoke_token(&tx, &ui.actor, person, AccessTokenId(id)).await?;
    tx.commit().await?;
    Ok(redirect_with_notice("/mina-uppgifter", "token-revoked"))
}
