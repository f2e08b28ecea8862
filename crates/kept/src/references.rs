//! What kept things refer to, as their history tells it, and whether something is referred to.

use crate::target::target_of;
use crate::{AnyKind, store};
use samverk_database::{RecordedEvent, Tx, list_last_names};
use samverk_foundation::Problem;
use samverk_web::{Referred, reference_values};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Whether what stands at this way in an event about one of the kind refers to another thing. A field that
/// once was more than a list held its references further in.
pub fn refers(kind: &dyn AnyKind, way: &str) -> bool {
    target_at(kind, way).is_some()
}

fn target_at(kind: &dyn AnyKind, way: &str) -> Option<&'static str> {
    let field = way.split('.').next().unwrap_or_default();
    let question = kind.form().find(field)?;
    target_of(question)
}

/// What the references in events about these kinds lead to, also those to what has been removed. The number
/// of queries does not grow with the events.
pub async fn find_references(
    tx: &Tx,
    kinds: &[&dyn AnyKind],
    events: &[RecordedEvent],
) -> Result<HashMap<Uuid, Referred>, Problem> {
    let mut wanted: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
    let targets = kinds.iter().flat_map(|kind| kind.facts().targets);
    let targets: BTreeMap<&str, _> = targets.map(|target| (target.kind, *target)).collect();
    for event in events {
        let kind = kinds
            .iter()
            .find(|kind| kind.facts().code == event.object_kind);
        let Some(kind) = kind else { continue };
        for (way, id) in reference_values(event) {
            if let Some(target) = target_at(*kind, &way) {
                wanted.entry(target).or_default().insert(id);
            }
        }
    }
    let mut found = HashMap::new();
    for (target, ids) in wanted {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let Some(target) = targets.get(target) else {
            continue;
        };
        let known = (target.by_id)(tx, &ids).await?.into_iter();
        let known = known.filter_map(|one| one.known);
        found.extend(known.map(|known| (known.id, Referred::Named(known.name))));
        let gone = ids.iter().copied().filter(|id| !found.contains_key(id));
        let gone: Vec<Uuid> = gone.collect();
        let mut names = list_last_names(tx, &gone).await?;
        let removed = gone.into_iter().map(|id| (id, names.remove(&id)));
        found.extend(removed.map(|(id, name)| (id, Referred::Removed(name))));
    }
    Ok(found)
}

/// Whether one of these kinds names the thing among several, which no foreign key watches.
pub async fn is_named(
    tx: &Tx,
    kinds: &[&dyn AnyKind],
    target: &str,
    id: Uuid,
) -> Result<bool, Problem> {
    for kind in kinds {
        for question in kind.form().questions() {
            if target_of(question) == Some(target) && store::names(tx, *kind, question, id).await? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
