//! Things whose day comes, on several grounds at once: what tasks are made of.

use super::among::name_of;
use super::counted;
use super::rows::{read_bare, select};
use crate::{AnyKind, Stored};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_foundation::Problem;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, Query};
use uuid::Uuid;

/// Which of them are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Due<'a> {
    pub grounds: &'a [Uuid],
    /// The day.
    pub field: &'a FieldKey,
    /// The last day.
    pub until: NaiveDate,
}

impl Due<'_> {
    /// Those whose day has been.
    #[must_use]
    pub fn before(self, today: NaiveDate) -> Self {
        Self {
            until: today.pred_opt().unwrap_or(today),
            ..self
        }
    }
}

fn among(kind: &dyn AnyKind, due: Due<'_>) -> (&'static str, Cond) {
    let day = name_of(kind.form(), due.field);
    let here = kind.facts().ground.column.map(|column| {
        let grounds = due.grounds.iter().copied();
        Expr::col(column).is_in(grounds)
    });
    let some = here.into_iter().fold(Cond::all(), Cond::add);
    (day, some.add(Expr::col(day).lte(due.until)))
}

/// A stretch of them after a day and one of that day, by day and id.
pub(crate) async fn list_due(
    tx: &Tx,
    kind: &dyn AnyKind,
    due: Due<'_>,
    after: Option<(NaiveDate, Uuid)>,
    limit: u64,
) -> Result<Vec<Stored>, Problem> {
    let (day, among) = among(kind, due);
    let mut query = select(kind);
    query.cond_where(among);
    if let Some((last, id)) = after {
        let same = Expr::col(day).eq(last).and(Expr::col("id").gt(id));
        query.cond_where(Cond::any().add(Expr::col(day).gt(last)).add(same));
    }
    query.order_by(day, sea_orm::Order::Asc);
    query.order_by("id", sea_orm::Order::Asc);
    query.limit(limit);
    read_bare(tx, kind, &query).await
}

/// How many there are; no more than so many are counted.
pub(crate) async fn count_due(
    tx: &Tx,
    kind: &dyn AnyKind,
    due: Due<'_>,
    most: u64,
) -> Result<u64, Problem> {
    let (_, among) = among(kind, due);
    let mut some = Query::select();
    some.column("id").from(kind.facts().table()).limit(most);
    some.cond_where(among);
    let mut query = Query::select();
    query
        .expr_as(Func::count(Expr::col("id")), "number")
        .from_subquery(some, "some");
    counted(tx, query).await
}
