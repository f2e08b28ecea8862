use crate::model::{ProviderAttempt, Token};
use chrono::{DateTime, Utc};
use samverk_database::{Tx, problem, statement};
use samverk_foundation::Problem;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "provider_attempt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub state_hash: Vec<u8>,
        pub provider: String,
        pub nonce: String,
        pub code_verifier: String,
        pub return_path: String,
        pub expires_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// Keeps an attempt, and forgets those that nobody came back from.
pub async fn insert_provider_attempt(
    tx: &Tx,
    state: &Token,
    attempt: &ProviderAttempt,
) -> Result<(), Problem> {
    let old = row::Entity::delete_many().filter(Column::ExpiresAt.lt(tx.now()));
    statement::delete(tx, old).await?;
    let row = row::ActiveModel {
        state_hash: Set(state.hash()),
        provider: Set(attempt.provider.clone()),
        nonce: Set(attempt.nonce.clone()),
        code_verifier: Set(attempt.code_verifier.clone()),
        return_path: Set(attempt.return_path.clone()),
        expires_at: Set(attempt.expires_at),
    };
    statement::insert(tx, row::Entity::insert(row)).await
}

/// The attempt, which is thereby used up. Of several at once only one gets it.
pub async fn take_provider_attempt(
    tx: &Tx,
    state: &Token,
) -> Result<Option<ProviderAttempt>, Problem> {
    let query = row::Entity::find_by_id(state.hash());
    let Some(found) = statement::find_one(tx, query, attempt).await? else {
        return Ok(None);
    };
    let deleted = row::Entity::delete_by_id(state.hash())
        .exec(tx.connection())
        .await
        .map_err(problem)?;
    Ok((deleted.rows_affected == 1).then_some(found))
}

fn attempt(row: row::Model) -> Result<ProviderAttempt, Problem> {
    Ok(ProviderAttempt {
        provider: row.provider,
        nonce: row.nonce,
        code_verifier: row.code_verifier,
        return_path: row.return_path,
        expires_at: row.expires_at,
    })
}
