//! What the machine of kinds does not ask of the database.

use crate::needs::{Joining, NEED, Need};
use chrono::NaiveDate;
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Key, PartyId, Problem};
use samverk_kept::has_rows_with;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use uuid::Uuid;

async fn all<T>(
    tx: &Tx,
    query: &SelectStatement,
    read: impl Fn(&QueryResult) -> Result<T, DbErr>,
) -> Result<Vec<T>, Problem> {
    let rows = tx.connection().query_all(query).await.map_err(problem)?;
    let all: Result<Vec<T>, DbErr> = rows.iter().map(read).collect();
    all.map_err(problem)
}

/// Whether a need names the party by its key.
pub async fn names_party(tx: &Tx, party: &Key) -> Result<bool, Problem> {
    has_rows_with(tx, &NEED, &Need::JOININGS, party).await
}

/// The rows as they are kept.
fn joinings(told: &Json) -> Vec<Joining> {
    let text = |row: &Json, name: &str| row.get(name).and_then(Json::as_str).map(str::to_owned);
    let joining = |row: &Json| {
        Some(Joining {
            party: Key::parse(&text(row, "party")?).ok()?,
            note: text(row, "note").unwrap_or_default().into(),
        })
    };
    let rows = told.as_array().into_iter().flatten();
    rows.filter_map(joining).collect()
}

/// A need that is one with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Merged {
    pub id: Uuid,
    pub key: String,
    pub title: String,
    pub into: Uuid,
    pub raised_by: Option<PartyId>,
    pub joinings: Vec<Joining>,
}

/// The needs of a collaboration that are one with another, in the order of the list.
pub(crate) async fn list_merged(tx: &Tx, of: Uuid) -> Result<Vec<Merged>, Problem> {
    let mut query = Query::select();
    query
        .columns([
            "id",
            "key",
            "title",
            "merged_into_id",
            "raised_by_id",
            "joinings",
        ])
        .from("need")
        .and_where(Expr::col("collaboration_id").eq(of))
        .and_where(Expr::col("merged_into_id").is_not_null())
        .order_by("position", Order::Asc);
    all(tx, &query, |row| {
        Ok(Merged {
            id: row.try_get("", "id")?,
            key: row.try_get("", "key")?,
            title: row.try_get("", "title")?,
            into: row.try_get("", "merged_into_id")?,
            raised_by: row
                .try_get::<Option<Uuid>>("", "raised_by_id")?
                .map(PartyId),
            joinings: joinings(&row.try_get("", "joinings")?),
        })
    })
    .await
}

/// The needs that were parts of one: key and title.
pub(crate) async fn list_parts(tx: &Tx, need: Uuid) -> Result<Vec<(String, String)>, Problem> {
    let mut query = Query::select();
    query
        .columns(["key", "title"])
        .from("need")
        .and_where(Expr::col("split_from_id").eq(need))
        .order_by("position", Order::Asc);
    all(tx, &query, |row| {
        Ok((row.try_get("", "key")?, row.try_get("", "title")?))
    })
    .await
}

/// An initiative with the needs that it meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meeting {
    pub key: String,
    pub title: String,
    pub needs: Vec<Uuid>,
}

/// The initiatives of a collaboration, in the order of their list.
pub(crate) async fn list_meeting(tx: &Tx, of: Uuid) -> Result<Vec<Meeting>, Problem> {
    let mut query = Query::select();
    query
        .columns(["key", "title", "needs"])
        .from("initiative")
        .and_where(Expr::col("collaboration_id").eq(of))
        .order_by("position", Order::Asc);
    all(tx, &query, |row| {
        Ok(Meeting {
            key: row.try_get("", "key")?,
            title: row.try_get("", "title")?,
            needs: ids(&row.try_get("", "needs")?),
        })
    })
    .await
}

fn ids(told: &Json) -> Vec<Uuid> {
    let texts = told.as_array().into_iter().flatten();
    let texts = texts.filter_map(Json::as_str);
    texts.filter_map(|text| text.parse().ok()).collect()
}

/// Why these needs were last closed or opened again, as the log says.
pub(crate) async fn list_reasons(
    tx: &Tx,
    needs: &[Uuid],
) -> Result<BTreeMap<Uuid, String>, Problem> {
    if needs.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut query = Query::select();
    query
        .columns(["object_id", "after"])
        .from("event")
        .and_where(Expr::col("object_id").is_in(needs.iter().copied()))
        .and_where(Expr::col("kind").eq("need.decided"))
        .order_by("id", Order::Asc);
    let told = all(tx, &query, |row| {
        let after: Option<Json> = row.try_get("", "after")?;
        let reason = after
            .as_ref()
            .and_then(|after| after.get("reason")?.as_str());
        let reason = reason.unwrap_or_default().to_owned();
        Ok((row.try_get("", "object_id")?, reason))
    });
    Ok(told.await?.into_iter().collect())
}

/// A need that was handed over and of which the answer is to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LateAnswer {
    pub collaboration: CollaborationId,
    pub id: Uuid,
    pub key: String,
    pub title: String,
    pub next_look: NaiveDate,
}

/// Those of some collaborations whose day has come, the oldest first.
pub(crate) async fn list_late_answers(
    tx: &Tx,
    of: &[CollaborationId],
    until: NaiveDate,
    limit: u64,
) -> Result<Vec<LateAnswer>, Problem> {
    let mut query = Query::select();
    query
        .columns(["collaboration_id", "id", "key", "title", "next_look"])
        .from("need")
        .and_where(Expr::col("collaboration_id").is_in(of.iter().map(|one| one.0)))
        .and_where(Expr::col("status").eq("handed_over"))
        .and_where(Expr::col("next_look").lte(until))
        .order_by("next_look", Order::Asc)
        .order_by("id", Order::Asc)
        .limit(limit);
    all(tx, &query, |row| {
        Ok(LateAnswer {
            collaboration: CollaborationId(row.try_get("", "collaboration_id")?),
            id: row.try_get("", "id")?,
            key: row.try_get("", "key")?,
            title: row.try_get("", "title")?,
            next_look: row.try_get("", "next_look")?,
        })
    })
    .await
}
