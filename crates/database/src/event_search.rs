//! Reading the log: the newest events first, page by page.

use crate::event::{RecordedEvent, row};
use crate::statement::containing;
use crate::{Tx, problem};
use chrono::{DateTime, Utc};
use row::Column;
use samverk_foundation::{CollaborationId, PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Func};
use sea_orm::{Condition, QueryOrder, QuerySelect, Select};
use std::collections::HashMap;

/// Which part of the log to show. The newest come first.
#[derive(Clone, Debug, Default)]
pub struct EventFilter<'a> {
    pub collaboration: Option<CollaborationId>,
    /// Made by this person, or about the person.
    pub person: Option<PersonId>,
    /// Made on behalf of this party, or about the party.
    pub party: Option<PartyId>,
    /// Only events about this kind of object: `need`.
    pub object_kind: Option<&'a str>,
    /// Only events about this object.
    pub object: Option<Uuid>,
    /// Only events about objects in whose name at the time this stood.
    pub object_name: Option<&'a str>,
    /// The first moment.
    pub from: Option<DateTime<Utc>>,
    /// The moment after the last.
    pub until: Option<DateTime<Utc>>,
    /// Only events older than this one: the next page.
    pub before_id: Option<Uuid>,
    /// How many of the newest to pass over.
    pub offset: u64,
    pub limit: u64,
}

impl EventFilter<'_> {
    fn condition(&self) -> Condition {
        let about = |id: Uuid| Column::ObjectId.eq(id);
        Condition::all()
            .add_option(
                self.collaboration
                    .map(|id| Column::CollaborationId.eq(id.0)),
            )
            .add_option(
                self.person
                    .map(|id| Column::PersonId.eq(id.0).or(about(id.0))),
            )
            .add_option(
                self.party
                    .map(|id| Column::OnBehalfOf.eq(id.0).or(about(id.0))),
            )
            .add_option(self.object_kind.map(|kind| Column::ObjectKind.eq(kind)))
            .add_option(self.object.map(about))
            .add_option(self.object_name.map(named))
            .add_option(self.from.map(|moment| Column::At.gte(moment)))
            .add_option(self.until.map(|moment| Column::At.lt(moment)))
            .add_option(self.before_id.map(|id| Column::Id.lt(id)))
    }
}

/// Whether the name has the text in it, in small letters or large. SQLite knows that only of a to z,
/// so å, ä or ö is also looked for as the capital of a name.
fn named(text: &str) -> Condition {
    let small = text.to_lowercase();
    let mut letters = small.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let capital: String = first.chain(letters).collect();
    let name = || Func::lower(Expr::col((row::Entity, Column::ObjectName)));
    let has = |text: &str| Expr::expr(name()).like(containing(text));
    Condition::any().add(has(&small)).add(has(&capital))
}

pub async fn list_events(tx: &Tx, filter: &EventFilter<'_>) -> Result<Vec<RecordedEvent>, Problem> {
    let found = row::Entity::find().filter(filter.condition());
    newest_first(tx, found.offset(filter.offset), filter.limit).await
}

/// How many events the filter finds. Its own offset and limit do not matter.
pub async fn count_events(tx: &Tx, filter: &EventFilter<'_>) -> Result<u64, Problem> {
    let found = row::Entity::find().filter(filter.condition());
    found.count(tx.connection()).await.map_err(problem)
}

/// The latest `limit` changes of one object.
pub async fn list_object_events(
    tx: &Tx,
    object_id: Uuid,
    limit: u64,
) -> Result<Vec<RecordedEvent>, Problem> {
    let of_object = row::Entity::find().filter(Column::ObjectId.eq(object_id));
    newest_first(tx, of_object, limit).await
}

/// The condition that the log tells of the removal of a row's thing, or of its collaboration. The columns
/// hold the thing's kind and id.
pub fn is_removed(table: &str, kind: &str, id: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM event WHERE event.object_id = {table}.{id} \
         AND (event.kind = {table}.{kind} || '.removed' \
         OR EXISTS (SELECT 1 FROM event AS gone WHERE gone.object_id = event.collaboration_id \
         AND gone.kind = 'collaboration.removed')))"
    )
}

/// The latest `limit` changes of one object whose kinds begin so.
pub async fn list_object_events_of(
    tx: &Tx,
    object_id: Uuid,
    beginnings: &[&str],
    limit: u64,
) -> Result<Vec<RecordedEvent>, Problem> {
    let begins = |any: Condition, beginning: &&str| any.add(Column::Kind.starts_with(*beginning));
    let of_object = row::Entity::find()
        .filter(Column::ObjectId.eq(object_id))
        .filter(beginnings.iter().fold(Condition::any(), begins));
    newest_first(tx, of_object, limit).await
}

/// What these objects were called when they were removed.
pub async fn list_last_names(tx: &Tx, objects: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    if objects.is_empty() {
        return Ok(HashMap::new());
    }
    let query = row::Entity::find()
        .select_only()
        .columns([Column::ObjectId, Column::ObjectName])
        .filter(Column::ObjectId.is_in(objects.iter().copied()))
        .filter(Column::Kind.ends_with(".removed"))
        .order_by_asc(Column::Id)
        .into_tuple::<(Uuid, String)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    Ok(rows.into_iter().collect())
}

pub(crate) async fn newest_first(
    tx: &Tx,
    query: Select<row::Entity>,
    limit: u64,
) -> Result<Vec<RecordedEvent>, Problem> {
    let query = query.order_by_desc(Column::Id).limit(limit);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    Ok(rows.into_iter().map(recorded).collect())
}

/// Whether the filter finds more than `count` events. Its own limit does not matter.
pub async fn has_more_events_than(
    tx: &Tx,
    filter: &EventFilter<'_>,
    count: u64,
) -> Result<bool, Problem> {
    let query = row::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(filter.condition())
        .order_by_desc(Column::Id)
        .offset(count)
        .limit(1);
    let next = query.into_tuple::<Uuid>().one(tx.connection()).await;
    Ok(next.map_err(problem)?.is_some())
}

/// The kinds of object that the log tells of, in a collaboration or at all.
pub async fn list_event_kinds(
    tx: &Tx,
    collaboration: Option<CollaborationId>,
) -> Result<Vec<String>, Problem> {
    let query = in_collaboration(collaboration)
        .select_only()
        .column(Column::ObjectKind)
        .distinct();
    let kinds = query.into_tuple().all(tx.connection()).await;
    kinds.map_err(problem)
}

/// Those who made the changes, in a collaboration or at all.
pub async fn list_event_people(
    tx: &Tx,
    collaboration: Option<CollaborationId>,
) -> Result<Vec<PersonId>, Problem> {
    let query = in_collaboration(collaboration)
        .filter(Column::PersonId.is_not_null())
        .select_only()
        .column(Column::PersonId)
        .distinct();
    let people = query.into_tuple::<Uuid>().all(tx.connection()).await;
    Ok(people.map_err(problem)?.into_iter().map(PersonId).collect())
}

fn in_collaboration(collaboration: Option<CollaborationId>) -> Select<row::Entity> {
    let filter = EventFilter {
        collaboration,
        ..EventFilter::default()
    };
    row::Entity::find().filter(filter.condition())
}

fn recorded(row: row::Model) -> RecordedEvent {
    RecordedEvent {
        id: row.id,
        at: row.at,
        kind: row.kind,
        object_kind: row.object_kind,
        object_id: row.object_id,
        object_name: row.object_name,
        collaboration: row.collaboration_id.map(CollaborationId),
        person: row.person_id.map(PersonId),
        actor_name: row.actor_name,
        on_behalf_of: row.on_behalf_of.map(PartyId),
        on_behalf_of_name: row.on_behalf_of_name,
        before: row.before,
        after: row.after,
    }
}
