use super::attempt::forget_attempts;
use super::{note_attempt, object};
use crate::actor::person_of;
use crate::hashing::verify_password;
use crate::model::{Account, AttemptKind, Email, SESSION_MAX, Session, Token};
use crate::store;
use samverk_database::{Db, Event, Tx};
use samverk_foundation::{Actor, Person, Problem, SessionId};
use std::net::IpAddr;

/// Longer descriptions of a browser are cut.
const USER_AGENT_MAX: usize = 200;

/// What somebody sends to sign in.
pub struct SignIn {
    pub email: String,
    pub password: String,
    pub address: Option<IpAddr>,
    pub user_agent: String,
    /// The session that the browser had before; it ends.
    pub previous: Option<Token>,
    pub demo_mode: bool,
}

pub struct SignedIn {
    pub person: Person,
    /// For the cookie; the database keeps only its hash.
    pub token: Token,
}

/// Fails with `sign_in_failed` whatever was wrong, and `too_many_attempts`.
pub async fn sign_in(db: &Db, request: SignIn) -> Result<SignedIn, Problem> {
    let tx = db.begin("note sign-in attempt").await?;
    note_attempt(&tx, AttemptKind::SignIn, &request.email, request.address).await?;
    let account = admitted(&tx, &request).await?;
    tx.commit().await?;

    let stored = account
        .as_ref()
        .and_then(|account| account.password.clone());
    let is_right = verify_password(request.password.clone(), stored).await?;
    let Some(account) = account.filter(|_| is_right) else {
        return Err(Problem::invalid("sign_in_failed").at_field("email"));
    };
    open_session(db, &account, &request).await
}

async fn admitted(tx: &Tx, request: &SignIn) -> Result<Option<Account>, Problem> {
    let Ok(email) = Email::parse(&request.email) else {
        return Ok(None);
    };
    let account = store::find_person_by_email(tx, &email).await?;
    Ok(account.filter(|account| account.is_admitted(request.demo_mode)))
}

async fn open_session(db: &Db, account: &Account, request: &SignIn) -> Result<SignedIn, Problem> {
    let tx = db.begin("sign in").await?;
    forget_attempts(&tx, AttemptKind::SignIn, &request.email).await?;
    end_previous(&tx, request.previous.as_ref()).await?;
    let token = Token::new(tx.secret());
    let session = Session {
        id: SessionId(tx.new_id()),
        person: account.id,
        created_at: tx.now(),
        last_seen_at: tx.now(),
        expires_at: tx.now() + SESSION_MAX,
        user_agent: request.user_agent.chars().take(USER_AGENT_MAX).collect(),
        revoked_at: None,
    };
    store::insert_session(&tx, &session, &token).await?;
    let person = person_of(&tx, account, Some(session.id)).await?;
    let event = Event::new("person.signed_in", object(account));
    tx.record(&Actor::Person(person.clone()), event).await?;
    tx.commit().await?;
    Ok(SignedIn { person, token })
}

async fn end_previous(tx: &Tx, previous: Option<&Token>) -> Result<(), Problem> {
    let Some(token) = previous else { return Ok(()) };
    match store::find_session_by_token(tx, token).await? {
        Some(session) => store::revoke_session(tx, session.id).await,
        None => Ok(()),
    }
}
