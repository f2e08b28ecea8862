//! One verb per file. Every change of people goes through here, authorised and recorded.
//! What hashes a password takes the database, so that no transaction waits for it.

mod add_person;
mod admit_by_provider;
mod allow_just_in_time;
mod ask_for_reset;
mod attempt;
mod change_password;
mod choose_password;
mod coordinate_own;
mod create_token;
mod demo_people;
mod give_role;
mod invite;
mod issue_link;
mod open_session;
mod own_words;
mod rename;
mod reset_person;
mod revoke_sessions;
mod revoke_token;
mod set_active;
mod settle_provider_roles;
mod sign_in;
mod sign_in_by_provider;
mod sign_out;
mod start_at_provider;
mod take_role;
mod unlink_provider;

pub use add_person::add_person;
pub use admit_by_provider::admit_by_provider;
pub use allow_just_in_time::allow_just_in_time;
pub use ask_for_reset::ask_for_reset;
pub use attempt::note_attempt;
pub(crate) use attempt::subject_hash;
pub use change_password::change_password;
pub use choose_password::{choose_password, find_link_account};
pub use coordinate_own::coordinate_own;
pub use create_token::create_token;
pub use demo_people::{DemoPlace, DemoSignIn, demo_sign_ins, ensure_demo_people};
pub use give_role::give_role;
pub use invite::{Invitation, Invited, invite};
pub(crate) use issue_link::issue_link;
pub use open_session::{Arrival, SignedIn};
pub use rename::rename;
pub use reset_person::reset_person;
pub use revoke_sessions::{end_sessions_of, revoke_other_sessions, revoke_session};
pub use revoke_token::revoke_token;
pub use set_active::set_active;
pub use sign_in::{SignIn, sign_in};
pub use sign_in_by_provider::{ProviderReturn, sign_in_by_provider};
pub use sign_out::sign_out;
pub use start_at_provider::{AtProvider, start_at_provider};
pub use take_role::take_role;
pub use unlink_provider::unlink_provider;

use crate::model::{AccessToken, Account, Grant};
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, PartyId, Person, PersonId, Problem};
use serde_json::{Value, json};

fn object(account: &Account) -> ObjectRef {
    ObjectRef::new("person", account.id.0, &account.name)
}

async fn existing(tx: &Tx, id: PersonId) -> Result<Account, Problem> {
    store::find_person(tx, id)
        .await?
        .ok_or_else(Problem::not_found)
}

/// What only a signed-in person can do for themselves.
fn signed_in(actor: &Actor) -> Result<&Person, Problem> {
    actor.person().ok_or_else(Problem::sign_in_needed)
}

/// An event about a role, in the log of the collaboration where the role holds, and on behalf of
/// the party at which it is given or taken by one of its own. `place` is the name of either.
fn grant_event(
    kind: &'static str,
    actor: &Actor,
    account: &Account,
    grant: &Grant,
    place: &str,
) -> Event {
    let own = actor
        .person()
        .map(|person| person.party_roles.as_slice())
        .unwrap_or_default();
    let is_own = |party: &PartyId| own.iter().any(|(id, _)| id == party);
    let acts_for = grant.party().filter(is_own).map(|party| (party, place));
    let mut event = Event::new(kind, object(account)).on_behalf_of(acts_for);
    event.collaboration = grant.collaboration();
    event
}

fn grant_for_log(grant: &Grant, place: &str) -> Value {
    json!({ "role": grant.role().code(), "at": place })
}

/// What the log keeps of a token: never the token. `place` is its only collaboration's name.
fn token_for_log(token: &AccessToken, place: Option<&str>) -> Value {
    let scopes = token.access.scopes.iter();
    let codes: Vec<_> = scopes.map(|scope| scope.replace(':', "_")).collect();
    json!({
        "token": token.name,
        "scopes": codes,
        "collaboration": place,
        "valid_until": token.expires_at.format("%Y-%m-%d %H:%M UTC").to_string(),
    })
}
