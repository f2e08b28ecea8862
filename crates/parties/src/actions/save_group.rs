use super::shelves::List;
use crate::GroupId;
use crate::model::{Group, GroupKind, LegalForm, Reach, WrongParent, check_key, check_parents};
use crate::policy::Action;
use crate::{Scope, store};
use samverk_database::Tx;
use samverk_database::statement::is_new;
use samverk_foundation::{Actor, Key, Ore, PartyId, Problem, text};
use std::collections::BTreeMap;

/// What can be said of a group. `revision` is the one that the person saw, 0 for a new group.
#[derive(Clone, Debug)]
pub struct SaveGroup {
    pub name: String,
    pub kind: GroupKind,
    pub organiser: String,
    pub parent: Option<GroupId>,
    pub reach: Reach,
    pub legal_form: Option<LegalForm>,
    pub host: Option<PartyId>,
    pub purpose: String,
    pub cooperation: String,
    pub cost: Option<Ore>,
    pub financed_by: String,
    pub note: String,
    /// Where in the list; none leaves it where it is, or last.
    pub position: Option<i64>,
    pub revision: i64,
}

impl SaveGroup {
    fn becomes(self, id: GroupId, key: Key, position: i64) -> Result<Group, Problem> {
        Ok(Group {
            id,
            key,
            name: text::name(&self.name, "name")?,
            kind: self.kind,
            organiser: self.organiser,
            parent: self.parent,
            reach: self.reach,
            legal_form: self.legal_form,
            host: self.host,
            purpose: self.purpose,
            cooperation: self.cooperation,
            cost: self.cost,
            financed_by: self.financed_by,
            note: self.note,
            position,
            revision: self.revision + 1,
        })
    }
}

/// Adds or changes a group of the collaboration.
///
/// Fails with `already_exists`, `group_unknown` and `group_own_parent` (the parent),
/// `party_unknown` (the host), `cost_negative`, `key_reserved` or `changed_meanwhile`.
pub async fn save_group(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: Key,
    input: SaveGroup,
) -> Result<Group, Problem> {
    let mut list = List::groups(tx, scope.collaboration.id).await?;
    let saved = save_group_in(tx, actor, scope, &mut list, key, input).await?;
    tx.flush().await?;
    Ok(saved)
}

/// The same as one of many.
pub async fn save_group_in(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    list: &mut List<Group>,
    key: Key,
    input: SaveGroup,
) -> Result<Group, Problem> {
    scope.require(Action::SaveGroup.by())?;
    check_key(&key)?;
    let collaboration = scope.collaboration.id;
    let seen = input.revision;
    let before = list.shelf.get(&key).cloned();
    let position = match (input.position, &before) {
        (Some(position), _) => position,
        (None, Some(group)) => group.position,
        (None, None) => list.shelf.next_position(),
    };
    let id = before
        .as_ref()
        .map_or_else(|| GroupId(tx.new_id()), |group| group.id);
    let after = input.becomes(id, key, position)?;
    if let Some(before) = &before
        && *before
            == (Group {
                revision: before.revision,
                ..after.clone()
            })
    {
        return Ok(before.clone());
    }
    check(tx, list, &after).await?;
    match is_new(before.is_some(), seen)? {
        true => store::insert_group(tx, collaboration, &after).await?,
        false => store::update_group(tx, collaboration, &after, seen).await?,
    }
    let object = after.object();
    let kind = if before.is_some() {
        "group.saved"
    } else {
        "group.added"
    };
    tx.record(
        actor,
        scope
            .event(kind, object)
            .change(before.as_ref(), Some(&after))?,
    )
    .await?;
    list.shelf.put(after.clone());
    Ok(after)
}

async fn check(tx: &Tx, list: &mut List<Group>, group: &Group) -> Result<(), Problem> {
    if group.cost.is_some_and(Ore::is_negative) {
        return Err(Problem::invalid("cost_negative").at_field("cost"));
    }
    if let Some(host) = group.host {
        list.require_parties(tx, &[host], "host").await?;
    }
    if group.parent.is_some() {
        check_parent(group, list)?;
    }
    Ok(())
}

/// Every step upwards must be a group here, and none may be the group itself.
fn check_parent(group: &Group, list: &List<Group>) -> Result<(), Problem> {
    let parents = list.shelf.rows().map(|one| (one.id, one.parent));
    let parents: BTreeMap<_, _> = parents.collect();
    let parent_of = |id| parents.get(&id).copied();
    check_parents(group.id, group.parent, parent_of).map_err(|wrong| match wrong {
        WrongParent::Circle => Problem::invalid("group_own_parent").at_field("parent"),
        WrongParent::Unknown(id) => Problem::invalid("group_unknown")
            .with("key", id)
            .at_field("parent"),
    })
}
