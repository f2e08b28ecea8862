use super::require_anywhere;
use crate::model::Ladder;
use crate::policy::Action;
use crate::register::shipped;
use crate::store;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Problem};

/// Removes a ladder that no assessment uses; the log keeps what it was.
///
/// Fails with `not_found`, `ladder_ships` for one that ships, `ladder_in_use` or `changed_meanwhile`.
pub async fn remove_ladder(tx: &Tx, actor: &Actor, key: &str, seen: i64) -> Result<(), Problem> {
    require_anywhere(actor, Action::RemoveLadder)?;
    let found = store::find_ladder(tx, key).await?;
    let ladder = found.ok_or_else(Problem::not_found)?;
    if ships(&ladder)? {
        return Err(Problem::conflict("ladder_ships"));
    }
    store::delete_ladder(tx, ladder.id, seen).await?;
    let object = ObjectRef::new("ladder", ladder.id.0, &ladder.name);
    let event = Event::new("ladder.removed", object).change(Some(&ladder), None::<&()>)?;
    tx.record(actor, event).await
}

/// Whether a ladder ships with Samverk, so that every installation has it.
pub(crate) fn ships(ladder: &Ladder) -> Result<bool, Problem> {
    Ok(shipped()?.ladders.contains_key(&ladder.key))
}
