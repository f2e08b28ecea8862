use crate::model::{Need, NeedKind};
use samverk_database::Tx;
use samverk_database::statement::{delete, delete_seen, find_one, insert_later, list, update_seen};
use samverk_foundation::{CollaborationId, Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "need")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub key: String,
        pub kind: String,
        pub area: String,
        pub text: String,
        pub position: i64,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn need(row: row::Model) -> Result<Need, Problem> {
    Ok(Need {
        id: row.id,
        key: Key::parse(&row.key)?,
        kind: NeedKind::from_code(&row.kind)?,
        area: row.area,
        text: row.text,
        position: row.position,
        revision: row.revision,
    })
}

fn active(collaboration: CollaborationId, need: &Need) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(need.id),
        collaboration_id: Set(collaboration.0),
        key: Set(need.key.to_string()),
        kind: Set(need.kind.code().to_owned()),
        area: Set(need.area.clone()),
        text: Set(need.text.clone()),
        position: Set(need.position),
        revision: Set(need.revision),
    }
}

/// The needs of a collaboration, in their order.
pub async fn list_needs(tx: &Tx, collaboration: CollaborationId) -> Result<Vec<Need>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .order_by_asc(row::Column::Position)
        .order_by_asc(row::Column::Id);
    list(tx, query, need).await
}

/// Finds a need by its id, in this collaboration only.
pub async fn find_need(
    tx: &Tx,
    collaboration: CollaborationId,
    id: Uuid,
) -> Result<Option<Need>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .filter(row::Column::Id.eq(id));
    find_one(tx, query, need).await
}

pub async fn insert_need(
    tx: &Tx,
    collaboration: CollaborationId,
    new: &Need,
) -> Result<(), Problem> {
    insert_later(tx, active(collaboration, new)).await
}

/// Saves over `seen_revision` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_need(
    tx: &Tx,
    collaboration: CollaborationId,
    changed: &Need,
    seen_revision: i64,
) -> Result<(), Problem> {
    update_seen(
        tx,
        active(collaboration, changed),
        changed.id,
        seen_revision,
    )
    .await
}

pub async fn delete_need(tx: &Tx, id: Uuid, seen: i64) -> Result<(), Problem> {
    delete_seen::<row::Entity>(tx, id, seen).await
}

pub(super) async fn delete_needs_of(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<(), Problem> {
    let of = row::Column::CollaborationId.eq(collaboration.0);
    delete(tx, row::Entity::delete_many().filter(of)).await
}
