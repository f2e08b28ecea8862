use super::add_person::new_account;
use super::settle_provider_roles::{ACTOR, settle_provider_roles};
use super::{existing, object};
use crate::directory::{Directory, Named};
use crate::model::{Account, Email, read_name};
use crate::oidc::{Claimed, Provider};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{PartyId, Problem};
use serde_json::json;

/// The person that a provider speaks of. Who is known by the subject is that person. Who comes for
/// the first time is the person with the same verified address, if that person has a role at the
/// provider's party; otherwise somebody new, if the party lets new people in. Their roles become those that the
/// provider tells of. Fails with
/// `provider_party_unknown`, `provider_email_missing`, `provider_person_elsewhere`,
/// `provider_people_not_added`, `provider_role_missing`, `person_inactive`.
pub async fn admit_by_provider(
    tx: &Tx,
    directory: &dyn Directory,
    provider: &Provider,
    claimed: &Claimed,
) -> Result<Account, Problem> {
    if let Some(person) = store::find_identity(tx, provider.issuer(), &claimed.subject).await? {
        let account = existing(tx, person).await?;
        settle_provider_roles(tx, directory, (provider, claimed), &account, false).await?;
        return Ok(account);
    }
    let party = party_of(tx, directory, claimed).await?;
    let party = party.ok_or_else(|| {
        Problem::invalid("provider_party_unknown").with("provider", &provider.name)
    })?;
    let email = claimed.email.as_ref();
    let email = email.ok_or_else(|| {
        Problem::invalid("provider_email_missing").with("provider", &provider.name)
    })?;
    let (account, is_new) = match store::find_person_by_email(tx, email).await? {
        Some(account) => (known_at(tx, account, &party).await?, false),
        None => (add(tx, provider, claimed, email, &party).await?, true),
    };
    settle_provider_roles(tx, directory, (provider, claimed), &account, is_new).await?;
    link(tx, provider, claimed, &account, &party).await?;
    Ok(account)
}

async fn party_of(
    tx: &Tx,
    directory: &dyn Directory,
    claimed: &Claimed,
) -> Result<Option<Named<PartyId>>, Problem> {
    match &claimed.party {
        Some(key) => directory.party(tx, key).await,
        None => Ok(None),
    }
}

/// A provider speaks only for the people of its own party.
async fn known_at(tx: &Tx, account: Account, party: &Named<PartyId>) -> Result<Account, Problem> {
    if !account.active {
        return Err(Problem::conflict("person_inactive").with("name", &account.name));
    }
    let grants = store::grants_of(tx, account.id).await?;
    let has_role = grants.iter().any(|grant| grant.party() == Some(party.id));
    match has_role {
        true => Ok(account),
        false => Err(Problem::conflict("provider_person_elsewhere")
            .with("email", &account.email)
            .with("party", &party.name)),
    }
}

async fn add(
    tx: &Tx,
    provider: &Provider,
    claimed: &Claimed,
    email: &Email,
    party: &Named<PartyId>,
) -> Result<Account, Problem> {
    let allowed = provider.may_add_people() && store::is_just_in_time(tx, party.id).await?;
    if !allowed {
        return Err(Problem::invalid("provider_people_not_added").with("party", &party.name));
    }
    if claimed.roles.is_empty() && claimed.usual.is_none() {
        return Err(Problem::invalid("provider_role_missing").with("party", &party.name));
    }
    let name = match claimed.name.as_str() {
        "" => email.as_str(),
        name => name,
    };
    let short: String = name.chars().take(100).collect();
    let account = new_account(tx, &read_name(&short)?, email.clone());
    store::insert_person(tx, &account).await?;
    let event = Event::new("person.added_by_provider", object(&account));
    let event = event.on_behalf_of(Some((party.id, &party.name)));
    tx.record(&ACTOR, event.change(None::<&()>, Some(&account.for_log()))?)
        .await?;
    Ok(account)
}

async fn link(
    tx: &Tx,
    provider: &Provider,
    claimed: &Claimed,
    account: &Account,
    party: &Named<PartyId>,
) -> Result<(), Problem> {
    store::insert_identity(tx, provider.issuer(), &claimed.subject, account.id).await?;
    let event = Event::new("person.identity_linked", object(account));
    let event = event.on_behalf_of(Some((party.id, &party.name)));
    let after = json!({ "provider": provider.name });
    tx.record(&ACTOR, event.change(None::<&()>, Some(&after))?)
        .await
}
