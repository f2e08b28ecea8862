use super::issue_link::issue_link;
use super::object;
use crate::model::{Email, LinkPurpose, PasswordLink};
use crate::policy::{self, Action};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, Problem};

/// A reset link for somebody else, made by an administrator or the command line. Fails with
/// `person_unknown`, `person_inactive`.
pub async fn reset_person(tx: &Tx, actor: &Actor, email: &str) -> Result<PasswordLink, Problem> {
    policy::require(actor, &actor.roles_anywhere(), Action::ManagePeople)?;
    let email = Email::parse(email)?;
    let account = store::find_person_by_email(tx, &email).await?;
    let account = account.ok_or_else(|| {
        Problem::invalid("person_unknown")
            .with("email", &email)
            .at_field("email")
    })?;
    if !account.active {
        return Err(Problem::conflict("person_inactive").with("name", &account.name));
    }
    let link = issue_link(tx, &account, LinkPurpose::Reset).await?;
    tx.record(actor, Event::new("person.reset_sent", object(&account)))
        .await?;
    Ok(link)
}
