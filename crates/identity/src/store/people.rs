use crate::model::{Account, Email, StoredPassword};
use chrono::{DateTime, Utc};
use samverk_database::{Tx, names, problem, rows_naming, statement};
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::BTreeMap;

pub(super) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub email: String,
        pub password_hash: Option<String>,
        pub administrator: bool,
        pub opener: bool,
        pub demo: bool,
        pub active: bool,
        pub created_at: DateTime<Utc>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "crate::store::grants::row::Entity")]
        Grant,
    }

    impl Related<crate::store::grants::row::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Grant.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

pub(super) fn account(row: row::Model) -> Result<Account, Problem> {
    Ok(Account {
        id: PersonId(row.id),
        name: row.name,
        email: Email::parse(&row.email).map_err(Problem::internal)?,
        password: row.password_hash.map(StoredPassword),
        administrator: row.administrator,
        opener: row.opener,
        demo: row.demo,
        active: row.active,
        created_at: row.created_at,
        revision: row.revision,
    })
}

/// Fails with `already_exists` when the e-mail address is taken.
pub async fn insert_person(tx: &Tx, account: &Account) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(account.id.0),
        name: Set(account.name.clone()),
        email: Set(account.email.as_str().to_owned()),
        password_hash: Set(account.password.as_ref().map(|stored| stored.0.clone())),
        administrator: Set(account.administrator),
        opener: Set(account.opener),
        demo: Set(account.demo),
        active: Set(account.active),
        created_at: Set(account.created_at),
        revision: Set(account.revision),
    };
    row::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// Fails with `changed_meanwhile` when somebody saved the person after it was read.
pub async fn update_person(tx: &Tx, account: &Account) -> Result<(), Problem> {
    let hash = account.password.as_ref().map(|stored| stored.0.clone());
    let updated = row::Entity::update_many()
        .col_expr(Column::Name, Expr::value(account.name.clone()))
        .col_expr(Column::PasswordHash, Expr::value(hash))
        .col_expr(Column::Administrator, Expr::value(account.administrator))
        .col_expr(Column::Opener, Expr::value(account.opener))
        .col_expr(Column::Active, Expr::value(account.active))
        .col_expr(Column::Revision, Expr::value(account.revision + 1))
        .filter(Column::Id.eq(account.id.0))
        .filter(Column::Revision.eq(account.revision))
        .exec(tx.connection())
        .await
        .map_err(problem)?;
    match updated.rows_affected {
        0 => Err(Problem::conflict("changed_meanwhile")),
        _ => Ok(()),
    }
}

pub async fn find_person(tx: &Tx, id: PersonId) -> Result<Option<Account>, Problem> {
    let found = row::Entity::find_by_id(id.0)
        .one(tx.connection())
        .await
        .map_err(problem)?;
    found.map(account).transpose()
}

pub async fn find_person_by_email(tx: &Tx, email: &Email) -> Result<Option<Account>, Problem> {
    let query = row::Entity::find().filter(Column::Email.eq(email.as_str()));
    statement::find_one(tx, query, account).await
}

/// Everybody, by name.
pub async fn list_people(tx: &Tx) -> Result<Vec<Account>, Problem> {
    let query = row::Entity::find().order_by_asc(Column::Id);
    statement::list_by_name(tx, query, account, |one| &one.name).await
}

/// These people, by name.
pub async fn people_with_ids(tx: &Tx, ids: &[PersonId]) -> Result<Vec<Account>, Problem> {
    let query = row::Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(Column::Id);
    statement::list_by_name(tx, query, account, |one| &one.name).await
}

/// Whose name or address has the words.
pub async fn people_naming(tx: &Tx, words: &str) -> Result<Vec<PersonId>, Problem> {
    let found = rows_naming::<row::Entity>(tx, &[Column::Name, Column::Email], words).await?;
    let found = found.into_iter();
    let own = found.filter(|row| names(&row.name, words) || names(&row.email, words));
    Ok(own.map(|row| PersonId(row.id)).collect())
}

/// What these people are called.
pub async fn names_of(tx: &Tx, ids: &[PersonId]) -> Result<BTreeMap<PersonId, String>, Problem> {
    let people = people_with_ids(tx, ids).await?.into_iter();
    Ok(people.map(|person| (person.id, person.name)).collect())
}

/// A stretch of the active ones, in the order of their ids; those of the demo only when it is one.
pub async fn people_after(
    tx: &Tx,
    after: Option<PersonId>,
    limit: u64,
    demo_mode: bool,
) -> Result<Vec<(PersonId, bool)>, Problem> {
    let mut query = row::Entity::find().order_by_asc(Column::Id).limit(limit);
    if !demo_mode {
        query = query.filter(Column::Demo.eq(false));
    }
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    statement::list(tx, query, |row| Ok((PersonId(row.id), row.active))).await
}

/// The active people who look after the installation: those of the demo only when it is one.
pub async fn list_administrators(tx: &Tx, demo_mode: bool) -> Result<Vec<PersonId>, Problem> {
    let mut query = row::Entity::find()
        .filter(Column::Administrator.eq(true))
        .filter(Column::Active.eq(true))
        .order_by_asc(Column::Id);
    if !demo_mode {
        query = query.filter(Column::Demo.eq(false));
    }
    statement::list(tx, query, |row| Ok(PersonId(row.id))).await
}

/// How many active people look after the installation: the demo ones, or the real ones.
pub async fn count_administrators(tx: &Tx, demo: bool) -> Result<u64, Problem> {
    let query = row::Entity::find()
        .filter(Column::Administrator.eq(true))
        .filter(Column::Demo.eq(demo))
        .filter(Column::Active.eq(true));
    query.count(tx.connection()).await.map_err(problem)
}
