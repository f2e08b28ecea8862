use chrono::{DateTime, Utc};
use samverk_database::{Tx, is_removed, problem, statement};
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Set};
use std::collections::BTreeSet;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "follow")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub object_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub object_id: Uuid,
        pub follows: bool,
        pub name: String,
        pub href: String,
        pub since: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// That somebody follows a thing, or has said no to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    pub person: PersonId,
    pub kind: String,
    pub id: Uuid,
    pub follows: bool,
    /// As it was called, and where it was, when they chose.
    pub name: String,
    pub href: String,
}

fn read(row: row::Model) -> Result<Follow, Problem> {
    Ok(Follow {
        person: PersonId(row.person_id),
        kind: row.object_kind,
        id: row.object_id,
        follows: row.follows,
        name: row.name,
        href: row.href,
    })
}

pub async fn put_follow(tx: &Tx, follow: &Follow) -> Result<(), Problem> {
    let active = row::ActiveModel {
        person_id: Set(follow.person.0),
        object_kind: Set(follow.kind.clone()),
        object_id: Set(follow.id),
        follows: Set(follow.follows),
        name: Set(follow.name.clone()),
        href: Set(follow.href.clone()),
        since: Set(tx.now()),
    };
    let key = [Column::PersonId, Column::ObjectKind, Column::ObjectId];
    let replace = OnConflict::columns(key)
        .update_columns([Column::Follows, Column::Name, Column::Href, Column::Since])
        .to_owned();
    statement::insert(tx, row::Entity::insert(active).on_conflict(replace)).await
}

pub async fn find_follow(
    tx: &Tx,
    person: PersonId,
    kind: &str,
    id: Uuid,
) -> Result<Option<Follow>, Problem> {
    let key = (person.0, kind.to_owned(), id);
    statement::find_one(tx, row::Entity::find_by_id(key), read).await
}

pub async fn delete_follow(tx: &Tx, follow: &Follow) -> Result<(), Problem> {
    let one = row::Entity::delete_many()
        .filter(Column::PersonId.eq(follow.person.0))
        .filter(Column::ObjectKind.eq(follow.kind.as_str()))
        .filter(Column::ObjectId.eq(follow.id));
    statement::delete(tx, one).await
}

/// Of things whose removal stands in the log, or that of their collaboration.
pub async fn delete_lost_follows(tx: &Tx) -> Result<(), Problem> {
    let lost = is_removed("follow", "object_kind", "object_id");
    let lost = format!("DELETE FROM follow WHERE {lost}");
    let done = tx.connection().execute_unprepared(&lost).await;
    done.map(|_| ()).map_err(problem)
}

/// All that the person has chosen, at most so many, the latest first.
pub async fn follows_of(tx: &Tx, person: PersonId, limit: u64) -> Result<Vec<Follow>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .order_by_desc(Column::Since)
        .limit(limit);
    statement::list(tx, query, read).await
}

/// Which of these things the person has made or changed: they follow them without having said so.
pub async fn made_by(
    tx: &Tx,
    person: PersonId,
    things: &BTreeSet<Uuid>,
) -> Result<BTreeSet<Uuid>, Problem> {
    if things.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut query = Query::select();
    query.column("object_id").distinct().from("event");
    query.and_where(Expr::col("person_id").eq(person.0));
    query.and_where(Expr::col("object_id").is_in(things.iter().copied()));
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let id = |row: sea_orm::QueryResult| row.try_get("", "object_id").map_err(problem);
    rows.into_iter().map(id).collect()
}
