//! Things of a kind as others of the same or of another kind name them.

use super::among::{on_ground, read_at};
use super::rows::{read_bare, select};
use super::{MANY, listing};
use crate::list::Asked;
use crate::{AnyKind, Ground, Stored, sight};
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{
    CommonTableExpression, Cond, Expr, ExprTrait, Query, SimpleExpr, UnionType, WithClause,
};
use uuid::Uuid;

/// Those that have one of these values, without the names of what they refer to themselves.
pub(crate) async fn named<T: Clone + Into<SimpleExpr>>(
    tx: &Tx,
    kind: &dyn AnyKind,
    among: &Cond,
    (column, values): (&'static str, &[T]),
) -> Result<Vec<Stored>, Problem> {
    let mut found = Vec::new();
    for some in values.chunks(MANY) {
        let mut query = select(kind);
        query.cond_where(among.clone());
        query.and_where(Expr::col(column).is_in(some.iter().cloned()));
        found.extend(read_bare(tx, kind, &query).await?);
    }
    Ok(found)
}

/// All that is read on the ground, in its order, without the names of what they refer to.
pub(crate) async fn all_read(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
) -> Result<Vec<Stored>, Problem> {
    let query = listing(kind, read_at(kind, at)?, &Asked::default())?;
    let found = read_bare(tx, kind, &query).await?.into_iter();
    let today = tx.today();
    Ok(found.map(|one| sight::seen(kind, at, today, one)).collect())
}

/// All that hang on a ground, whoever may read them, without the names of what they refer to.
pub(crate) async fn all_on(
    tx: &Tx,
    kind: &dyn AnyKind,
    ground: Uuid,
) -> Result<Vec<Stored>, Problem> {
    let all = Cond::all().add(on_ground(&kind.facts(), ground));
    let query = listing(kind, all, &Asked::default())?;
    read_bare(tx, kind, &query).await
}

/// The thing with this id and all above it by a column that refers to the same table, each with the one above.
pub(crate) async fn above(
    tx: &Tx,
    kind: &dyn AnyKind,
    column: &'static str,
    id: Uuid,
) -> Result<Vec<(Uuid, Uuid)>, Problem> {
    let table = kind.facts().table();
    let mut first = Query::select();
    first.columns(["id", column]).from(table);
    first.and_where(Expr::col("id").eq(id));
    let mut next = Query::select();
    next.column((table, "id"))
        .column((table, column))
        .from(table);
    let is_above = Expr::col((table, "id")).equals(("line", "above"));
    next.inner_join("line", is_above);
    // Without ALL the way ends where it would lead back.
    first.union(UnionType::Distinct, next);
    let mut line = CommonTableExpression::new();
    line.table_name("line")
        .columns(["id", "above"])
        .query(first);
    let mut with = WithClause::new();
    with.recursive(true).cte(line);
    let mut whole = Query::select();
    whole.columns(["id", "above"]).from("line");
    whole.and_where(Expr::col("above").is_not_null());
    let rows = tx.connection().query_all(&whole.with(with)).await;
    let pair = |row: &sea_orm::QueryResult| Ok((row.try_get("", "id")?, row.try_get("", "above")?));
    let rows = rows.map_err(problem)?;
    rows.iter()
        .map(pair)
        .collect::<Result<_, _>>()
        .map_err(problem)
}
