use super::attempt::forget_attempts;
use super::own_words::own_words;
use super::{existing, note_attempt, object, signed_in};
use crate::directory::Directory;
use crate::hashing::{hash_password, verify_password};
use crate::model::{Account, AttemptKind, Password};
use crate::store;
use samverk_database::{Db, Event};
use samverk_foundation::{Actor, Problem};
use std::net::IpAddr;

/// Changes one's own password and ends one's other sessions. Fails with `password_wrong` (field
/// `current`), the problems of `Password::choose` (field `password`), `too_many_attempts`.
pub async fn change_password(
    db: &Db,
    directory: &dyn Directory,
    actor: &Actor,
    current: &str,
    new: &str,
    address: Option<IpAddr>,
) -> Result<(), Problem> {
    let person = signed_in(actor)?;
    let tx = db.begin("note password attempt").await?;
    let account = existing(&tx, person.id).await?;
    let own = own_words(&tx, directory, &account).await?;
    let new = Password::choose(new, &own).map_err(|p| p.at_field("password"))?;
    note_attempt(&tx, AttemptKind::SignIn, account.email.as_str(), address).await?;
    tx.commit().await?;

    if !verify_password(current.to_owned(), account.password.clone()).await? {
        return Err(Problem::invalid("password_wrong").at_field("current"));
    }
    let stored = hash_password(new, db.clock().secret()).await?;

    let tx = db.begin("change password").await?;
    let changed = Account {
        password: Some(stored),
        ..account
    };
    store::update_person(&tx, &changed).await?;
    forget_attempts(&tx, AttemptKind::SignIn, changed.email.as_str()).await?;
    store::revoke_sessions(&tx, changed.id, person.session).await?;
    store::void_links(&tx, changed.id).await?;
    tx.record(
        actor,
        Event::new("person.password_changed", object(&changed)),
    )
    .await?;
    tx.commit().await
}
