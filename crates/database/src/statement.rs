//! The few shapes that almost every statement of a store has.

use crate::{Tx, problem};
use samverk_foundation::{Problem, swedish_order};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LikeExpr, SelectStatement, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, Condition, ConnectionTrait, DbErr, DeleteMany, EntityTrait, Insert,
    InsertMany, QueryFilter, QueryResult, QuerySelect, Select, SqlErr, UpdateMany,
};
use uuid::Uuid;

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

/// The ids that the first column holds.
pub async fn ids(tx: &Tx, query: &SelectStatement) -> Result<Vec<Uuid>, Problem> {
    let rows = tx.connection().query_all(query).await.map_err(problem)?;
    let id = |row: &QueryResult| row.try_get_by_index(0).map_err(problem);
    rows.iter().map(id).collect()
}

/// What [`list`] finds, as Swedish sorts the names, whichever database they lie in.
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

/// An insert that may wait for others of its kind ([`Tx::flush`]); what is wrong with it may be told
/// at a later statement. What the row refers to is there, or waits since before it: tables are written
/// in the order of their first row.
pub async fn insert_later<A>(tx: &Tx, row: A) -> Result<(), Problem>
where
    A: ActiveModelTrait + Send + 'static,
{
    tx.connection().insert_later(row).await.map_err(problem)
}

pub async fn insert_many<A: ActiveModelTrait>(tx: &Tx, rows: InsertMany<A>) -> Result<(), Problem> {
    let done = rows.exec_without_returning(tx.connection()).await;
    done.map_err(problem).map(|_| ())
}

/// Saves over the revision that the person saw, and over no other. Fails with `changed_meanwhile`.
/// The table has `id` and `revision`.
pub async fn update_seen<A: ActiveModelTrait>(
    tx: &Tx,
    row: A,
    id: Uuid,
    seen: i64,
) -> Result<(), Problem> {
    let update = <A::Entity as EntityTrait>::update_many().set(row);
    update_one(tx, update.filter(is_seen(id, seen))).await
}

/// Counts a save of something that belongs to the row, such as its list of members, and keeps
/// everybody else from it until the transaction ends. Fails with `changed_meanwhile`.
pub async fn count_save<E: EntityTrait>(tx: &Tx, id: Uuid, seen: i64) -> Result<(), Problem> {
    let update =
        E::update_many().col_expr(Alias::new("revision"), Expr::value(seen.saturating_add(1)));
    update_one(tx, update.filter(is_seen(id, seen))).await
}

/// Removes the row with the revision that the person saw, in one statement, so that of several who
/// remove or save at once only one does. Fails with `changed_meanwhile` when another revision
/// stands, and with `not_found` when it is gone already.
pub async fn delete_seen<E: EntityTrait>(tx: &Tx, id: Uuid, seen: i64) -> Result<(), Problem> {
    delete_seen_unused::<E>(tx, id, seen, "changed_meanwhile").await
}

/// The same, failing with `code` when something still refers to the row.
pub async fn delete_seen_unused<E: EntityTrait>(
    tx: &Tx,
    id: Uuid,
    seen: i64,
    code: &'static str,
) -> Result<(), Problem> {
    let delete = E::delete_many().filter(is_seen(id, seen));
    match delete.exec(tx.connection()).await {
        Err(error) if is_used(&error) => Err(Problem::conflict(code)),
        Err(error) => Err(problem(error)),
        Ok(done) if done.rows_affected == 0 => Err(why_not::<E>(tx, id).await?),
        Ok(_) => Ok(()),
    }
}

/// Lets nobody else change these rows until the transaction ends. What is read afterwards holds.
pub async fn hold<E: EntityTrait>(tx: &Tx, rows: SimpleExpr) -> Result<(), Problem> {
    let touch = E::update_many().col_expr(Alias::new("revision"), Expr::col("revision"));
    let held = touch.filter(rows).exec(tx.connection()).await;
    held.map(|_| ()).map_err(problem)
}

async fn why_not<E: EntityTrait>(tx: &Tx, id: Uuid) -> Result<Problem, Problem> {
    let still_there = E::find().filter(Expr::col("id").eq(id));
    let found = still_there.one(tx.connection()).await.map_err(problem)?;
    Ok(refused_delete(found.is_some()))
}

/// Why nothing was removed, by whether the row is there at all.
pub(crate) fn refused_delete(still_there: bool) -> Problem {
    match still_there {
        true => Problem::conflict("changed_meanwhile"),
        false => Problem::not_found(),
    }
}

fn is_seen(id: Uuid, seen: i64) -> SimpleExpr {
    let same = Expr::col("id").eq(id);
    same.and(Expr::col("revision").eq(seen))
}

pub(crate) fn is_used(error: &DbErr) -> bool {
    matches!(
        error.sql_err(),
        Some(SqlErr::ForeignKeyConstraintViolation(_))
    )
}

/// An update of the one row that the conditions find. Fails with `changed_meanwhile`.
pub async fn update_one<E: EntityTrait>(tx: &Tx, update: UpdateMany<E>) -> Result<(), Problem> {
    let done = update.exec(tx.connection()).await.map_err(problem)?;
    match done.rows_affected {
        0 => Err(Problem::conflict("changed_meanwhile")),
        _ => Ok(()),
    }
}

/// What a save does, by whether the thing stands and which revision was seen; 0 is for a new one.
/// Fails with `already_exists` when somebody added it meanwhile, and with `changed_meanwhile` when
/// somebody removed what was seen, which a save does not bring back.
pub fn is_new(stands: bool, seen: i64) -> Result<bool, Problem> {
    match (stands, seen) {
        (false, 0) => Ok(true),
        (false, _) => Err(Problem::conflict("changed_meanwhile")),
        (true, 0) => Err(Problem::conflict("already_exists").at_field("key")),
        (true, _) => Ok(false),
    }
}

/// Removes a row that has no revisions, such as a link between two things: of several who remove
/// at once the others get `not_found`.
pub async fn delete_present<E: EntityTrait>(tx: &Tx, row: DeleteMany<E>) -> Result<(), Problem> {
    let done = row.exec(tx.connection()).await.map_err(problem)?;
    match done.rows_affected {
        0 => Err(Problem::not_found()),
        _ => Ok(()),
    }
}

/// The same as `delete`, failing so when something still refers to a row.
pub async fn delete_unused<E: EntityTrait>(
    tx: &Tx,
    rows: DeleteMany<E>,
    used: Problem,
) -> Result<(), Problem> {
    match rows.exec(tx.connection()).await {
        Err(error) if is_used(&error) => Err(used),
        done => done.map(|_| ()).map_err(problem),
    }
}

pub async fn delete<E: EntityTrait>(tx: &Tx, rows: DeleteMany<E>) -> Result<(), Problem> {
    rows.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Whether a row of the table has the key as a text of its own in one of these documents: asked of
/// the database, which reads nothing out.
pub async fn names_key<E: EntityTrait>(
    tx: &Tx,
    documents: &[E::Column],
    key: &str,
) -> Result<bool, Problem> {
    holds::<E>(tx, documents, &format!("\"{key}\"")).await
}

/// Whether one of these documents of anything holds the words.
pub async fn holds<E: EntityTrait>(
    tx: &Tx,
    documents: &[E::Column],
    words: &str,
) -> Result<bool, Problem> {
    let has = |column: &E::Column| {
        let document = Expr::col(*column).cast_as("text");
        document.like(containing(words))
    };
    let any = documents.iter().map(has);
    let any = any.fold(Condition::any(), Condition::add);
    let query = E::find().filter(any).limit(1);
    let found = query.one(tx.connection()).await.map_err(problem)?;
    Ok(found.is_some())
}

/// Longer words are looked for by their beginning: databases refuse long patterns.
const TYPED_MAX: usize = 200;

/// A pattern in which what was typed stands for itself.
pub fn containing(typed: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for character in typed.chars().take(TYPED_MAX) {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
