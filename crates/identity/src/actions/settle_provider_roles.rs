use super::give_role::give_from;
use super::take_role;
use crate::directory::Directory;
use crate::model::{Account, Grant, Scope, Told, settle};
use crate::oidc::{Claimed, Provider, ToldRole};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};

/// Who gives roles when a party lets its people in by its provider, and takes them when it no longer tells of them.
pub(super) const ACTOR: Actor = Actor::System("identity provider");

/// Makes the roles that somebody has from a provider those that it tells of now, each change with its event.
/// What people have given stays. A place that the installation does not have is passed over.
pub(super) async fn settle_provider_roles(
    tx: &Tx,
    directory: &dyn Directory,
    (provider, claimed): (&Provider, &Claimed),
    account: &Account,
    is_new: bool,
) -> Result<(), Problem> {
    if !claimed.roles_are_told || !account.active {
        return Ok(());
    }
    let told = Told {
        is_new,
        ..told(tx, directory, provider, claimed).await?
    };
    let held = store::held_from(tx, account.id, &provider.key).await?;
    let done = settle(&held, &told);
    for grant in &done.take {
        let place = name_of_place(tx, directory, grant).await?;
        take_role(tx, &ACTOR, account.id, grant, &place).await?;
    }
    for grant in &done.give {
        let place = name_of_place(tx, directory, grant).await?;
        give_from(tx, &ACTOR, account.id, (grant, &place), Some(provider)).await?;
    }
    Ok(())
}

/// For the log; empty when the place is gone.
async fn name_of_place(
    tx: &Tx,
    directory: &dyn Directory,
    grant: &Grant,
) -> Result<String, Problem> {
    let name = match grant.scope() {
        Scope::Installation => None,
        Scope::Party(id) => {
            let mut all = directory.parties(tx).await?.into_iter();
            all.find(|party| party.id == id).map(|party| party.name)
        }
        Scope::Collaboration(id) => {
            let mut all = directory.collaborations(tx).await?.into_iter();
            all.find(|one| one.id == id).map(|one| one.name)
        }
    };
    Ok(name.unwrap_or_default())
}

async fn told(
    tx: &Tx,
    directory: &dyn Directory,
    provider: &Provider,
    claimed: &Claimed,
) -> Result<Told, Problem> {
    let party = match &claimed.party {
        Some(key) => directory.party(tx, key).await?.map(|party| party.id),
        None => None,
    };
    let mut told = Told::default();
    for role in &claimed.roles {
        let grant = match role {
            ToldRole::AtParty(role) => party.map(|id| Grant::at_party(id, *role)),
            ToldRole::In(key, role) => {
                let found = directory.collaboration(tx, key).await?;
                if found.is_none() {
                    tracing::warn!(provider = provider.key, key, "no such collaboration");
                }
                found.map(|found| Grant::in_collaboration(found.id, *role))
            }
        };
        told.grants.extend(grant.transpose()?);
    }
    let usual = claimed.usual.zip(party);
    told.usual = usual
        .map(|(role, id)| Grant::at_party(id, role))
        .transpose()?;
    Ok(told)
}
