use super::add_person::new_account;
use super::issue_link::issue_link;
use super::{give_role, grant_event};
use crate::model::{Account, Email, Grant, LinkPurpose, PasswordLink, read_name};
use crate::policy;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};

pub struct Invitation {
    pub name: String,
    pub email: String,
    pub grant: Grant,
    /// The name of the collaboration or party.
    pub place: String,
}

pub struct Invited {
    pub account: Account,
    /// For whoever has no password yet. Others only have a role more.
    pub link: Option<PasswordLink>,
}

/// Gives a role to the person with this e-mail address, whom it adds first if need be: then under
/// the name given here. Fails with `role_already_held` when a person who can already sign in has
/// the role, `person_inactive`, `email_invalid`, `field_missing`, `text_too_long`.
pub async fn invite(tx: &Tx, actor: &Actor, invitation: &Invitation) -> Result<Invited, Problem> {
    policy::require_grant(actor, &invitation.grant)?;
    let (name, email) = (
        read_name(&invitation.name)?,
        Email::parse(&invitation.email)?,
    );
    let account = match store::find_person_by_email(tx, &email).await? {
        Some(account) => account,
        None => add(tx, actor, &invitation.grant, new_account(tx, &name, email)).await?,
    };
    let is_new = give_role(tx, actor, account.id, &invitation.grant, &invitation.place).await?;
    if account.password.is_some() && !is_new {
        let held = Problem::conflict("role_already_held").with("name", &account.name);
        return Err(held.at_field("email"));
    }
    let link = match account.password {
        Some(_) => None,
        None => Some(issue_link(tx, &account, LinkPurpose::Invitation).await?),
    };
    Ok(Invited { account, link })
}

async fn add(tx: &Tx, actor: &Actor, grant: &Grant, account: Account) -> Result<Account, Problem> {
    store::insert_person(tx, &account).await?;
    let event = grant_event("person.invited", actor, &account, grant);
    tx.record(actor, event.change(None::<&()>, Some(&account.for_log()))?)
        .await?;
    Ok(account)
}
