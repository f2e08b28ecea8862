use super::issue_link::issue_link;
use super::object;
use crate::model::{Account, Email, LinkPurpose, PasswordLink, read_name};
use crate::policy::{self, Action};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, PersonId, Problem};

/// Adds a person without roles in collaborations and parties, and makes their invitation. Fails
/// with `email_taken`, `email_invalid`, `field_missing`, `text_too_long`.
pub async fn add_person(
    tx: &Tx,
    actor: &Actor,
    name: &str,
    email: &str,
    administrator: bool,
) -> Result<PasswordLink, Problem> {
    policy::require(actor, &actor.roles_anywhere(), Action::ManagePeople)?;
    let email = Email::parse(email)?;
    if store::find_person_by_email(tx, &email).await?.is_some() {
        return Err(Problem::conflict("email_taken")
            .with("email", &email)
            .at_field("email"));
    }
    let account = Account {
        administrator,
        ..new_account(tx, &read_name(name)?, email)
    };
    store::insert_person(tx, &account).await?;
    let event = Event::new("person.added", object(&account));
    tx.record(actor, event.change(None::<&()>, Some(&account.for_log()))?)
        .await?;
    issue_link(tx, &account, LinkPurpose::Invitation).await
}

/// A person who has not chosen a password yet.
pub(super) fn new_account(tx: &Tx, name: &str, email: Email) -> Account {
    Account {
        id: PersonId(tx.new_id()),
        name: name.to_owned(),
        email,
        password: None,
        administrator: false,
        opener: false,
        demo: false,
        active: true,
        created_at: tx.now(),
        revision: 1,
    }
}
