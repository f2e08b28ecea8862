use crate::model::KNOWN_ADDRESS;
use chrono::{DateTime, Utc};
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "known_address")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub email_hash: Vec<u8>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub address_hash: Vec<u8>,
        pub at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// Somebody has signed in from here. What is too old to count is forgotten.
pub async fn note_known_address(
    tx: &Tx,
    email_hash: &[u8],
    address_hash: &[u8],
) -> Result<(), Problem> {
    let old = row::Entity::delete_many().filter(Column::At.lt(tx.now() - KNOWN_ADDRESS));
    old.exec(tx.connection()).await.map_err(problem)?;
    let row = row::ActiveModel {
        email_hash: Set(email_hash.to_vec()),
        address_hash: Set(address_hash.to_vec()),
        at: Set(tx.now()),
    };
    let newer = OnConflict::columns([Column::EmailHash, Column::AddressHash])
        .update_column(Column::At)
        .to_owned();
    row::Entity::insert(row)
        .on_conflict(newer)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// Whether somebody has signed in from here lately.
pub async fn is_known_address(
    tx: &Tx,
    email_hash: &[u8],
    address_hash: &[u8],
) -> Result<bool, Problem> {
    let query = row::Entity::find()
        .filter(Column::EmailHash.eq(email_hash.to_vec()))
        .filter(Column::AddressHash.eq(address_hash.to_vec()))
        .filter(Column::At.gte(tx.now() - KNOWN_ADDRESS))
        .filter(Column::At.lte(tx.now()));
    Ok(query.count(tx.connection()).await.map_err(problem)? > 0)
}
