//! Where something has changed that others have copies of, such as the search index. A mark is
//! written in the transaction of the change itself, so that none is forgotten, and each is a row of
//! its own, so that two people who change the same thing do not wait for each other here.

use crate::{Tx, problem};
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::BTreeSet;

/// A place where something has changed: a collaboration, or what belongs to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaleMark {
    pub id: Uuid,
    pub collaboration: Option<CollaborationId>,
}

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "stale")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) async fn insert_stale(
    tx: &Tx,
    places: BTreeSet<Option<CollaborationId>>,
) -> Result<(), Problem> {
    if places.is_empty() {
        return Ok(());
    }
    let mark = |place: Option<CollaborationId>| row::ActiveModel {
        id: Set(tx.new_id()),
        collaboration_id: Set(place.map(|id| id.0)),
    };
    row::Entity::insert_many(places.into_iter().map(mark))
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// The marks that have waited longest, at most `limit`.
pub async fn list_stale(tx: &Tx, limit: u64) -> Result<Vec<StaleMark>, Problem> {
    let query = row::Entity::find()
        .order_by_asc(row::Column::Id)
        .limit(limit);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let mark = |row: row::Model| StaleMark {
        id: row.id,
        collaboration: row.collaboration_id.map(CollaborationId),
    };
    Ok(rows.into_iter().map(mark).collect())
}

/// Takes away exactly these; a mark that came meanwhile stays.
pub async fn delete_stale(tx: &Tx, marks: &[StaleMark]) -> Result<(), Problem> {
    let delete =
        row::Entity::delete_many().filter(row::Column::Id.is_in(marks.iter().map(|mark| mark.id)));
    delete.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}
