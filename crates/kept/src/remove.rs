//! Removing. The log keeps what it was.

use crate::stored::event;
use crate::{AnyKind, Exchange, Ground, Stored, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};

/// Removes the revision that the person saw. Fails with `forbidden`, `sign_in_needed`,
/// `changed_meanwhile`, `still_in_use` or `ships_with_samverk`, which a kind may have other words for,
/// and, when somebody else has removed it, `not_found`.
pub async fn remove(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    one: &Stored,
    seen: i64,
) -> Result<(), Problem> {
    let facts = kind.facts();
    at.require(facts.writers.roles)?;
    if facts.ships(&one.key) {
        return Err((facts.removal.ships)());
    }
    store::delete(tx, kind, one.id, seen).await?;
    let event = event(facts.removed_event(), kind, at, Some(one), None)?;
    tx.record(actor, event).await?;
    match facts.exchange {
        Exchange::Table(file) => at.went_through(tx, actor, file).await,
        Exchange::Document { .. } | Exchange::Nowhere => Ok(()),
    }
}
