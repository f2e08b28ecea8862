use super::party_ships;
use super::require_anywhere;
use crate::model::Party;
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Problem, Role};
use std::collections::BTreeSet;

/// Who may change a party: whoever looks after the installation or the party itself, and a
/// coordinator when the register does not own it and no other collaboration has it.
///
/// Fails with `party_shared`, `forbidden` or `sign_in_needed`.
pub(crate) async fn require_party_editor(
    tx: &Tx,
    actor: &Actor,
    party: &Party,
) -> Result<(), Problem> {
    if may_save_party(tx, actor, party).await? {
        return Ok(());
    }
    require_anywhere(actor, Action::SaveParty)?;
    let shared = Problem {
        code: "party_shared",
        ..Problem::forbidden()
    };
    Err(shared.with("party", &party.name))
}

/// The same, for buttons.
pub(crate) async fn may_save_party(tx: &Tx, actor: &Actor, party: &Party) -> Result<bool, Problem> {
    if actor.roles_at(party.id).any(Action::SaveSharedParty.by()) {
        return Ok(true);
    }
    let own = coordinated(actor);
    if own.is_empty() || party_ships(party)? {
        return Ok(false);
    }
    Ok(places_of(tx, party).await?.is_subset(&own))
}

/// The collaborations whose coordinator somebody is.
fn coordinated(actor: &Actor) -> BTreeSet<CollaborationId> {
    if !actor.all_roles().contains(Role::Coordinator) {
        return BTreeSet::new();
    }
    let roles = actor.person().into_iter();
    let roles = roles.flat_map(|person| &person.collaboration_roles);
    let own = roles.filter(|(_, role)| *role == Role::Coordinator);
    own.map(|(id, _)| *id).collect()
}

/// Every collaboration that has the party: as member, in a group, as host or with a mandate.
async fn places_of(tx: &Tx, party: &Party) -> Result<BTreeSet<CollaborationId>, Problem> {
    let memberships = store::list_memberships_of(tx, party.id).await?;
    let mandates = store::list_mandates_of(tx, party.id).await?;
    let hosted = store::list_collaborations(tx).await?;
    let hosted = hosted.iter().filter(|one| one.host == Some(party.id));
    let places = memberships.iter().map(|one| one.place);
    Ok(places
        .chain(mandates.iter().map(|(place, ..)| *place))
        .chain(hosted.map(|one| one.id))
        .collect())
}
