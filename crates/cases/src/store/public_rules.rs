//! What processes show everybody of their cases.

use crate::registries::Publicity;
use samverk_database::{Tx, problem};
use samverk_foundation::{PartyId, Problem};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

/// The processes of a party that say so, with what they show.
pub async fn list_public_rules(tx: &Tx, party: PartyId) -> Result<Vec<(Uuid, Publicity)>, Problem> {
    let mut query = Query::select();
    query
        .columns(["id", "publicity"])
        .from("case_process")
        .and_where(Expr::col("party_id").eq(party.0))
        .and_where(Expr::col("publicity").is_not_null());
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let read = |row: &sea_orm::QueryResult| {
        let code: String = row.try_get_by_index(1).map_err(problem)?;
        let id = row.try_get_by_index(0).map_err(problem)?;
        Ok((id, Publicity::from_code(&code)?))
    };
    rows.iter().map(read).collect()
}
