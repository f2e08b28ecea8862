use super::issue_link::issue_link;
use super::object;
use crate::model::{Email, LinkPurpose, PasswordLink};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, Problem};

/// A reset link for whoever has the e-mail address; nothing when nobody has, or when the person
/// signs in by an identity provider alone: whoever the provider shuts out must not come in by
/// another door. What is shown must be the same in all cases.
pub async fn ask_for_reset(
    tx: &Tx,
    email: &Email,
    demo_mode: bool,
) -> Result<Option<PasswordLink>, Problem> {
    let account = store::find_person_by_email(tx, email).await?;
    let Some(account) = account.filter(|account| account.is_admitted(demo_mode)) else {
        return Ok(None);
    };
    if account.password.is_none() && store::has_identity(tx, account.id).await? {
        return Ok(None);
    }
    let link = issue_link(tx, &account, LinkPurpose::Reset).await?;
    tx.record(
        &Actor::Public,
        Event::new("person.reset_asked", object(&account)),
    )
    .await?;
    Ok(Some(link))
}
