//! Numbers: the next of a registry's year is taken in the transaction that uses it.

use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict, Query, SimpleExpr};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

const TABLE: &str = "registry_year";

/// The next number of the year. Whoever else asks waits until the transaction ends; when it is undone, so is the number.
pub async fn take_number(tx: &Tx, registry: Uuid, year: i32) -> Result<i64, Problem> {
    let next = Expr::col((TABLE, "last")).add(1);
    let mut on_conflict = OnConflict::columns(["registry_id", "year"]);
    on_conflict.value("last", next);
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["registry_id", "year", "last"])
        .values_panic([registry.into(), i64::from(year).into(), 1_i64.into()])
        .on_conflict(on_conflict)
        .returning_col("last");
    let taken = tx.connection().query_one(&insert).await.map_err(problem)?;
    let taken = taken.ok_or_else(|| Problem::internal("no number was taken"))?;
    taken.try_get("", "last").map_err(problem)
}

/// Lets nobody else take a number of the year until the transaction ends, and answers the last.
pub async fn hold_year(tx: &Tx, registry: Uuid, year: i32) -> Result<i64, Problem> {
    let mut on_conflict = OnConflict::columns(["registry_id", "year"]);
    on_conflict.value("last", Expr::col((TABLE, "last")));
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["registry_id", "year", "last"])
        .values_panic([registry.into(), i64::from(year).into(), 0_i64.into()])
        .on_conflict(on_conflict)
        .returning_col("last");
    let held = tx.connection().query_one(&insert).await.map_err(problem)?;
    let held = held.ok_or_else(|| Problem::internal("the year is not held"))?;
    held.try_get("", "last").map_err(problem)
}

/// Whether a case of the party has the number.
pub async fn is_number_taken(tx: &Tx, party: Uuid, number: &str) -> Result<bool, Problem> {
    let mut query = Query::select();
    query
        .column("id")
        .from("registered_case")
        .and_where(Expr::col("party_id").eq(party))
        .and_where(Expr::col("number").eq(number))
        .limit(1);
    let found = tx.connection().query_one(&query).await.map_err(problem)?;
    Ok(found.is_some())
}

/// The last number of the year is none of the registry's own.
pub async fn pass_over(tx: &Tx, registry: Uuid, year: i32) -> Result<(), Problem> {
    let mut update = Query::update();
    update
        .table(TABLE)
        .value("missing", Expr::col("missing").add(1))
        .and_where(Expr::col("registry_id").eq(registry))
        .and_where(Expr::col("year").eq(i64::from(year)));
    let done = tx.connection().execute(&update).await;
    done.map(|_| ()).map_err(problem)
}

/// Cases with these numbers have been brought in: the next number comes after all of them, and what none has is counted.
pub async fn raise_year(
    tx: &Tx,
    (registry, year): (Uuid, i32),
    numbers: &[i64],
) -> Result<(), Problem> {
    let last = hold_year(tx, registry, year).await?;
    let highest = numbers.iter().copied().fold(last, std::cmp::Ord::max);
    let added = i64::try_from(numbers.len()).map_err(Problem::internal)?;
    // Each number that is passed over is missing until a list brings it in.
    let more_missing = highest.saturating_sub(last).saturating_sub(added);
    let mut update = Query::update();
    update
        .table(TABLE)
        .value("last", highest)
        .value("missing", Expr::col("missing").add(more_missing))
        .and_where(Expr::col("registry_id").eq(registry))
        .and_where(Expr::col("year").eq(i64::from(year)));
    let done = tx.connection().execute(&update).await;
    done.map(|_| ()).map_err(problem)
}

/// How many numbers the registry's cases have.
pub async fn count_numbers(tx: &Tx, registry: Uuid) -> Result<u64, Problem> {
    let mut query = Query::select();
    query
        .expr_as(
            Func::coalesce([
                Func::sum(Expr::col("last").sub(Expr::col("missing"))).cast_as("bigint"),
                0_i64.into(),
            ]),
            "number",
        )
        .from(TABLE)
        .and_where(Expr::col("registry_id").eq(registry));
    let row = tx.connection().query_one(&query).await.map_err(problem)?;
    let number = row.map(|row| row.try_get::<i64>("", "number"));
    let number = number.transpose().map_err(problem)?.unwrap_or_default();
    number.try_into().map_err(Problem::internal)
}

/// How a registry that has given numbers writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    pub registry: Uuid,
    pub code: String,
    pub shape: String,
}

/// The registries of a party that have given numbers.
pub async fn numbering_of(tx: &Tx, party: Uuid) -> Result<Vec<Numbering>, Problem> {
    list_numbering(tx, Expr::col("party_id").eq(party)).await
}

/// The same of one registry; nothing until it has given a number.
pub async fn numbering(tx: &Tx, registry: Uuid) -> Result<Option<Numbering>, Problem> {
    let found = list_numbering(tx, Expr::col("id").eq(registry)).await?;
    Ok(found.into_iter().next())
}

async fn list_numbering(tx: &Tx, those: SimpleExpr) -> Result<Vec<Numbering>, Problem> {
    let mut numbered = Query::select();
    numbered.column("registry_id").from(TABLE);
    let mut query = Query::select();
    query
        .columns(["id", "code", "shape"])
        .from("registry")
        .and_where(those)
        .and_where(Expr::col("id").in_subquery(numbered));
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let read = |row: &QueryResult| {
        Ok(Numbering {
            registry: row.try_get("", "id").map_err(problem)?,
            code: row.try_get("", "code").map_err(problem)?,
            shape: row.try_get("", "shape").map_err(problem)?,
        })
    };
    rows.iter().map(read).collect()
}
