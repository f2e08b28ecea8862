//! Order by hand: one thing is moved among those that the person saw, in the order in which they saw them.

use crate::offer::Offers;
use crate::stored::{Stands, event};
use crate::{AnyKind, Ground, Stored, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_rest::Tag;
use serde_json::Value as Json;

/// The order that somebody saw.
pub(crate) fn order_tag(shown: &[Stored]) -> String {
    let ids: Vec<_> = shown.iter().map(|one| one.id).collect();
    Tag::of(&ids).as_str().trim_matches('"').to_owned()
}

/// Moves the one at `from` to `to`, counted from the first of those that are shown, which is the one of that
/// number in the list. Whoever ordered them meanwhile is not overwritten: fails with `order_changed`, `forbidden` or `sign_in_needed`.
pub(crate) async fn move_to(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    (shown, first): (&[Stored], usize),
    (from, to): (usize, usize),
) -> Result<(), Problem> {
    let facts = kind.facts();
    at.require(facts.writers.roles)?;
    let mut order: Vec<&Stored> = shown.iter().collect();
    if from == to || from >= order.len() || to >= order.len() {
        return Ok(());
    }
    let moved = order.remove(from);
    order.insert(to, moved);
    let places = places(shown);
    let changed = order.iter().zip(&places);
    let changed = changed.filter(|(one, place)| one.position != **place);
    let changed: Vec<(&Stored, i64)> = changed.map(|(one, place)| (*one, *place)).collect();
    store::put_in_places(tx, kind, &changed).await?;
    let after = Stored {
        position: places.get(to).copied().unwrap_or(moved.position),
        revision: moved.revision.saturating_add(1),
        ..moved.clone()
    };
    let offers = Offers::load(tx, at, kind).await?;
    let stands = Stands::on(at, &offers);
    let what = facts.event("moved");
    let mut event = event(what, kind, stands, Some(moved), Some(&after))?;
    for (told, place) in [(&mut event.before, from), (&mut event.after, to)] {
        if let Some(Json::Object(fields)) = told {
            fields.insert("place".to_owned(), (first + place).into());
        }
    }
    tx.record(actor, event).await
}

/// The places that these have, none of them twice.
fn places(shown: &[Stored]) -> Vec<i64> {
    let mut next = i64::MIN;
    let place = |one: &Stored| {
        let place = one.position.max(next);
        next = place.saturating_add(1);
        place
    };
    shown.iter().map(place).collect()
}
