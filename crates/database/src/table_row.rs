//! Rows of tables that are known by a description instead of by a type of their own.

use crate::statement::{is_used, refused_delete};
use crate::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr, Value};
use uuid::Uuid;

/// A row to be written. Every row of a table has the same columns in the same order.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    pub table: &'static str,
    pub cells: Vec<(&'static str, Value)>,
}

/// An insert that may wait for others of its table ([`Tx::flush`]), as `statement::insert_later`.
pub async fn insert_row_later(tx: &Tx, row: TableRow) -> Result<(), Problem> {
    tx.connection().insert_row_later(row).await.map_err(problem)
}

/// Saves over the revision that the person saw, and over no other. Fails with `changed_meanwhile`.
/// The table has `id` and `revision`.
pub async fn update_row_seen(tx: &Tx, row: TableRow, id: Uuid, seen: i64) -> Result<(), Problem> {
    let mut update = Query::update();
    update.table(row.table);
    update.values(
        row.cells
            .into_iter()
            .map(|(name, value)| (name, value.into())),
    );
    update.and_where(is_seen(id, seen));
    let done = tx.connection().execute(&update).await.map_err(problem)?;
    match done.rows_affected() {
        0 => Err(Problem::conflict("changed_meanwhile")),
        _ => Ok(()),
    }
}

/// Removes the row with the revision that the person saw, in one statement. Fails with `code` when
/// something still refers to it, with `changed_meanwhile` when another revision stands, and with
/// `not_found` when it is gone already.
pub async fn delete_row_seen_unused(
    tx: &Tx,
    table: &'static str,
    id: Uuid,
    seen: i64,
    code: &'static str,
) -> Result<(), Problem> {
    let mut delete = Query::delete();
    delete.from_table(table).and_where(is_seen(id, seen));
    match tx.connection().execute(&delete).await {
        Err(error) if is_used(&error) => Err(Problem::conflict(code)),
        Err(error) => Err(problem(error)),
        Ok(done) if done.rows_affected() == 0 => {
            let mut still_there = Query::select();
            still_there.column("id").from(table);
            still_there.and_where(Expr::col("id").eq(id));
            let found = tx.connection().query_one(&still_there).await;
            Err(refused_delete(found.map_err(problem)?.is_some()))
        }
        Ok(_) => Ok(()),
    }
}

/// Removes these rows. Fails with `code` when something still refers to one of them.
pub async fn delete_rows_unused(
    tx: &Tx,
    table: &'static str,
    ids: &[Uuid],
    code: &'static str,
) -> Result<(), Problem> {
    let mut delete = Query::delete();
    delete.from_table(table);
    delete.and_where(Expr::col("id").is_in(ids.iter().copied()));
    match tx.connection().execute(&delete).await {
        Err(error) if is_used(&error) => Err(Problem::conflict(code)),
        done => done.map(|_| ()).map_err(problem),
    }
}

fn is_seen(id: Uuid, seen: i64) -> SimpleExpr {
    let same = Expr::col("id").eq(id);
    same.and(Expr::col("revision").eq(seen))
}
