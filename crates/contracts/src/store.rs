//! What pages ask of contracts across parties, each in one statement.

use samverk_database::statement::ids;
use samverk_database::{Tx, problem};
use samverk_foundation::{PartyId, Problem};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

/// Whose contracts a reader sees: of `own` all, of `others` what is shown to colleagues.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    pub own: &'a [PartyId],
    pub others: &'a [PartyId],
}

/// The contracts for a need.
pub async fn list_of_area(tx: &Tx, seen: Seen<'_>, area: Uuid) -> Result<Vec<Uuid>, Problem> {
    let mut query = select(seen);
    query.column("id").and_where(Expr::col("area_id").eq(area));
    ids(tx, &query).await
}

/// For which needs there are contracts.
pub async fn list_areas(tx: &Tx, seen: Seen<'_>) -> Result<Vec<Uuid>, Problem> {
    let mut query = select(seen);
    query.column("area_id").distinct();
    ids(tx, &query).await
}

/// Contracts of parties whose day comes until a day, the first days first.
pub async fn list_acting(
    tx: &Tx,
    parties: &[PartyId],
    until: chrono::NaiveDate,
    limit: u64,
) -> Result<Vec<Uuid>, Problem> {
    let mut query = select(Seen {
        own: parties,
        others: &[],
    });
    query
        .column("id")
        .and_where(Expr::col("act_by").lte(until))
        .order_by("act_by", sea_orm::Order::Asc)
        .order_by("id", sea_orm::Order::Asc)
        .limit(limit);
    ids(tx, &query).await
}

/// The contracts of a party that name one of its systems.
pub async fn list_of_systems(
    tx: &Tx,
    party: PartyId,
    systems: &[Uuid],
) -> Result<Vec<Uuid>, Problem> {
    if systems.is_empty() {
        return Ok(Vec::new());
    }
    let named = systems.iter().map(|system| {
        let written = Expr::col("systems").cast_as("TEXT");
        written.like(format!("%{system}%"))
    });
    let any = named.fold(
        sea_orm::sea_query::Cond::any(),
        sea_orm::sea_query::Cond::add,
    );
    let mut query = select(Seen {
        own: &[party],
        others: &[],
    });
    query.column("id").cond_where(any);
    ids(tx, &query).await
}

/// How many contracts a reader sees.
pub async fn count(tx: &Tx, seen: Seen<'_>) -> Result<i64, Problem> {
    let mut query = select(seen);
    query.expr_as(Expr::col("id").count(), "contracts");
    let row: Option<QueryResult> = tx.connection().query_one(&query).await.map_err(problem)?;
    row.map_or(Ok(0), |row| row.try_get("", "contracts").map_err(problem))
}

fn select(seen: Seen<'_>) -> SelectStatement {
    let at = |parties: &[PartyId]| Expr::col("party_id").is_in(parties.iter().map(|party| party.0));
    let shown = Expr::col("shown").eq("colleagues").and(at(seen.others));
    let mut query = Query::select();
    query.from("contract").and_where(at(seen.own).or(shown));
    query
}
