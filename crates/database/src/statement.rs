//! The few shapes that almost every statement of a store has.

use crate::{Tx, problem};
use samverk_foundation::{Problem, swedish_order};
use sea_orm::sea_query::LikeExpr;
use sea_orm::{
    ActiveModelTrait, DbErr, DeleteMany, EntityTrait, Insert, InsertMany, Select, SqlErr,
    UpdateMany,
};

pub async fn find_one<E: EntityTrait, T>(
    tx: &Tx,
    query: Select<E>,
    read: impl Fn(E::Model) -> Result<T, Problem>,
) -> Result<Option<T>, Problem> {
    let found = query.one(tx.connection()).await.map_err(problem)?;
    found.map(read).transpose()
}

pub async fn list<E: EntityTrait, T>(
    tx: &Tx,
    query: Select<E>,
    read: impl Fn(E::Model) -> Result<T, Problem>,
) -> Result<Vec<T>, Problem> {
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    rows.into_iter().map(read).collect()
}

/// The same, as Swedish sorts their names, whichever database they lie in.
pub async fn list_by_name<E: EntityTrait, T>(
    tx: &Tx,
    query: Select<E>,
    read: impl Fn(E::Model) -> Result<T, Problem>,
    name: impl Fn(&T) -> &str,
) -> Result<Vec<T>, Problem> {
    let mut found = list(tx, query, read).await?;
    found.sort_by_cached_key(|one| swedish_order(name(one)));
    Ok(found)
}

pub async fn insert<A: ActiveModelTrait>(tx: &Tx, rows: Insert<A>) -> Result<(), Problem> {
    let done = rows.exec_without_returning(tx.connection()).await;
    done.map_err(problem).map(|_| ())
}

pub async fn insert_many<A: ActiveModelTrait>(tx: &Tx, rows: InsertMany<A>) -> Result<(), Problem> {
    let done = rows.exec_without_returning(tx.connection()).await;
    done.map_err(problem).map(|_| ())
}

/// A delete of the row with the revision that the person saw. Fails with `changed_meanwhile` when
/// there is none.
pub async fn delete_one<E: EntityTrait>(tx: &Tx, row: DeleteMany<E>) -> Result<(), Problem> {
    let result = row.exec(tx.connection()).await.map_err(problem)?;
    expect_changed(result.rows_affected)
}

/// An update of the row with the revision that the person saw. Fails with `changed_meanwhile`
/// when there is none.
pub async fn update_one<E: EntityTrait>(tx: &Tx, update: UpdateMany<E>) -> Result<(), Problem> {
    let result = update.exec(tx.connection()).await.map_err(problem)?;
    expect_changed(result.rows_affected)
}

fn expect_changed(rows: u64) -> Result<(), Problem> {
    match rows {
        0 => Err(Problem::conflict("changed_meanwhile")),
        _ => Ok(()),
    }
}

pub async fn delete<E: EntityTrait>(tx: &Tx, rows: DeleteMany<E>) -> Result<(), Problem> {
    rows.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// A delete that fails with `code` when something still refers to the row.
pub async fn delete_unused<E: EntityTrait>(
    tx: &Tx,
    rows: DeleteMany<E>,
    code: &'static str,
) -> Result<(), Problem> {
    let is_used = |error: &DbErr| {
        matches!(
            error.sql_err(),
            Some(SqlErr::ForeignKeyConstraintViolation(_))
        )
    };
    match rows.exec(tx.connection()).await {
        Err(error) if is_used(&error) => Err(Problem::conflict(code)),
        done => done.map_err(problem).map(|_| ()),
    }
}

/// A pattern in which what was typed stands for itself.
pub fn containing(typed: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for character in typed.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
