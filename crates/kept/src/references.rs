//! What kept things refer to, as their history tells it, and whether something is referred to.

use crate::target::{leads_to, targets_of};
use crate::{AnyKind, Ground, Target, store};
use samverk_database::{RecordedEvent, Tx, list_last_names};
use samverk_fields::{KindCode, Reference};
use samverk_foundation::{Key, Problem};
use samverk_web::{Referred, reference_values};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Whether what stands at this way in an event about one of the kind refers to another thing. A field that
/// once was more than a list held its references further in.
pub fn refers(kind: &dyn AnyKind, way: &str) -> bool {
    !targets_at(kind, way).is_empty()
}

fn targets_at(kind: &dyn AnyKind, way: &str) -> &'static [KindCode] {
    let field = way.split('.').next().unwrap_or_default();
    kind.form().find(field).map_or(&[], targets_of)
}

/// What the references in events about these kinds lead to, also those to what has been removed. What not
/// everybody may know of is named as it is seen from the ground, and hidden without one. The number of
/// queries does not grow with the events.
pub async fn find_references(
    tx: &Tx,
    kinds: &[&dyn AnyKind],
    at: Option<&dyn Ground>,
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
            for target in targets_at(*kind, &way) {
                wanted.entry(target.as_str()).or_default().insert(id);
            }
        }
    }
    let mut found = HashMap::new();
    let mut gone: BTreeSet<Uuid> = BTreeSet::new();
    for (target, ids) in wanted {
        let Some(target) = targets.get(target) else {
            continue;
        };
        gone.extend(&ids);
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let known = (target.by_id)(tx, &ids).await?;
        let seen = seen_from(tx, at, target, &known).await?;
        for known in known.into_iter().filter_map(|one| one.known) {
            let told = match seen.contains(&known.id) {
                true => Referred::Named(known.name),
                false => Referred::Hidden,
            };
            found.insert(known.id, told);
        }
    }
    gone.retain(|id| !found.contains_key(id));
    let gone: Vec<Uuid> = gone.into_iter().collect();
    let mut names = list_last_names(tx, &gone).await?;
    let removed = gone.into_iter().map(|id| (id, names.remove(&id)));
    found.extend(removed.map(|(id, name)| (id, Referred::Removed(name))));
    Ok(found)
}

/// Which of these somebody on the ground may know of.
pub(crate) async fn seen_from(
    tx: &Tx,
    at: Option<&dyn Ground>,
    target: &Target,
    named: &[Reference],
) -> Result<BTreeSet<Uuid>, Problem> {
    let id = |one: &Reference| one.known.as_ref().map(|known| known.id);
    if !target.hides {
        return Ok(named.iter().filter_map(id).collect());
    }
    let keys: BTreeSet<Key> = named.iter().map(|one| one.key.clone()).collect();
    let keys: Vec<Key> = keys.into_iter().collect();
    let seen = match at {
        Some(at) if !keys.is_empty() => (target.by_key)(tx, at, &keys).await?,
        _ => Vec::new(),
    };
    Ok(seen.iter().filter_map(id).collect())
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
            if leads_to(question, target) && store::names(tx, *kind, question, id).await? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
