//! Which messages have become documents of a party.

use crate::CaseId;
use samverk_database::{TableRow, Tx, insert_row_later, problem};
use samverk_foundation::{PartyId, Problem};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

const TABLE: &str = "case_message";

/// The case in which the message is registered, and as which document.
pub async fn find_message(
    tx: &Tx,
    party: PartyId,
    sum: &str,
) -> Result<Option<(CaseId, i64)>, Problem> {
    let mut query = Query::select();
    query
        .columns(["case_id", "document_number"])
        .from(TABLE)
        .and_where(Expr::col("party_id").eq(party.0))
        .and_where(Expr::col("sum").eq(sum));
    let row = tx.connection().query_one(&query).await.map_err(problem)?;
    let Some(row) = row else {
        return Ok(None);
    };
    let case = row.try_get("", "case_id").map_err(problem)?;
    let number = row.try_get("", "document_number").map_err(problem)?;
    Ok(Some((CaseId(case), number)))
}

/// Fails with `already_exists`, at the latest when the transaction ends, when somebody was before.
pub async fn insert_message(
    tx: &Tx,
    party: PartyId,
    (sum, sender): (&str, &str),
    (case, number): (CaseId, i64),
) -> Result<(), Problem> {
    let row = TableRow {
        table: TABLE,
        cells: vec![
            ("party_id", party.0.into()),
            ("sum", sum.into()),
            ("case_id", case.0.into()),
            ("document_number", number.into()),
            ("sender", sender.into()),
        ],
    };
    insert_row_later(tx, row).await
}

/// What stood in another case stands in this one. Fails with `changed_meanwhile` when somebody was before.
pub async fn move_message(
    tx: &Tx,
    (party, sum): (PartyId, &str),
    from: CaseId,
    (case, number): (CaseId, i64),
) -> Result<(), Problem> {
    let mut update = Query::update();
    update
        .table(TABLE)
        .value("case_id", case.0)
        .value("document_number", number)
        .and_where(Expr::col("party_id").eq(party.0))
        .and_where(Expr::col("sum").eq(sum))
        .and_where(Expr::col("case_id").eq(from.0));
    let done = tx.connection().execute(&update).await.map_err(problem)?;
    match done.rows_affected() {
        1 => Ok(()),
        _ => Err(Problem::conflict("changed_meanwhile")),
    }
}
