use super::settle;
use super::shelves::List;
use crate::model::{Certainty, Others, Reach, Relation, check_key};
use crate::policy::Action;
use crate::{Scope, store};
use samverk_database::statement::is_new;
use samverk_database::{ObjectRef, Tx};
use samverk_foundation::{Actor, Key, PartyId, Problem};

/// What can be said of a relation. `revision` is the one that the person saw, 0 for a new one.
#[derive(Clone, Debug)]
pub struct SaveRelation {
    pub party: PartyId,
    pub others: Others,
    pub topics: Vec<String>,
    pub reach: Reach,
    pub certainty: Certainty,
    pub note: String,
    /// Where in the list; none leaves it where it is, or last.
    pub position: Option<i64>,
    pub revision: i64,
}

/// Adds or changes a relation of the collaboration.
///
/// Fails with `relation_without_others`, `relation_with_itself`, `party_unknown`,
/// `already_exists`, `key_reserved` or `changed_meanwhile`.
pub async fn save_relation(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: Key,
    input: SaveRelation,
) -> Result<Relation, Problem> {
    let mut list = List::relations(tx, scope.collaboration.id).await?;
    let saved = save_relation_in(tx, actor, scope, &mut list, key, input).await?;
    tx.flush().await?;
    Ok(saved)
}

/// The same as one of many.
pub async fn save_relation_in(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    list: &mut List<Relation>,
    key: Key,
    input: SaveRelation,
) -> Result<Relation, Problem> {
    scope.require(Action::SaveRelation.by())?;
    check_key(&key)?;
    let collaboration = scope.collaboration.id;
    let before = list.shelf.get(&key).cloned();
    let last = list.shelf.next_position();
    let seen = input.revision;
    let after = Relation {
        id: before
            .as_ref()
            .map_or_else(|| tx.new_id(), |relation| relation.id),
        key,
        party: input.party,
        others: input.others,
        topics: input.topics,
        reach: input.reach,
        certainty: input.certainty,
        note: input.note,
        position: input
            .position
            .or(before.as_ref().map(|b| b.position))
            .unwrap_or(last),
        revision: seen + 1,
    };
    if let Some(before) = &before
        && *before
            == (Relation {
                revision: before.revision,
                ..after.clone()
            })
    {
        return Ok(before.clone());
    }
    check(tx, list, &after).await?;
    match is_new(before.is_some(), seen)? {
        true => store::insert_relation(tx, collaboration, &after).await?,
        false => store::update_relation(tx, collaboration, &after, seen).await?,
    }
    let event = scope.event("relation.saved", object(&after));
    tx.record(actor, event.change(before.as_ref(), Some(&after))?)
        .await?;
    list.shelf.put(after.clone());
    Ok(after)
}

async fn check(tx: &Tx, list: &mut List<Relation>, relation: &Relation) -> Result<(), Problem> {
    if relation.others == Others::Parties(Vec::new()) {
        return Err(Problem::invalid("relation_without_others").at_field("others"));
    }
    if relation.others.parties().contains(&relation.party) {
        return Err(Problem::invalid("relation_with_itself").at_field("others"));
    }
    list.require_parties(tx, &[relation.party], "party").await?;
    list.require_parties(tx, relation.others.parties(), "others")
        .await
}

/// Removes a relation; the log keeps what it was. Fails with `not_found` or `changed_meanwhile`.
pub async fn remove_relation(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    scope.require(Action::SaveRelation.by())?;
    let relations = store::list_relations(tx, scope.collaboration.id).await?;
    let found = relations
        .iter()
        .find(|relation| relation.key.as_str() == key);
    let relation = found.ok_or_else(Problem::not_found)?;
    store::delete_relation(tx, relation.id, seen).await?;
    let event = scope.event("relation.removed", object(relation));
    tx.record(actor, event.change(Some(relation), None::<&()>)?)
        .await?;
    settle(tx, actor, scope, "relations.csv").await
}

fn object(relation: &Relation) -> ObjectRef {
    ObjectRef::new("relation", relation.id, &relation.name())
}
