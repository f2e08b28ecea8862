use crate::model::File;
use chrono::{DateTime, Utc};
use samverk_database::statement::{find_one, insert, list, update_seen};
use samverk_database::{Tx, problem};
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

pub(super) mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub thing_kind: String,
        pub thing_id: Uuid,
        pub key: String,
        pub title: String,
        pub is_public: bool,
        pub public_from: i64,
        pub added_by: Option<Uuid>,
        pub latest: i64,
        pub removed_at: Option<DateTime<Utc>>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn file(row: row::Model) -> Result<File, Problem> {
    Ok(File {
        id: row.id,
        thing_kind: row.thing_kind,
        thing_id: row.thing_id,
        key: row.key,
        title: row.title,
        is_public: row.is_public,
        public_from: row.public_from,
        added_by: row.added_by.map(PersonId),
        latest: row.latest,
        removed_at: row.removed_at,
        revision: row.revision,
    })
}

/// What lies at a thing, in the order in which it came.
pub(crate) async fn list_files(tx: &Tx, kind: &str, id: Uuid) -> Result<Vec<File>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::ThingId.eq(id))
        .filter(row::Column::ThingKind.eq(kind))
        .filter(row::Column::RemovedAt.is_null())
        .order_by_asc(row::Column::Id);
    list(tx, query, file).await
}

/// What lies at several things of a kind.
pub(crate) async fn list_files_of(
    tx: &Tx,
    kind: &str,
    things: &[Uuid],
) -> Result<Vec<File>, Problem> {
    if things.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find()
        .filter(row::Column::ThingId.is_in(things.iter().copied()))
        .filter(row::Column::ThingKind.eq(kind))
        .filter(row::Column::RemovedAt.is_null());
    list(tx, query, file).await
}

/// One that is not removed.
pub(crate) async fn find_file(tx: &Tx, id: Uuid) -> Result<Option<File>, Problem> {
    let query = row::Entity::find_by_id(id).filter(row::Column::RemovedAt.is_null());
    find_one(tx, query, file).await
}

/// Everything at which something lies: kind and id.
pub(crate) async fn list_places(tx: &Tx) -> Result<Vec<(String, Uuid)>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .columns([row::Column::ThingKind, row::Column::ThingId])
        .filter(row::Column::RemovedAt.is_null())
        .distinct()
        .into_tuple::<(String, Uuid)>();
    query.all(tx.connection()).await.map_err(problem)
}

pub(crate) async fn insert_file(tx: &Tx, file: &File) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(file.id),
        thing_kind: Set(file.thing_kind.clone()),
        thing_id: Set(file.thing_id),
        key: Set(file.key.clone()),
        title: Set(file.title.clone()),
        is_public: Set(file.is_public),
        public_from: Set(file.public_from),
        added_by: Set(file.added_by.map(|id| id.0)),
        latest: Set(file.latest),
        removed_at: Set(None),
        revision: Set(1),
    };
    insert(tx, row::Entity::insert(row)).await
}

/// Saves over the revision that was seen. Fails with `changed_meanwhile`.
pub(crate) async fn update_file(
    tx: &Tx,
    file: &File,
    removed_at: Option<DateTime<Utc>>,
) -> Result<(), Problem> {
    let row = row::ActiveModel {
        title: Set(file.title.clone()),
        is_public: Set(file.is_public),
        public_from: Set(file.public_from),
        latest: Set(file.latest),
        removed_at: Set(removed_at),
        revision: Set(file.revision.saturating_add(1)),
        ..Default::default()
    };
    update_seen(tx, row, file.id, file.revision).await
}
