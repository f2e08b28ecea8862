use super::attempt::forget_attempts;
use super::object;
use super::own_words::own_words;
use crate::actor::person_of;
use crate::directory::Directory;
use crate::hashing::hash_password;
use crate::model::{Account, AttemptKind, LinkPurpose, Password, Token};
use crate::store;
use samverk_database::{Db, Event, Tx};
use samverk_foundation::{Actor, Problem};
use uuid::Uuid;

/// Whose link it is and what for. Fails with `link_invalid` when it is unknown, used or too old,
/// or its person may not sign in.
pub async fn find_link_account(
    tx: &Tx,
    token: &str,
    demo_mode: bool,
) -> Result<(Account, LinkPurpose), Problem> {
    let (account, purpose, _) = open_link(tx, token, demo_mode).await?;
    Ok((account, purpose))
}

/// Sets the password, uses up the person's links and ends all their sessions. Fails with
/// `link_invalid` and the problems of `Password::choose` (field `password`).
pub async fn choose_password(
    db: &Db,
    directory: &dyn Directory,
    token: &str,
    password: &str,
    demo_mode: bool,
) -> Result<(), Problem> {
    let tx = db.read().await?;
    let (account, _, _) = open_link(&tx, token, demo_mode).await?;
    let own = own_words(&tx, directory, &account).await?;
    drop(tx);
    let password = Password::choose(password, &own).map_err(|p| p.at_field("password"))?;
    let stored = hash_password(password, db.clock().secret()).await?;

    let tx = db.begin("choose password").await?;
    let (account, purpose, link) = open_link(&tx, token, demo_mode).await?;
    if !store::use_link(&tx, link).await? {
        return Err(link_invalid());
    }
    let chosen = Account {
        password: Some(stored),
        ..account
    };
    store::update_person(&tx, &chosen).await?;
    store::void_links(&tx, chosen.id).await?;
    store::revoke_sessions(&tx, chosen.id, None).await?;
    // Whoever has lost their password may have lost more.
    if purpose == LinkPurpose::Reset {
        store::revoke_access_tokens(&tx, chosen.id).await?;
    }
    forget_attempts(&tx, AttemptKind::SignIn, chosen.email.as_str()).await?;
    let actor = Actor::Person(person_of(&tx, &chosen, None).await?);
    tx.record(
        &actor,
        Event::new("person.password_chosen", object(&chosen)),
    )
    .await?;
    tx.commit().await
}

async fn open_link(
    tx: &Tx,
    token: &str,
    demo_mode: bool,
) -> Result<(Account, LinkPurpose, Uuid), Problem> {
    let token = Token::parse(token).ok_or_else(link_invalid)?;
    let link = store::find_link(tx, &token).await?;
    let is_open = |link: &store::SentLink| !link.is_used && tx.now() < link.expires_at;
    let link = link.filter(is_open).ok_or_else(link_invalid)?;
    let account = store::find_person(tx, link.person).await?;
    let account = account.filter(|account| account.is_admitted(demo_mode));
    Ok((account.ok_or_else(link_invalid)?, link.purpose, link.id))
}

/// Not there, as far as anybody can tell; but the sentence says how to get a new one.
fn link_invalid() -> Problem {
    Problem {
        code: "link_invalid",
        ..Problem::not_found()
    }
}
