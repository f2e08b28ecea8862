use crate::model::{AccessToken, AccessTokenId, Token};
use chrono::{DateTime, Utc};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, PersonId, Problem, TokenAccess};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use std::collections::BTreeSet;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "access_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub token_hash: Vec<u8>,
        pub person_id: Uuid,
        pub name: String,
        /// The codes with a space between.
        pub scopes: String,
        pub collaboration_id: Option<Uuid>,
        pub created_at: DateTime<Utc>,
        pub expires_at: DateTime<Utc>,
        pub last_used_at: Option<DateTime<Utc>>,
        pub revoked_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

fn written(scopes: &BTreeSet<String>) -> String {
    let codes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    codes.join(" ")
}

fn access_token(row: row::Model) -> Result<AccessToken, Problem> {
    let access = TokenAccess {
        scopes: row.scopes.split(' ').map(str::to_owned).collect(),
        collaboration: row.collaboration_id.map(CollaborationId),
    };
    Ok(AccessToken {
        id: AccessTokenId(row.id),
        person: PersonId(row.person_id),
        name: row.name,
        access,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        revoked_at: row.revoked_at,
    })
}

pub async fn insert_access_token(tx: &Tx, new: &AccessToken, token: &Token) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(new.id.0),
        token_hash: Set(token.hash()),
        person_id: Set(new.person.0),
        name: Set(new.name.clone()),
        scopes: Set(written(&new.access.scopes)),
        collaboration_id: Set(new.access.collaboration.map(|id| id.0)),
        created_at: Set(new.created_at),
        expires_at: Set(new.expires_at),
        last_used_at: Set(new.last_used_at),
        revoked_at: Set(new.revoked_at),
    };
    row::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// The token whether it is valid or not.
pub async fn find_access_token_by_token(
    tx: &Tx,
    token: &Token,
) -> Result<Option<AccessToken>, Problem> {
    let query = row::Entity::find().filter(Column::TokenHash.eq(token.hash()));
    let found = query.one(tx.connection()).await.map_err(problem)?;
    found.map(access_token).transpose()
}

pub async fn find_access_token(tx: &Tx, id: AccessTokenId) -> Result<Option<AccessToken>, Problem> {
    let found = row::Entity::find_by_id(id.0)
        .one(tx.connection())
        .await
        .map_err(problem)?;
    found.map(access_token).transpose()
}

/// The person's tokens that are not revoked, the newest first.
pub async fn access_tokens_of(tx: &Tx, person: PersonId) -> Result<Vec<AccessToken>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::RevokedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    rows.into_iter().map(access_token).collect()
}

pub async fn note_access_token_used(tx: &Tx, id: AccessTokenId) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(tx.now()))
        .filter(Column::Id.eq(id.0));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Answers whether this call was the one that revoked the token.
pub async fn revoke_access_token(tx: &Tx, id: AccessTokenId) -> Result<bool, Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(tx.now()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::RevokedAt.is_null());
    let done = update.exec(tx.connection()).await.map_err(problem)?;
    Ok(done.rows_affected == 1)
}

/// Revokes every token of a person.
pub async fn revoke_access_tokens(tx: &Tx, person: PersonId) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(tx.now()))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::RevokedAt.is_null());
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}
