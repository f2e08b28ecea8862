use super::object;
use crate::actor::person_of;
use crate::model::{Account, SESSION_MAX, Session, Token};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, Person, Problem, SessionId};
use std::net::IpAddr;

/// Longer descriptions of a browser are cut.
const USER_AGENT_MAX: usize = 200;

/// The browser that somebody signs in with.
#[derive(Clone)]
pub struct Arrival {
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

/// A new session for whoever has shown who they are, in place of the one before.
pub(super) async fn open_session(
    tx: &Tx,
    account: &Account,
    arrival: &Arrival,
) -> Result<SignedIn, Problem> {
    end_previous(tx, arrival.previous.as_ref()).await?;
    let token = Token::new(tx.secret());
    let session = Session {
        id: SessionId(tx.new_id()),
        person: account.id,
        created_at: tx.now(),
        last_seen_at: tx.now(),
        expires_at: tx.now() + SESSION_MAX,
        user_agent: arrival.user_agent.chars().take(USER_AGENT_MAX).collect(),
        revoked_at: None,
    };
    store::insert_session(tx, &session, &token).await?;
    let person = person_of(tx, account, Some(session.id)).await?;
    let event = Event::new("person.signed_in", object(account));
    tx.record(&Actor::Person(person.clone()), event).await?;
    Ok(SignedIn { person, token })
}

async fn end_previous(tx: &Tx, previous: Option<&Token>) -> Result<(), Problem> {
    let Some(token) = previous else { return Ok(()) };
    match store::find_visitor(tx, token).await? {
        Some((session, ..)) => store::revoke_session(tx, session.id).await,
        None => Ok(()),
    }
}
