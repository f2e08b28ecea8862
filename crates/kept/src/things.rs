//! Described things as what files, comments and followers hang on.

use crate::search::href;
use crate::{AnyKind, Facts, Ground, Stored, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem};
use samverk_web::{Thing, ThingKind};
use std::sync::Arc;
use uuid::Uuid;

/// How the things of each kind are found.
pub fn things(kinds: &[&'static dyn AnyKind]) -> Vec<ThingKind> {
    let of_kind = |kind: &'static dyn AnyKind| {
        ThingKind::new(kind.facts().code, move |tx, actor, id| {
            Box::pin(find(kind, tx, actor, id))
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
    let parts = parts(facts.ground.web, &at.href(""));
    (facts.ground.find)(tx, actor, &parts).await
}

/// The names in a pattern of addresses, with what stands in their places.
fn parts(pattern: &str, address: &str) -> Vec<(String, String)> {
    let both = pattern.split('/').zip(address.split('/'));
    let name = |part: &str| Some(part.strip_prefix('{')?.strip_suffix('}')?.to_owned());
    both.filter_map(|(part, said)| Some((name(part)?, said.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_stands_in_the_places_of_its_pattern() {
        let pattern = "/samverkan/{collaboration}/planer/{plan}";
        let said = parts(pattern, "/samverkan/jamtland/planer/mal");
        let pair = |name: &str, said: &str| (name.to_owned(), said.to_owned());
        assert_eq!(
            said,
            [pair("collaboration", "jamtland"), pair("plan", "mal")]
        );
        assert_eq!(parts("", ""), []);
    }
}
