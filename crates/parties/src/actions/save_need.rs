use super::settle;
use super::shelves::List;
use crate::model::{Need, NeedKind, check_key};
use crate::policy::Action;
use crate::{Scope, store};
use samverk_database::statement::is_new;
use samverk_database::{ObjectRef, Tx};
use samverk_foundation::{Actor, Key, Problem};

/// What can be said of a need. `revision` is the one that the person saw, 0 for a new one.
#[derive(Clone, Debug)]
pub struct SaveNeed {
    pub kind: NeedKind,
    pub area: String,
    pub text: String,
    /// Where in the list; none leaves it where it is, or last.
    pub position: Option<i64>,
    pub revision: i64,
}

/// Adds or changes a challenge, need or opportunity of the collaboration.
///
/// Fails with `already_exists`, `key_reserved` or `changed_meanwhile`.
pub async fn save_need(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    list: &mut List<Need>,
    key: Key,
    input: SaveNeed,
) -> Result<Need, Problem> {
    let saved = save_need_in(tx, actor, scope, list, key, input).await?;
    tx.flush().await?;
    Ok(saved)
}

/// The same as one of many.
pub async fn save_need_in(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    list: &mut List<Need>,
    key: Key,
    input: SaveNeed,
) -> Result<Need, Problem> {
    scope.require(Action::SaveNeed.by())?;
    check_key(&key)?;
    let collaboration = scope.collaboration.id;
    let before = list.shelf.get(&key).cloned();
    let last = list.shelf.next_position();
    let seen = input.revision;
    let after = Need {
        id: before.as_ref().map_or_else(|| tx.new_id(), |need| need.id),
        key,
        kind: input.kind,
        area: input.area,
        text: input.text,
        position: input
            .position
            .or(before.as_ref().map(|b| b.position))
            .unwrap_or(last),
        revision: seen + 1,
    };
    if let Some(before) = &before
        && *before
            == (Need {
                revision: before.revision,
                ..after.clone()
            })
    {
        return Ok(before.clone());
    }
    match is_new(before.is_some(), seen)? {
        true => store::insert_need(tx, collaboration, &after).await?,
        false => store::update_need(tx, collaboration, &after, seen).await?,
    }
    let event = scope.event("need.saved", object(&after));
    tx.record(actor, event.change(before.as_ref(), Some(&after))?)
        .await?;
    list.shelf.put(after.clone());
    Ok(after)
}

/// Removes a need; the log keeps what it was. Fails with `changed_meanwhile`.
pub async fn remove_need(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    need: &Need,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveNeed.by())?;
    store::delete_need(tx, need.id, seen).await?;
    let event = scope.event("need.removed", object(need));
    tx.record(actor, event.change(Some(need), None::<&()>)?)
        .await?;
    settle(tx, actor, scope, "needs.csv").await
}

fn object(need: &Need) -> ObjectRef {
    ObjectRef::new("need", need.id, &need.beginning())
}
