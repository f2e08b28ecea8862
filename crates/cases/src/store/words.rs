//! The words by which cases are found.

use samverk_database::{TableRow, Tx, insert_row_later, problem};
use samverk_foundation::Problem;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use std::collections::BTreeSet;
use uuid::Uuid;

const TABLE: &str = "case_word";

pub async fn put_words(
    tx: &Tx,
    (registry, case): (Uuid, Uuid),
    words: &BTreeSet<String>,
) -> Result<(), Problem> {
    for word in words {
        let row = TableRow {
            table: TABLE,
            cells: vec![
                ("registry_id", registry.into()),
                ("word", word.as_str().into()),
                ("case_id", case.into()),
            ],
        };
        insert_row_later(tx, row).await?;
    }
    Ok(())
}

pub async fn take_words(tx: &Tx, case: Uuid) -> Result<(), Problem> {
    let mut delete = Query::delete();
    delete.from_table(TABLE);
    delete.and_where(Expr::col("case_id").eq(case));
    let done = tx.connection().execute(&delete).await;
    done.map(|_| ()).map_err(problem)
}
