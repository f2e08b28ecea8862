use super::text::{from_text, to_text};
use crate::records::MeasureRecord;
use samverk_database::{Tx, statement};
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "custom_measure")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub key: String,
        pub content: String,
        pub position: i64,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn record(row: row::Model) -> Result<MeasureRecord, Problem> {
    let table = from_text(&row.content)?;
    Ok(MeasureRecord {
        id: row.id,
        table,
        position: row.position,
        revision: row.revision,
    })
}

fn active(of: CollaborationId, record: &MeasureRecord) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(record.id),
        collaboration_id: Set(of.0),
        key: Set(record.table.key.to_string()),
        content: Set(to_text(&record.table)?),
        position: Set(record.position),
        revision: Set(record.revision),
    })
}

/// All measures of a collaboration, in their order.
pub async fn list_measures(tx: &Tx, of: CollaborationId) -> Result<Vec<MeasureRecord>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(of.0))
        .order_by_asc(row::Column::Position);
    statement::list(tx, query, record).await
}

pub async fn find_measure(
    tx: &Tx,
    of: CollaborationId,
    key: &str,
) -> Result<Option<MeasureRecord>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(of.0))
        .filter(row::Column::Key.eq(key));
    statement::find_one(tx, query, record).await
}

pub async fn insert_measure(
    tx: &Tx,
    of: CollaborationId,
    new: &MeasureRecord,
) -> Result<(), Problem> {
    statement::insert_later(tx, active(of, new)?).await
}

/// Saves over `seen` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_measure(
    tx: &Tx,
    of: CollaborationId,
    changed: &MeasureRecord,
    seen: i64,
) -> Result<(), Problem> {
    statement::update_seen(tx, active(of, changed)?, changed.id, seen).await
}

/// Removes what was seen; fails with `changed_meanwhile` when somebody saved since.
pub async fn delete_measure(tx: &Tx, id: Uuid, seen: i64) -> Result<(), Problem> {
    statement::delete_seen::<row::Entity>(tx, id, seen).await
}

/// Whether a measure has a figure of the party.
pub(super) async fn measures_name(tx: &Tx, party: &str) -> Result<bool, Problem> {
    statement::names_key::<row::Entity>(tx, &[row::Column::Content], party).await
}
