//! Two rows of a shared list are one: one of them counts, the other keeps its row and points to it, so that it
//! can be undone.

use crate::store;
use samverk_database::Tx;
use samverk_fields::{KindCode, Many, One, Referable, Reference};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{Gathered, Held, Installation, Kept, Kind, Seen};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// What look-alikes are told of by.
pub(crate) trait Mergeable: Kept + Referable + Clone {
    const TABLE: &'static str;
    fn name(&self) -> &str;
    /// An organisation number, where it has one.
    fn number(&self) -> &str;
    fn same_as(&self) -> Option<&One<Self>>;
    fn set_same_as(&mut self, to: Option<One<Self>>);
    fn look_alikes(&mut self) -> &mut Many<Self>;
}

/// Which rows point to others, by id.
pub type Merged = BTreeMap<Uuid, Uuid>;

/// The merged ones of a shared list, so that what names one counts as naming the other.
pub async fn merged(tx: &Tx, table: &'static str) -> Result<Merged, Problem> {
    store::list_merged(tx, table).await
}

pub(crate) async fn gather_merged<T: Mergeable>(tx: &Tx) -> Result<Gathered, Problem> {
    Ok(Arc::new(merged(tx, T::TABLE).await?) as Gathered)
}

/// Fails with `merged_into_merged` when the one that is to count points to another itself.
pub(crate) fn check_target<T: Mergeable>(
    one: &T,
    before: Option<&T>,
    merged: &Gathered,
) -> Problems {
    let Some(merged) = merged.downcast_ref::<Merged>() else {
        return Problems::default();
    };
    let to = |one: &T| one.same_as().and_then(id_of);
    let (now, stood) = (to(one), before.and_then(to));
    let is_merged = now.is_some_and(|id| now != stood && merged.contains_key(&id));
    let problem = is_merged.then(|| Problem::invalid("merged_into_merged").at_field("same_as"));
    problem.into_iter().collect()
}

fn id_of<T>(one: &One<T>) -> Option<Uuid> {
    Some(one.to.known.as_ref()?.id)
}

/// Fails with `merged_has_merged` when others point to what is to point to another.
pub(crate) async fn check_merge<T: Mergeable>(
    tx: &Tx,
    id: Uuid,
    one: &T,
) -> Result<Problems, Problem> {
    if one.same_as().is_none() || !store::has_merged(tx, T::TABLE, id).await? {
        return Ok(Problems::default());
    }
    let problem = Problem::invalid("merged_has_merged").at_field("same_as");
    Ok([problem].into_iter().collect())
}

/// What a person says of two that look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// They are one: the other counts.
    Same,
    /// They are two.
    Different,
    /// They are not one after all.
    Apart,
}

/// Keeps what was said of one and another. Fails with `not_found`, `merge_with_itself` or what the list's rules say.
pub(crate) async fn judge<T: Mergeable>(
    tx: &Tx,
    actor: &Actor,
    kind: &Kind<T>,
    (key, other): (&str, &str),
    judgement: Judgement,
) -> Result<Held<T>, Problems> {
    let at = Installation::seen_by(actor);
    let one = kind.find(tx, &at, key).await?;
    let one = one.ok_or_else(Problem::not_found)?;
    let mut changed = one.value.clone();
    if judgement == Judgement::Apart {
        changed.set_same_as(None);
        return save(tx, actor, kind, &one, &changed).await;
    }
    let other = kind.find(tx, &at, other).await?;
    let other = other.ok_or_else(Problem::not_found)?;
    if one.id == other.id {
        Err(Problem::invalid("merge_with_itself"))?;
    }
    match judgement {
        Judgement::Same => changed.set_same_as(Some(One::to(reference(&other)))),
        _ => {
            let others = changed.look_alikes();
            if others.to.iter().all(|known| known.key != other.key) {
                others.to.push(reference(&other));
            }
        }
    }
    save(tx, actor, kind, &one, &changed).await
}

async fn save<T: Mergeable>(
    tx: &Tx,
    actor: &Actor,
    kind: &Kind<T>,
    one: &Held<T>,
    changed: &T,
) -> Result<Held<T>, Problems> {
    let at = Installation::seen_by(actor);
    let seen = Seen::Revision(one.revision);
    kind.save(tx, actor, &at, one.key.clone(), changed, seen)
        .await
}

fn reference<T: Mergeable>(one: &Held<T>) -> Reference {
    Reference {
        kind: KindCode::of(<T as Referable>::KIND),
        key: Key::clone(&one.key),
        known: None,
    }
}
