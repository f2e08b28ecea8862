//! What happened lately in some collaborations.

use crate::event::{RecordedEvent, row};
use crate::event_search::newest_first;
use crate::{Tx, problem};
use row::Column;
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};

/// The newest `limit` events about these kinds of objects in the collaborations, in two statements. Each
/// collaboration's are found by their own stretch of the index, however long the log is.
pub async fn list_news(
    tx: &Tx,
    collaborations: &[CollaborationId],
    kinds: &[&str],
    limit: u64,
) -> Result<Vec<RecordedEvent>, Problem> {
    let mut all = collaborations.iter().map(|id| newest_in(*id, kinds, limit));
    let Some(mut query) = all.next() else {
        return Ok(Vec::new());
    };
    for next in all {
        query.union(UnionType::All, next);
    }
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let ids: Result<Vec<Uuid>, _> = rows.iter().map(|row| row.try_get("", "id")).collect();
    let ids = ids.map_err(problem)?;
    newest_first(tx, row::Entity::find().filter(Column::Id.is_in(ids)), limit).await
}

fn newest_in(of: CollaborationId, kinds: &[&str], limit: u64) -> SelectStatement {
    let newest = row::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::CollaborationId.eq(of.0))
        .filter(Column::ObjectKind.is_in(kinds.iter().copied()))
        .order_by_desc(Column::Id)
        .limit(limit);
    let mut query = Query::select();
    query.column("id");
    query.from_subquery(sea_orm::QueryTrait::into_query(newest), "newest");
    query
}
