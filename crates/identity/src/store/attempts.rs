use crate::model::{AttemptKind, WINDOW};
use chrono::{DateTime, Utc};
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_attempt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub email_hash: Vec<u8>,
        pub address_hash: Option<Vec<u8>>,
        pub at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// Writes an attempt down, and forgets those that no longer count.
pub async fn note_attempt(
    tx: &Tx,
    kind: AttemptKind,
    email_hash: &[u8],
    address_hash: Option<&[u8]>,
) -> Result<(), Problem> {
    let old = row::Entity::delete_many().filter(Column::At.lt(tx.now() - WINDOW));
    old.exec(tx.connection()).await.map_err(problem)?;
    let row = row::ActiveModel {
        id: Set(tx.new_id()),
        kind: Set(kind.code().to_owned()),
        email_hash: Set(email_hash.to_vec()),
        address_hash: Set(address_hash.map(<[u8]>::to_vec)),
        at: Set(tx.now()),
    };
    row::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// When the latest attempts on an e-mail address were made, the newest first.
/// `from` leaves out those from other network addresses.
pub async fn attempts_by_email(
    tx: &Tx,
    kind: AttemptKind,
    email_hash: &[u8],
    from: Option<&[u8]>,
) -> Result<Vec<DateTime<Utc>>, Problem> {
    let which = Condition::all()
        .add(Column::EmailHash.eq(email_hash.to_vec()))
        .add_option(from.map(|address| Column::AddressHash.eq(address.to_vec())));
    attempts(tx, kind, which, kind.limit_per_email()).await
}

/// When the latest attempts from a network address were made, the newest first.
pub async fn attempts_by_address(
    tx: &Tx,
    kind: AttemptKind,
    address_hash: &[u8],
) -> Result<Vec<DateTime<Utc>>, Problem> {
    let from_address = Condition::all().add(Column::AddressHash.eq(address_hash.to_vec()));
    attempts(tx, kind, from_address, kind.limit_per_address()).await
}

async fn attempts(
    tx: &Tx,
    kind: AttemptKind,
    which: Condition,
    limit: usize,
) -> Result<Vec<DateTime<Utc>>, Problem> {
    let query = row::Entity::find()
        .filter(Column::Kind.eq(kind.code()))
        .filter(which)
        // The clock may have been wrong: what is dated in the future says nothing.
        .filter(Column::At.lte(tx.now()))
        .order_by_desc(Column::At)
        .limit(u64::try_from(limit).map_err(Problem::internal)?);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    Ok(rows.into_iter().map(|row| row.at).collect())
}

pub async fn forget_attempts(tx: &Tx, kind: AttemptKind, email_hash: &[u8]) -> Result<(), Problem> {
    let query = row::Entity::delete_many()
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::EmailHash.eq(email_hash.to_vec()));
    query.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Forgets what was tried on an e-mail address from one network address.
pub async fn forget_attempts_from(
    tx: &Tx,
    kind: AttemptKind,
    email_hash: &[u8],
    address_hash: &[u8],
) -> Result<(), Problem> {
    let query = row::Entity::delete_many()
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::EmailHash.eq(email_hash.to_vec()))
        .filter(Column::AddressHash.eq(address_hash.to_vec()));
    query.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}
