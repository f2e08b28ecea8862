use crate::LadderId;
use crate::model::{Ladder, Level};
use samverk_database::Tx;
use samverk_database::statement::{
    delete_seen_unused, find_one, insert, list_by_name, update_seen,
};
use samverk_foundation::{Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ladder")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub key: String,
        pub name: String,
        pub source: String,
        pub first_is_none: bool,
        pub levels: Json,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn ladder(row: row::Model) -> Result<Ladder, Problem> {
    let levels: Vec<Level> = serde_json::from_value(row.levels).map_err(Problem::internal)?;
    Ok(Ladder {
        id: LadderId(row.id),
        key: Key::parse(&row.key)?,
        name: row.name,
        source: row.source,
        first_is_none: row.first_is_none,
        levels,
        revision: row.revision,
    })
}

fn active(ladder: &Ladder) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(ladder.id.0),
        key: Set(ladder.key.to_string()),
        name: Set(ladder.name.clone()),
        source: Set(ladder.source.clone()),
        first_is_none: Set(ladder.first_is_none),
        levels: Set(serde_json::to_value(&ladder.levels).map_err(Problem::internal)?),
        revision: Set(ladder.revision),
    })
}

pub async fn find_ladder(tx: &Tx, key: &str) -> Result<Option<Ladder>, Problem> {
    let query = row::Entity::find().filter(row::Column::Key.eq(key));
    find_one(tx, query, ladder).await
}

/// All ladders by name; there are few.
pub async fn list_ladders(tx: &Tx) -> Result<Vec<Ladder>, Problem> {
    let query = row::Entity::find().order_by_asc(row::Column::Id);
    list_by_name(tx, query, ladder, |one| &one.name).await
}

pub async fn insert_ladder(tx: &Tx, new: &Ladder) -> Result<(), Problem> {
    insert(tx, row::Entity::insert(active(new)?)).await
}

/// A key that is there already is left as it is.
pub async fn insert_missing_ladder(tx: &Tx, new: &Ladder) -> Result<(), Problem> {
    let leave = OnConflict::column(row::Column::Key).do_nothing().to_owned();
    insert(tx, row::Entity::insert(active(new)?).on_conflict(leave)).await
}

/// Saves over `seen_revision` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_ladder(tx: &Tx, changed: &Ladder, seen_revision: i64) -> Result<(), Problem> {
    update_seen(tx, active(changed)?, changed.id.0, seen_revision).await
}

/// Fails with `ladder_in_use` when somebody has been assessed on it.
pub async fn delete_ladder(tx: &Tx, id: LadderId, seen: i64) -> Result<(), Problem> {
    delete_seen_unused::<row::Entity>(tx, id.0, seen, "ladder_in_use").await
}
