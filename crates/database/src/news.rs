//! What happened lately in some collaborations.

use crate::event::{RecordedEvent, row};
use crate::event_search::newest_first;
use crate::{Tx, problem};
use chrono::{DateTime, TimeDelta, Utc};
use row::Column;
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryOrder, QuerySelect};

/// Some things that one did in one go, told by the newest of them.
#[derive(Clone, Debug)]
pub struct Act {
    pub newest: RecordedEvent,
    pub count: usize,
    /// There may be more of them than were counted.
    pub is_cut: bool,
}

/// What is done within this time is one act.
const PAUSE: TimeDelta = TimeDelta::seconds(60);

/// The newest `limit` events about these kinds of objects in the collaborations, in two statements. Each
/// collaboration's are found by their own stretch of the index, however long the log is.
pub async fn list_news(
    tx: &Tx,
    collaborations: &[CollaborationId],
    kinds: &[&str],
    limit: u64,
) -> Result<Vec<RecordedEvent>, Problem> {
    let heads = list_heads(tx, collaborations, kinds, limit).await?;
    let ids = heads.iter().map(|head| head.id).collect();
    list_these(tx, ids, limit).await
}

/// The newest acts, at most `limit`, found among the newest `among` events; in two statements.
pub async fn list_acts(
    tx: &Tx,
    collaborations: &[CollaborationId],
    kinds: &[&str],
    (limit, among): (usize, u64),
) -> Result<Vec<Act>, Problem> {
    let heads = list_heads(tx, collaborations, kinds, among).await?;
    let is_cut = heads.len() as u64 == among;
    let mut acts: Vec<(Head, usize)> = Vec::new();
    let mut last: Option<Head> = None;
    for head in heads {
        match (acts.last_mut(), &last) {
            (Some((_, count)), Some(last)) if head.is_one_with(last) => *count += 1,
            _ => acts.push((head.clone(), 1)),
        }
        last = Some(head);
    }
    let found = acts.len();
    acts.truncate(limit);
    let ids: Vec<Uuid> = acts.iter().map(|(head, _)| head.id).collect();
    let newest = list_these(tx, ids, limit as u64).await?;
    let acts = newest.into_iter().zip(acts).enumerate();
    Ok(acts
        .map(|(place, (newest, (_, count)))| Act {
            newest,
            count,
            is_cut: is_cut && place + 1 == found,
        })
        .collect())
}

/// What tells one act from another.
#[derive(Clone, Debug, FromQueryResult)]
struct Head {
    id: Uuid,
    at: DateTime<Utc>,
    kind: String,
    collaboration_id: Option<Uuid>,
    person_id: Option<Uuid>,
    actor_name: String,
}

impl Head {
    /// The same was done just before by the same in the same place.
    fn is_one_with(&self, later: &Self) -> bool {
        let same = |one: &Self| {
            let of = (one.collaboration_id, one.person_id);
            (one.kind.clone(), one.actor_name.clone(), of)
        };
        same(self) == same(later) && later.at - self.at <= PAUSE
    }
}

/// The newest first.
async fn list_heads(
    tx: &Tx,
    collaborations: &[CollaborationId],
    kinds: &[&str],
    limit: u64,
) -> Result<Vec<Head>, Problem> {
    let mut all = collaborations.iter().map(|id| newest_in(*id, kinds, limit));
    let Some(mut query) = all.next() else {
        return Ok(Vec::new());
    };
    for next in all {
        query.union(UnionType::All, next);
    }
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let heads: Result<Vec<Head>, _> = rows
        .iter()
        .map(|row| Head::from_query_result(row, ""))
        .collect();
    let mut heads = heads.map_err(problem)?;
    heads.sort_by_key(|head| std::cmp::Reverse(head.id));
    heads.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(heads)
}

async fn list_these(tx: &Tx, ids: Vec<Uuid>, limit: u64) -> Result<Vec<RecordedEvent>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    newest_first(tx, row::Entity::find().filter(Column::Id.is_in(ids)), limit).await
}

const HEAD: [Column; 6] = [
    Column::Id,
    Column::At,
    Column::Kind,
    Column::CollaborationId,
    Column::PersonId,
    Column::ActorName,
];

fn newest_in(of: CollaborationId, kinds: &[&str], limit: u64) -> SelectStatement {
    let newest = row::Entity::find()
        .select_only()
        .columns(HEAD)
        .filter(Column::CollaborationId.eq(of.0))
        .filter(Column::ObjectKind.is_in(kinds.iter().copied()))
        .order_by_desc(Column::Id)
        .limit(limit);
    let mut query = Query::select();
    query.columns(HEAD);
    query.from_subquery(sea_orm::QueryTrait::into_query(newest), "newest");
    query
}
