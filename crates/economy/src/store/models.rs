use super::text::{from_text, to_text};
use crate::ModelId;
use crate::records::ModelRecord;
use samverk_database::{Tx, statement};
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "distribution_model")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub key: String,
        pub content: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn record(row: row::Model) -> Result<ModelRecord, Problem> {
    let model = from_text(&row.content)?;
    Ok(ModelRecord {
        id: ModelId(row.id),
        model,
        revision: row.revision,
    })
}

fn active(of: CollaborationId, record: &ModelRecord) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(record.id.0),
        collaboration_id: Set(of.0),
        key: Set(record.model.key.to_string()),
        content: Set(to_text(&record.model)?),
        revision: Set(record.revision),
    })
}

/// All models of a collaboration, by key.
pub async fn list_models(tx: &Tx, of: CollaborationId) -> Result<Vec<ModelRecord>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(of.0))
        .order_by_asc(row::Column::Key);
    statement::list(tx, query, record).await
}

pub async fn find_model(
    tx: &Tx,
    of: CollaborationId,
    key: &str,
) -> Result<Option<ModelRecord>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(of.0))
        .filter(row::Column::Key.eq(key));
    statement::find_one(tx, query, record).await
}

/// Where the one with that id is, whoever may see it.
pub async fn where_model_is(
    tx: &Tx,
    id: Uuid,
) -> Result<Option<(CollaborationId, String)>, Problem> {
    let place = |row: row::Model| Ok((CollaborationId(row.collaboration_id), row.key));
    statement::find_one(tx, row::Entity::find_by_id(id), place).await
}

pub async fn insert_model(tx: &Tx, of: CollaborationId, new: &ModelRecord) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(of, new)?)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_model(
    tx: &Tx,
    of: CollaborationId,
    changed: &ModelRecord,
    seen: i64,
) -> Result<(), Problem> {
    statement::update_seen(tx, active(of, changed)?, changed.id.0, seen).await
}

/// Removes what was seen; fails with `changed_meanwhile` when somebody saved since.
pub async fn delete_model(tx: &Tx, id: ModelId, seen: i64) -> Result<(), Problem> {
    statement::delete_seen::<row::Entity>(tx, id.0, seen).await
}

/// Whether a model names the party.
pub(super) async fn models_name(tx: &Tx, party: &str) -> Result<bool, Problem> {
    statement::names_key::<row::Entity>(tx, &[row::Column::Content], party).await
}
