//! A few words about the installation itself, by name.

use crate::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType, OnConflict};
use sea_orm::{QuerySelect, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "setting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub value: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn find_setting(tx: &Tx, name: &str) -> Result<Option<String>, Problem> {
    let found = row::Entity::find_by_id(name)
        .one(tx.connection())
        .await
        .map_err(problem)?;
    Ok(found.map(|row| row.value))
}

/// Finds a setting and keeps it from others until the transaction ends, for work that one process
/// does at a time. Answers nothing when somebody else holds it. SQLite has one writer anyway.
pub async fn hold_setting(tx: &Tx, name: &str) -> Result<Option<String>, Problem> {
    let mut query = row::Entity::find_by_id(name);
    if tx.is_postgres() {
        query = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let found = query.one(tx.connection()).await.map_err(problem)?;
    Ok(found.map(|row| row.value))
}

pub async fn put_setting(tx: &Tx, name: &str, value: &str) -> Result<(), Problem> {
    let setting = row::ActiveModel {
        name: Set(name.to_owned()),
        value: Set(value.to_owned()),
    };
    let replace = OnConflict::column(row::Column::Name)
        .update_column(row::Column::Value)
        .to_owned();
    let insert = row::Entity::insert(setting).on_conflict(replace);
    insert
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}
