use super::{existing, grant_event, grant_for_log};
use crate::model::{Account, Grant, Scope};
use crate::oidc::Provider;
use crate::policy;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, PersonId, Problem};

/// Gives a person a role; `place` is the name of its collaboration or party, for the log. Answers
/// whether the person did not have it already. What came from a provider is then no longer its to take.
/// Fails with `person_inactive`.
pub async fn give_role(
    tx: &Tx,
    actor: &Actor,
    person: PersonId,
    grant: &Grant,
    place: &str,
) -> Result<bool, Problem> {
    give_from(tx, actor, person, (grant, place), None).await
}

/// The same from a provider, or by hand.
pub(super) async fn give_from(
    tx: &Tx,
    actor: &Actor,
    person: PersonId,
    (grant, place): (&Grant, &str),
    provider: Option<&Provider>,
) -> Result<bool, Problem> {
    policy::require_grant(actor, grant)?;
    let account = existing(tx, person).await?;
    if !account.active {
        return Err(Problem::conflict("person_inactive").with("name", &account.name));
    }
    if !save(tx, &account, grant, provider).await? {
        return Ok(false);
    }
    let event = grant_event("grant.added", actor, &account, grant, place);
    let mut after = grant_for_log(grant, place);
    if let Some(provider) = provider {
        after["provider"] = provider.name.as_str().into();
    }
    tx.record(actor, event.change(None::<&()>, Some(&after))?)
        .await?;
    Ok(true)
}

async fn save(
    tx: &Tx,
    account: &Account,
    grant: &Grant,
    provider: Option<&Provider>,
) -> Result<bool, Problem> {
    match grant.scope() {
        Scope::Installation => match account.with_grant(grant, true) {
            Some(changed) => store::update_person(tx, &changed).await.map(|()| true),
            None => Ok(false),
        },
        Scope::Collaboration(_) | Scope::Party(_) => {
            let source = store::source_of_grant(tx, account.id, grant).await?;
            match (source, provider) {
                (Some(None), _) | (Some(Some(_)), Some(_)) => Ok(false),
                (Some(Some(_)), None) => store::keep_grant(tx, account.id, grant)
                    .await
                    .map(|()| true),
                (None, provider) => {
                    let key = provider.map(|provider| provider.key.as_str());
                    let inserted = store::insert_grant(tx, account.id, grant, key);
                    inserted.await.map(|()| true)
                }
            }
        }
    }
}
