use super::require_anywhere;
use crate::above::Above;
use crate::model::Party;
use crate::policy::Action;
use crate::register::shipped;
use crate::store;
use samverk_database::{Event, ObjectRef, Tx, keep_warnings};
use samverk_fields::Referable;
use samverk_foundation::{Actor, Problem};
use samverk_kept::is_named;
use serde_json::json;

/// Removes a party that nothing refers to, with its population; the log keeps what it was.
///
/// Fails with `not_found`, `party_ships` for one of the register that ships, `party_has_people`
/// when somebody has a role there, `party_in_use` or `changed_meanwhile`.
pub async fn remove_party(
    tx: &Tx,
    actor: &Actor,
    above: &Above,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    require_anywhere(actor, Action::RemoveParty)?;
    let found = store::find_party(tx, key).await?;
    let party = found.ok_or_else(Problem::not_found)?;
    if ships(&party)? {
        return Err(Problem::conflict("party_ships"));
    }
    if (above.party_has_people)(tx, party.id).await? {
        return Err(Problem::conflict("party_has_people"));
    }
    let is_named = is_named(tx, &above.all_kinds(), Party::KIND, party.id.0).await?;
    if is_named || (above.names_party)(tx, &party.key).await? {
        return Err(Problem::conflict("party_in_use"));
    }
    let population = store::list_populations(tx, &[party.id]).await?;
    let object = ObjectRef::new("party", party.id.0, &party.name);
    keep_warnings(tx, actor, &object, &[]).await?;
    store::delete_party(tx, party.id, seen).await?;
    let before = json!({ "party": party, "population": population.get(&party.id) });
    let event = Event::new("party.removed", object).change(Some(&before), None::<&()>)?;
    tx.record(actor, event).await
}

/// Whether a party belongs to the register that ships, which every installation has.
pub(crate) fn ships(party: &Party) -> Result<bool, Problem> {
    Ok(shipped()?.parties.contains_key(&party.key))
}
