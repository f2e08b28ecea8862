use crate::PlanId;
use crate::model::ActivityStatus;
use chrono::NaiveDate;
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use uuid::Uuid;

/// An activity that ends on a day.
#[derive(Clone, Debug)]
pub struct EndingActivity {
    pub plan: PlanId,
    pub key: String,
    pub name: String,
    pub to: NaiveDate,
}

/// Those that are still to be done.
const OPEN: [ActivityStatus; 2] = [ActivityStatus::Planned, ActivityStatus::Ongoing];

/// The activities of these plans that end within the days and are still to be done, the first first.
pub async fn list_ending_activities(
    tx: &Tx,
    plans: &[PlanId],
    (from, until): (NaiveDate, NaiveDate),
    limit: u64,
) -> Result<Vec<EndingActivity>, Problem> {
    if plans.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::select();
    query
        .columns(["plan_id", "key", "name", "to_date"])
        .from("activity")
        .and_where(Expr::col("plan_id").is_in(plans.iter().map(|plan| plan.0)))
        .and_where(Expr::col("to_date").between(from, until))
        .and_where(Expr::col("status").is_in(OPEN.map(|status| status.code())))
        .order_by("to_date", Order::Asc)
        .order_by("id", Order::Asc)
        .limit(limit);
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let ending = |row: &sea_orm::QueryResult| {
        Ok(EndingActivity {
            plan: PlanId(row.try_get::<Uuid>("", "plan_id")?),
            key: row.try_get("", "key")?,
            name: row.try_get("", "name")?,
            to: row.try_get("", "to_date")?,
        })
    };
    let all: Result<Vec<_>, sea_orm::DbErr> = rows.iter().map(ending).collect();
    all.map_err(problem)
}
