//! What stands on a ground when a file comes in: asked for a stretch at a time.

use super::among::{read_at, standing_at};
use super::rows::{read_all, select};
use super::{MANY, see};
use crate::{AnyKind, Ground, Stored};
use samverk_database::{Tx, problem};
use samverk_foundation::{Key, Problem};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

/// So many keys are read at a time.
const KEYS: u64 = 5_000;

/// Key and place of something that stands.
pub(crate) struct Standing {
    id: Uuid,
    pub key: Key,
    /// 0 where the order is not by hand.
    pub position: i64,
}

/// The keys after this one, in the order by hand or else in their own. Nothing is the end.
pub(crate) async fn list_keys(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    after: Option<&Standing>,
) -> Result<Vec<Standing>, Problem> {
    let facts = kind.facts();
    let by_hand = facts.is_ordered_by_hand();
    let mut query = Query::select();
    query.columns(["id", "key"]).from(facts.table()).limit(KEYS);
    query.cond_where(standing_at(kind, at));
    let order: &[&'static str] = if by_hand {
        &["position", "id"]
    } else {
        &["key"]
    };
    for column in order {
        query.order_by(*column, sea_orm::Order::Asc);
    }
    if by_hand {
        query.column("position");
    }
    match after {
        Some(last) if by_hand => {
            let position = Expr::col("position");
            let same = position.clone().eq(last.position);
            let beyond = Cond::any()
                .add(position.clone().gt(last.position))
                .add(same.and(Expr::col("id").gt(last.id)));
            // Said once more for the index, which does not see it in the alternatives.
            query.and_where(position.gte(last.position));
            query.cond_where(beyond);
        }
        Some(last) => {
            query.and_where(Expr::col("key").gt(last.key.as_str()));
        }
        None => {}
    }
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    rows.iter().map(|row| standing(row, by_hand)).collect()
}

fn standing(row: &QueryResult, by_hand: bool) -> Result<Standing, Problem> {
    Ok(Standing {
        id: row.try_get("", "id").map_err(problem)?,
        key: Key::parse(&row.try_get::<String>("", "key").map_err(problem)?)?,
        position: match by_hand {
            true => row.try_get("", "position").map_err(problem)?,
            false => 0,
        },
    })
}

/// What has one of these keys, as whoever brings the file sees it.
pub(crate) async fn find_standing(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    keys: &[Key],
) -> Result<Vec<Stored>, Problem> {
    find_among(tx, kind, at, (standing_at(kind, at), keys)).await
}

/// What has one of these keys and is read there.
pub(crate) async fn find_read(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    keys: &[Key],
) -> Result<Vec<Stored>, Problem> {
    find_among(tx, kind, at, (read_at(kind, at)?, keys)).await
}

async fn find_among(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    (among, keys): (Cond, &[Key]),
) -> Result<Vec<Stored>, Problem> {
    let mut found = Vec::new();
    for some in keys.chunks(MANY) {
        let mut query = select(kind);
        query.cond_where(among.clone());
        query.and_where(Expr::col("key").is_in(some.iter().map(Key::as_str)));
        found.extend(read_all(tx, kind, &query).await?);
    }
    see(tx, kind, at, found).await
}
