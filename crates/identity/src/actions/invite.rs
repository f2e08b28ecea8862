use super::add_person::new_account;
use super::issue_link::issue_link;
use super::{give_role, grant_event};
use crate::model::{Account, Email, Grant, LinkPurpose, PasswordLink, read_name};
use crate::policy;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Role};

pub struct Invitation {
    /// Needed only for whoever has no account; whoever has one keeps the name there.
    pub name: String,
    pub email: String,
    pub grant: Grant,
    /// The name of the collaboration or party.
    pub place: String,
}

pub struct Invited {
    pub account: Account,
    /// For whoever cannot sign in yet. Others only have a role more.
    pub link: Option<PasswordLink>,
}

/// Gives a role to the person with this e-mail address, whom it adds first if need be: then under
/// the name given here. Fails with `role_already_held` when a person who can already sign in has
/// the role, `name_needed` when there is no account and no name, `person_inactive` or
/// `invitation_refused`, `email_invalid`, `text_too_long`.
pub async fn invite(tx: &Tx, actor: &Actor, invitation: &Invitation) -> Result<Invited, Problem> {
    let Invitation { grant, place, .. } = invitation;
    policy::require_grant(actor, grant)?;
    let email = Email::parse(&invitation.email)?;
    let account = match store::find_person_by_email(tx, &email).await? {
        Some(account) => account,
        None => add(tx, actor, invitation, email).await?,
    };
    if !account.active {
        return Err(refusal(actor, &account));
    }
    let is_new = give_role(tx, actor, account.id, grant, place).await?;
    let can_sign_in = account.password.is_some() || store::has_identity(tx, account.id).await?;
    if can_sign_in && !is_new {
        let held = Problem::conflict("role_already_held").with("name", &account.name);
        return Err(held.at_field("email"));
    }
    let link = match can_sign_in {
        true => None,
        false => Some(issue_link(tx, &account, LinkPurpose::Invitation).await?),
    };
    Ok(Invited { account, link })
}

/// Who has an account, and that it is closed, is told only to those who see everybody anyway.
fn refusal(actor: &Actor, account: &Account) -> Problem {
    let problem = match actor.roles_anywhere().contains(Role::Administrator) {
        true => Problem::conflict("person_inactive").with("name", &account.name),
        false => Problem::conflict("invitation_refused"),
    };
    problem.at_field("email")
}

async fn add(
    tx: &Tx,
    actor: &Actor,
    invitation: &Invitation,
    email: Email,
) -> Result<Account, Problem> {
    if invitation.name.trim().is_empty() {
        return Err(Problem::invalid("name_needed").at_field("name"));
    }
    let account = new_account(tx, &read_name(&invitation.name)?, email);
    store::insert_person(tx, &account).await?;
    let Invitation { grant, place, .. } = invitation;
    let event = grant_event("person.invited", actor, &account, grant, place);
    tx.record(actor, event.change(None::<&()>, Some(&account.for_log()))?)
        .await?;
    Ok(account)
}
