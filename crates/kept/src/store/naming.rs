//! Whether anything of a kind names something that no foreign key watches.

use super::among::name_of;
use crate::AnyKind;
use samverk_database::statement::containing;
use samverk_database::{Tx, problem};
use samverk_fields::{FieldKey, FieldKind, Question};
use samverk_foundation::{Key, Problem};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use uuid::Uuid;

/// Whether the column of several references names the thing on any ground.
pub(crate) async fn names(
    tx: &Tx,
    kind: &dyn AnyKind,
    question: &Question,
    id: Uuid,
) -> Result<bool, Problem> {
    if !matches!(question.kind, FieldKind::Many(_)) {
        return Ok(false);
    }
    let mut query = Query::select();
    let column = Expr::col(name_of(kind.form(), &question.key)).cast_as("TEXT");
    query.column("id").from(kind.facts().table()).limit(1);
    query.and_where(column.like(format!("%{id}%")));
    is_any(tx, &query).await
}

/// Whether a text of anything of the kind has the word, alone or among others.
pub async fn any_says(
    tx: &Tx,
    kind: &dyn AnyKind,
    field: &FieldKey,
    word: &str,
) -> Result<bool, Problem> {
    let column = name_of(kind.form(), field);
    let mut query = Query::select();
    query.column(column).from(kind.facts().table());
    query.and_where(Expr::col(column).like(format!("%{word}%")));
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    for row in rows {
        let text: String = row.try_get("", column).map_err(problem)?;
        if text.split_whitespace().any(|one| one == word) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the rows of anything of the kind, on any ground, say the key.
pub async fn has_rows_with(
    tx: &Tx,
    kind: &dyn AnyKind,
    field: &FieldKey,
    key: &Key,
) -> Result<bool, Problem> {
    let column = Expr::col(name_of(kind.form(), field)).cast_as("TEXT");
    let mut query = Query::select();
    query.column("id").from(kind.facts().table()).limit(1);
    query.and_where(column.like(containing(&format!("\"{key}\""))));
    is_any(tx, &query).await
}

async fn is_any(tx: &Tx, query: &SelectStatement) -> Result<bool, Problem> {
    let found = tx.connection().query_one(query).await.map_err(problem)?;
    Ok(found.is_some())
}
