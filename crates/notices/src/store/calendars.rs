use chrono::{DateTime, Utc};
use samverk_database::{Tx, statement};
use samverk_foundation::{CollaborationId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar_address")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub collaboration_id: Option<Uuid>,
        pub hash: Vec<u8>,
        pub made_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// A calendar that a person can subscribe to; of everything, or of one collaboration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarAddress {
    pub id: Uuid,
    pub person: PersonId,
    pub collaboration: Option<CollaborationId>,
    pub made_at: DateTime<Utc>,
}

fn read(row: row::Model) -> Result<CalendarAddress, Problem> {
    Ok(CalendarAddress {
        id: row.id,
        person: PersonId(row.person_id),
        collaboration: row.collaboration_id.map(CollaborationId),
        made_at: row.made_at,
    })
}

pub async fn insert_calendar(tx: &Tx, new: &CalendarAddress, hash: Vec<u8>) -> Result<(), Problem> {
    let active = row::ActiveModel {
        id: Set(new.id),
        person_id: Set(new.person.0),
        collaboration_id: Set(new.collaboration.map(|id| id.0)),
        hash: Set(hash),
        made_at: Set(new.made_at),
    };
    statement::insert(tx, row::Entity::insert(active)).await
}

pub async fn find_calendar(tx: &Tx, hash: Vec<u8>) -> Result<Option<CalendarAddress>, Problem> {
    let query = row::Entity::find().filter(Column::Hash.eq(hash));
    statement::find_one(tx, query, read).await
}

pub async fn calendars_of(tx: &Tx, person: PersonId) -> Result<Vec<CalendarAddress>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .order_by_asc(Column::Id);
    statement::list(tx, query, read).await
}

/// Only the person's own.
pub async fn delete_calendar(tx: &Tx, person: PersonId, id: Uuid) -> Result<(), Problem> {
    let one = row::Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::PersonId.eq(person.0));
    statement::delete(tx, one).await
}
