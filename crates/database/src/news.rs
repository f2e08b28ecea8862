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
use std::collections::BTreeMap;

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
    let end = heads.last().filter(|_| heads.len() as u64 == among);
    let mut folded = folded(&heads);
    folded.truncate(limit);
    let ids = folded.iter().map(|one| heads[one.newest].id).collect();
    let newest = list_these(tx, ids, limit as u64).await?;
    let act = |(newest, one): (RecordedEvent, Folded)| Act {
        newest,
        count: one.count,
        is_cut: end.is_some_and(|end| end.is_one_with(&heads[one.oldest])),
    };
    Ok(newest.into_iter().zip(folded).map(act).collect())
}

/// The acts that these events, the newest first, are.
pub fn acts_of(events: Vec<RecordedEvent>) -> Vec<Act> {
    let heads: Vec<Head> = events.iter().map(Head::of).collect();
    let mut counts: BTreeMap<usize, usize> = (folded(&heads).iter())
        .map(|one| (one.newest, one.count))
        .collect();
    let act = |(place, newest)| {
        counts.remove(&place).map(|count| Act {
            newest,
            count,
            is_cut: false,
        })
    };
    events.into_iter().enumerate().filter_map(act).collect()
}

/// An act by the places of its newest and its oldest.
struct Folded {
    newest: usize,
    oldest: usize,
    count: usize,
}

/// What else was done meanwhile does not part what was done in one go.
fn folded(heads: &[Head]) -> Vec<Folded> {
    let mut acts: Vec<Folded> = Vec::new();
    for (place, head) in heads.iter().enumerate() {
        let mut open = acts.iter_mut().rev();
        match open.find(|act| head.is_one_with(&heads[act.oldest])) {
            Some(act) => {
                act.oldest = place;
                act.count += 1;
            }
            None => acts.push(Folded {
                newest: place,
                oldest: place,
                count: 1,
            }),
        }
    }
    acts
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
    fn of(event: &RecordedEvent) -> Self {
        Self {
            id: event.id,
            at: event.at,
            kind: event.kind.clone(),
            collaboration_id: event.collaboration.map(|id| id.0),
            person_id: event.person.map(|id| id.0),
            actor_name: event.actor_name.clone(),
        }
    }

    /// The same was done shortly before by the same in the same place.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn head(seconds: i64, kind: &str, name: &str) -> Head {
        Head {
            id: Uuid::nil(),
            at: DateTime::from_timestamp(1_795_860_000 + seconds, 0).unwrap(),
            kind: kind.to_owned(),
            collaboration_id: None,
            person_id: None,
            actor_name: name.to_owned(),
        }
    }

    #[test]
    fn what_one_did_in_one_go_is_one_act_also_between_other_things() {
        let heads = [
            head(90, "goal.added", "Ada"),
            head(80, "indicator.added", "Ada"),
            head(75, "goal.added", "Bo"),
            head(50, "goal.added", "Ada"),
            head(40, "indicator.added", "Ada"),
            // More than a pause after this one.
            head(-30, "goal.added", "Ada"),
        ];
        let acts: Vec<_> = (folded(&heads).iter())
            .map(|act| (act.newest, act.oldest, act.count))
            .collect();
        assert_eq!(acts, [(0, 3, 2), (1, 4, 2), (2, 2, 1), (5, 5, 1)]);
    }
}
