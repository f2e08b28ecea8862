//! Lists of people as others may see them.

use crate::model::{Account, AddressRule, Email, Grant};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, PersonId, Problem};

/// A person in a list; the e-mail address only if the rule shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPerson {
    pub id: PersonId,
    pub name: String,
    pub email: Option<Email>,
    /// The roles that belong to the list.
    pub grants: Vec<Grant>,
    /// Those of them that came from an identity provider.
    pub provided: Vec<Grant>,
    /// Invited, but has neither chosen a password nor come by an identity provider yet.
    pub is_invited: bool,
}

/// Everybody with a role in the collaboration or at one of its members, by name.
pub async fn people_in_collaboration(
    tx: &Tx,
    id: CollaborationId,
    members: &[PartyId],
    rule: &AddressRule,
    demo_mode: bool,
) -> Result<Vec<ListedPerson>, Problem> {
    let grants = store::grants_in_collaboration(tx, id, members).await?;
    listed(tx, grants, rule, demo_mode).await
}

/// Everybody with a role at the party, by name.
pub async fn people_at_party(
    tx: &Tx,
    id: PartyId,
    rule: &AddressRule,
    demo_mode: bool,
) -> Result<Vec<ListedPerson>, Problem> {
    let grants = store::grants_at_party(tx, id).await?;
    listed(tx, grants, rule, demo_mode).await
}

async fn listed(
    tx: &Tx,
    held: Vec<(PersonId, Grant)>,
    rule: &AddressRule,
    demo_mode: bool,
) -> Result<Vec<ListedPerson>, Problem> {
    let mut ids: Vec<_> = held.iter().map(|(person, _)| *person).collect();
    ids.sort_unstable();
    ids.dedup();
    let accounts = store::people_with_ids(tx, &ids).await?;
    let admitted = accounts
        .into_iter()
        .filter(|account| account.is_admitted(demo_mode));
    let with_identity = store::people_with_identity(tx, &ids).await?;
    let provided = store::provided_grants(tx, &ids).await?;
    let of = |id: PersonId| provided.iter().filter(move |(person, _)| *person == id);
    let list = |account: Account| ListedPerson {
        provided: of(account.id).map(|(_, grant)| *grant).collect(),
        is_invited: account.password.is_none() && !with_identity.contains(&account.id),
        ..list(account, &held, rule)
    };
    Ok(admitted.map(list).collect())
}

fn list(account: Account, held: &[(PersonId, Grant)], rule: &AddressRule) -> ListedPerson {
    let own = held.iter().filter(|(person, _)| *person == account.id);
    let grants: Vec<Grant> = own.map(|(_, grant)| *grant).collect();
    let shown = rule.shows(account.id, grants.iter().filter_map(Grant::party));
    ListedPerson {
        id: account.id,
        name: account.name,
        email: shown.then_some(account.email),
        grants,
        provided: Vec::new(),
        is_invited: false,
    }
}
