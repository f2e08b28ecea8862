//! What pages ask of systems across parties, each in one statement.

use crate::merging::Merged;
use samverk_database::{Tx, problem};
use samverk_foundation::{PartyId, Problem};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

/// Which rows of a shared list point to others.
pub async fn list_merged(tx: &Tx, table: &'static str) -> Result<Merged, Problem> {
    let mut query = Query::select();
    query.column("id").column("same_as_id").from(table);
    query.and_where(Expr::col("same_as_id").is_not_null());
    let pair = |row: &QueryResult| Ok((get(row, "id")?, get(row, "same_as_id")?));
    rows(tx, &query).await?.iter().map(pair).collect()
}

/// Whether others point to it.
pub async fn has_merged(tx: &Tx, table: &'static str, id: Uuid) -> Result<bool, Problem> {
    let mut query = Query::select();
    query.column("id").from(table).limit(1);
    query.and_where(Expr::col("same_as_id").eq(id));
    Ok(!rows(tx, &query).await?.is_empty())
}

/// How many systems some parties have for a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    pub area: Uuid,
    pub party: PartyId,
    pub systems: i64,
    /// The first of them by name.
    pub title: String,
    pub key: String,
}

/// What the reader sees of the systems of some parties: `own` all, `others` what is shown to colleagues.
pub async fn list_covered(
    tx: &Tx,
    own: &[PartyId],
    others: &[PartyId],
) -> Result<Vec<Covered>, Problem> {
    let mut query = seen(own, others);
    query
        .column("area_id")
        .column("party_id")
        .expr_as(Func::count(Expr::col("id")), Alias::new("systems"))
        .expr_as(Func::min(Expr::col("title")), Alias::new("title"))
        .expr_as(Func::min(Expr::col("key")), Alias::new("key"))
        .group_by_columns(["area_id", "party_id"]);
    let covered = |row: &QueryResult| {
        Ok(Covered {
            area: get(row, "area_id")?,
            party: PartyId(get(row, "party_id")?),
            systems: get(row, "systems")?,
            title: get(row, "title")?,
            key: get(row, "key")?,
        })
    };
    rows(tx, &query).await?.iter().map(covered).collect()
}

/// A system as somebody at another party sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Had {
    pub party: PartyId,
    pub key: String,
    pub title: String,
    pub status: String,
    pub users: Option<i64>,
    pub product: Option<Uuid>,
}

/// Where systems of something are asked for.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    Products(&'a [Uuid]),
    Area(Uuid),
}

/// The same of these products or of this need, those with most users first.
pub async fn list_had(
    tx: &Tx,
    (own, others): (&[PartyId], &[PartyId]),
    of: Of<'_>,
    limit: u64,
) -> Result<Vec<Had>, Problem> {
    let mut query = seen(own, others);
    query
        .columns(["party_id", "key", "title", "status", "users", "product_id"])
        .and_where(match of {
            Of::Products(products) => Expr::col("product_id").is_in(products.iter().copied()),
            Of::Area(area) => Expr::col("area_id").eq(area),
        })
        .order_by("title_order", Order::Asc)
        .order_by("id", Order::Asc)
        .limit(limit);
    let had = |row: &QueryResult| {
        Ok(Had {
            party: PartyId(get(row, "party_id")?),
            key: get(row, "key")?,
            title: get(row, "title")?,
            status: get(row, "status")?,
            users: get(row, "users")?,
            product: get(row, "product_id")?,
        })
    };
    rows(tx, &query).await?.iter().map(had).collect()
}

/// How many of some parties have each product; what was merged counts as the one that counts.
pub async fn list_shared(
    tx: &Tx,
    (own, others): (&[PartyId], &[PartyId]),
    limit: u64,
) -> Result<Vec<(Uuid, i64)>, Problem> {
    let mut inner = seen(own, others);
    inner.columns(["party_id", "product_id"]).distinct();
    inner.and_where(Expr::col("product_id").is_not_null());
    let counts = Expr::cust("COALESCE(product.same_as_id, product.id)");
    let mut query = Query::select();
    query
        .expr_as(counts.clone(), Alias::new("counted"))
        .expr_as(
            Expr::cust("COUNT(DISTINCT had.party_id)"),
            Alias::new("parties"),
        )
        .from_subquery(inner, Alias::new("had"))
        .inner_join("product", Expr::cust("product.id = had.product_id"))
        .add_group_by([counts])
        .order_by_expr(Expr::cust("COUNT(DISTINCT had.party_id)"), Order::Desc)
        .order_by_expr(
            Expr::cust("COALESCE(product.same_as_id, product.id)"),
            Order::Asc,
        )
        .limit(limit);
    let shared = |row: &QueryResult| Ok((get(row, "counted")?, get(row, "parties")?));
    rows(tx, &query).await?.iter().map(shared).collect()
}

/// How many systems a reader sees at a party.
pub async fn count_at(tx: &Tx, party: PartyId, is_own: bool) -> Result<i64, Problem> {
    let (own, others): (&[PartyId], &[PartyId]) = match is_own {
        true => (&[party], &[]),
        false => (&[], &[party]),
    };
    let mut query = seen(own, others);
    query.expr_as(Func::count(Expr::col("id")), Alias::new("systems"));
    let found = rows(tx, &query).await?;
    found.first().map_or(Ok(0), |row| get(row, "systems"))
}

/// Systems that are not ended, as a reader sees them.
fn seen(own: &[PartyId], others: &[PartyId]) -> SelectStatement {
    let at = |parties: &[PartyId]| Expr::col("party_id").is_in(parties.iter().map(|party| party.0));
    let shown = Expr::col("shown").eq("colleagues").and(at(others));
    let mut query = Query::select();
    query.from("it_system");
    query.and_where(at(own).or(shown));
    query.and_where(Expr::col("status").ne("ended"));
    query
}

async fn rows(tx: &Tx, query: &SelectStatement) -> Result<Vec<QueryResult>, Problem> {
    tx.connection().query_all(query).await.map_err(problem)
}

fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &str) -> Result<T, Problem> {
    row.try_get("", column).map_err(problem)
}
