//! Described things as what files, comments and followers hang on.

use crate::search::href;
use crate::{AnyKind, Facts, Ground, Stored, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem};
use samverk_web::{AddressParts, Thing, ThingKind, address_part, address_parts};
use std::sync::Arc;
use uuid::Uuid;

/// How the things of each kind are found.
pub fn things(kinds: &[&'static dyn AnyKind]) -> Vec<ThingKind> {
    let of_kind = |kind: &'static dyn AnyKind| {
        let facts = kind.facts();
        let found = ThingKind::new(facts.code, move |tx, actor, id| {
            Box::pin(find(kind, tx, actor, id))
        });
        if !facts.pages.has_page() {
            return found;
        }
        let pattern = format!("{}/{}/{{thing}}", facts.ground.web, facts.pages.segment);
        found.found_at(pattern, move |tx, actor, parts| {
            Box::pin(find_at(kind, tx, actor, parts))
        })
    };
    kinds.iter().map(|kind| of_kind(*kind)).collect()
}

/// Finds one by its id alone, for whoever may read it on its ground.
async fn find(kind: &dyn AnyKind, tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    let facts = kind.facts();
    let found = store::find_by_id(tx, kind, id).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    let at = ground(tx, &facts, actor, found.ground).await?;
    facts.let_read(at.as_ref())?;
    let seen = store::find(tx, kind, at.as_ref(), found.key.as_str()).await?;
    let one = seen.ok_or_else(Problem::not_found)?;
    Ok(thing(kind, at.as_ref(), &one))
}

/// Finds one by its address, for whoever may read it on its ground.
async fn find_at(
    kind: &dyn AnyKind,
    tx: &Tx,
    actor: &Actor,
    parts: AddressParts,
) -> Result<Thing, Problem> {
    let facts = kind.facts();
    let at = (facts.ground.find)(tx, actor, &parts).await?;
    facts.let_read(at.as_ref())?;
    let seen = store::find(tx, kind, at.as_ref(), address_part(&parts, "thing")).await?;
    let one = seen.ok_or_else(Problem::not_found)?;
    Ok(thing(kind, at.as_ref(), &one))
}

/// The thing as whoever sees the ground so sees it.
pub(crate) fn thing(kind: &dyn AnyKind, at: &dyn Ground, one: &Stored) -> Thing {
    let name = kind.name(&one.record);
    kind.facts().thing(at, (one.id, &one.key), name)
}

impl Facts {
    pub(crate) fn thing(&self, at: &dyn Ground, (id, key): (Uuid, &Key), name: String) -> Thing {
        Thing {
            kind: self.code,
            id,
            name,
            href: at.href(&href(&self.pages, key)),
            place: at.place().to_owned(),
            collaboration: at.collaboration(),
            owner: at.owner().map(|(party, _)| party),
            roles: at.roles().clone(),
            may_change: at.may(self.writers.roles),
            takes_files: true,
            own_history: None,
        }
    }
}

/// The ground with that id, as the actor sees it: a stranger's view knows its address, and the address is
/// asked for as the actor.
async fn ground(
    tx: &Tx,
    facts: &Facts,
    actor: &Actor,
    id: Uuid,
) -> Result<Arc<dyn Ground>, Problem> {
    let at = (facts.ground.by_id)(tx, id).await?;
    let at = at.ok_or_else(Problem::not_found)?;
    let parts = address_parts(facts.ground.web, &at.href("")).unwrap_or_default();
    (facts.ground.find)(tx, actor, &parts).await
}
