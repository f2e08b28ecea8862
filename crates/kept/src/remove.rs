//! Removing. The log keeps what it was.

use crate::offer::Offers;
use crate::stored::{Stands, event};
use crate::{AnyKind, Exchange, Ground, Lines, OnRemoval, Stored, states, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, ProblemKind};
use uuid::Uuid;

/// Removes the revision that the person saw, with its parts, and with what hangs on it where the description
/// says so. Fails
/// with `forbidden`, `sign_in_needed`, `changed_meanwhile`, `still_in_use` or `ships_with_samverk`, which
/// a kind may have other words for, and, when somebody else has removed it, `not_found`.
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
    if let Some(why) = stays(tx, kind, one).await? {
        return Err(why);
    }
    remove_below(tx, actor, at, kind, one.id).await?;
    let mut parts = Vec::new();
    for part in facts.keeping.parts {
        parts.push((part.name, (part.take_away)(tx, one).await?));
    }
    store::delete(tx, kind, one.id, seen).await?;
    let offers = Offers::load(tx, at, kind).await?;
    let stands = Stands::on(at, &offers);
    let mut event = event(facts.removed_event(), kind, stands, Some(one), None)?;
    if let Some(before) = event.before.as_mut() {
        for (name, told) in parts {
            before[name] = told;
        }
    }
    tx.record(actor, event).await?;
    match facts.exchange {
        Exchange::Table(file) | Exchange::Lines(Lines { file, .. }) => {
            at.went_through(tx, actor, file).await
        }
        Exchange::Document { .. } | Exchange::Nowhere => Ok(()),
    }
}

/// Why one is not removed, whoever asks: it ships with the program, the kind has a reason of its own, or it stands
/// for good.
pub(crate) async fn stays(
    tx: &Tx,
    kind: &dyn AnyKind,
    one: &Stored,
) -> Result<Option<Problem>, Problem> {
    let facts = kind.facts();
    if facts.ships(&one.key) {
        return Ok(Some((facts.removal.ships)()));
    }
    match (facts.removal.refuses)(tx, one).await {
        Ok(()) => Ok(states::is_settled(kind, one).then(|| Problem::conflict("already_settled"))),
        Err(why) if why.kind == ProblemKind::Conflict => Ok(Some(why)),
        Err(why) => Err(why),
    }
}

/// Removes what hangs on a thing, the deepest first, each with its own event. Fails with
/// `still_in_use` where the description refuses that.
async fn remove_below(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    kind: &dyn AnyKind,
    one: Uuid,
) -> Result<(), Problem> {
    let mut levels = Vec::new();
    let mut left = vec![(kind.facts().keeping.carries, vec![one])];
    while let Some((carries, over)) = left.pop() {
        for child in carries.kinds {
            let found = store::list_on(tx, *child, &over).await?;
            if found.is_empty() {
                continue;
            }
            if carries.removal == OnRemoval::Refused {
                return Err((kind.facts().removal.in_use)());
            }
            let ids = found.iter().map(|one| one.id).collect();
            left.push((child.facts().keeping.carries, ids));
            levels.push((*child, found));
        }
    }
    for (child, found) in levels.into_iter().rev() {
        let ids: Vec<Uuid> = found.iter().map(|one| one.id).collect();
        store::delete_these(tx, child, &ids).await?;
        for one in &found {
            let stands = Stands {
                collaboration: at.collaboration(),
                owner: at.owner(),
                ground: one.ground,
                offers: None,
            };
            let what = child.facts().removed_event();
            tx.record(actor, event(what, child, stands, Some(one), None)?)
                .await?;
        }
    }
    Ok(())
}
