use crate::model::{LinkPurpose, PasswordLink, Token};
use chrono::{DateTime, Utc};
use samverk_database::{Tx, problem};
use samverk_foundation::{PersonId, Problem};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "password_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub token_hash: Vec<u8>,
        pub person_id: Uuid,
        pub purpose: String,
        pub created_at: DateTime<Utc>,
        pub expires_at: DateTime<Utc>,
        pub used_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// A link as the database knows it: without its token.
pub struct SentLink {
    pub id: Uuid,
    pub person: PersonId,
    pub purpose: LinkPurpose,
    pub expires_at: DateTime<Utc>,
    pub is_used: bool,
}

pub async fn insert_link(tx: &Tx, link: &PasswordLink) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(tx.new_id()),
        token_hash: Set(link.token.hash()),
        person_id: Set(link.account.id.0),
        purpose: Set(link.purpose.code().to_owned()),
        created_at: Set(tx.now()),
        expires_at: Set(link.expires_at),
        used_at: Set(None),
    };
    row::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

pub async fn find_link(tx: &Tx, token: &Token) -> Result<Option<SentLink>, Problem> {
    let query = row::Entity::find().filter(Column::TokenHash.eq(token.hash()));
    let Some(row) = query.one(tx.connection()).await.map_err(problem)? else {
        return Ok(None);
    };
    let purpose = LinkPurpose::from_code(&row.purpose);
    Ok(Some(SentLink {
        id: row.id,
        person: PersonId(row.person_id),
        purpose: purpose.ok_or_else(|| Problem::internal("unknown purpose of a link"))?,
        expires_at: row.expires_at,
        is_used: row.used_at.is_some(),
    }))
}

/// Forgets a link that nobody was told.
pub async fn delete_link(tx: &Tx, token: &Token) -> Result<(), Problem> {
    let delete = row::Entity::delete_many().filter(Column::TokenHash.eq(token.hash()));
    delete.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Answers whether this call was the one that used the link.
pub async fn use_link(tx: &Tx, id: Uuid) -> Result<bool, Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(tx.now()))
        .filter(Column::Id.eq(id))
        .filter(Column::UsedAt.is_null());
    Ok(update
        .exec(tx.connection())
        .await
        .map_err(problem)?
        .rows_affected
        == 1)
}

/// Makes the links that a person has not used worthless.
pub async fn void_links(tx: &Tx, person: PersonId) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(tx.now()))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::UsedAt.is_null());
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}
