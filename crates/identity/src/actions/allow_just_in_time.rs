use crate::directory::Named;
use crate::policy::{self, Action};
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, PartyId, Problem};

/// Lets people of a party be added at their first sign-in with the party's identity provider, or
/// stops that. Those who have been added stay.
pub async fn allow_just_in_time(
    tx: &Tx,
    actor: &Actor,
    party: &Named<PartyId>,
    allowed: bool,
) -> Result<(), Problem> {
    policy::require(actor, &actor.roles_at(party.id), Action::ManagePartyPeople)?;
    if store::is_just_in_time(tx, party.id).await? == allowed {
        return Ok(());
    }
    let kind = match allowed {
        true => {
            store::insert_just_in_time(tx, party.id).await?;
            "party.just_in_time_allowed"
        }
        false => {
            store::delete_just_in_time(tx, party.id).await?;
            "party.just_in_time_stopped"
        }
    };
    let object = ObjectRef::new("party", party.id.0, &party.name);
    let own = actor.person().map(|person| person.party_roles.as_slice());
    let is_own = own
        .unwrap_or_default()
        .iter()
        .any(|(id, _)| *id == party.id);
    let on_behalf = is_own.then_some((party.id, party.name.as_str()));
    tx.record(actor, Event::new(kind, object).on_behalf_of(on_behalf))
        .await
}
