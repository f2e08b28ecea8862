//! Work that is done after the transaction that asked for it: mail, for example. A job is enqueued
//! in the same transaction as the change, claimed under a lease, retried with growing pauses and
//! given up after forty attempts, a day and a half. The attempt number is the fencing token.

use crate::{Tx, problem};
use chrono::{DateTime, TimeDelta, Utc};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, LockBehavior, LockType};
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};
use serde::Serialize;
use serde_json::Value;

/// With pauses of an hour at the most, whatever a job needs may be away for a day and a half.
const ATTEMPTS_MAX: i64 = 40;
const PAUSE_MAX: i64 = 60;
const LEASE: TimeDelta = TimeDelta::minutes(2);

#[derive(Clone, Debug)]
pub struct ClaimedJob {
    pub id: Uuid,
    pub kind: String,
    pub payload: Value,
    pub attempt: i64,
}

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub payload: Value,
        pub due_at: DateTime<Utc>,
        pub attempts: i64,
        pub leased_until: Option<DateTime<Utc>>,
        pub finished_at: Option<DateTime<Utc>>,
        pub error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn enqueue_job(tx: &Tx, kind: &str, payload: &impl Serialize) -> Result<(), Problem> {
    enqueue_job_after(tx, kind, payload, TimeDelta::zero()).await
}

/// The same, to be done after a pause.
pub async fn enqueue_job_after(
    tx: &Tx,
    kind: &str,
    payload: &impl Serialize,
    pause: TimeDelta,
) -> Result<(), Problem> {
    let job = row::ActiveModel {
        id: Set(tx.new_id()),
        kind: Set(kind.to_owned()),
        payload: Set(serde_json::to_value(payload).map_err(Problem::internal)?),
        due_at: Set(tx.now() + pause),
        attempts: Set(0),
        leased_until: Set(None),
        finished_at: Set(None),
        error: Set(None),
    };
    row::Entity::insert(job)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// Takes the job that has waited longest. Commit before doing the work.
pub async fn claim_job(tx: &Tx) -> Result<Option<ClaimedJob>, Problem> {
    let now = tx.now();
    let free = Condition::any()
        .add(row::Column::LeasedUntil.is_null())
        .add(row::Column::LeasedUntil.lt(now));
    let mut query = row::Entity::find()
        .filter(row::Column::FinishedAt.is_null())
        .filter(row::Column::DueAt.lte(now))
        .filter(free)
        .order_by_asc(row::Column::DueAt);
    if tx.is_postgres() {
        query = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let Some(job) = query.one(tx.connection()).await.map_err(problem)? else {
        return Ok(None);
    };
    let attempt = job.attempts + 1;
    row::Entity::update_many()
        .col_expr(row::Column::Attempts, Expr::value(attempt))
        .col_expr(row::Column::LeasedUntil, Expr::value(now + LEASE))
        .filter(row::Column::Id.eq(job.id))
        .exec(tx.connection())
        .await
        .map_err(problem)?;
    Ok(Some(ClaimedJob {
        id: job.id,
        kind: job.kind,
        payload: job.payload,
        attempt,
    }))
}

/// Done: the payload, which may hold a secret link, is forgotten.
pub async fn finish_job(tx: &Tx, job: &ClaimedJob) -> Result<(), Problem> {
    settle(tx, job, Some(tx.now()), None).await
}

/// Tries again after 1, 4, 9 … minutes, then every hour; after the last attempt the job is left as failed, without its payload.
pub async fn fail_job(tx: &Tx, job: &ClaimedJob, error: &str) -> Result<(), Problem> {
    let given_up = (job.attempt >= ATTEMPTS_MAX).then(|| tx.now());
    settle(tx, job, given_up, Some(error)).await
}

async fn settle(
    tx: &Tx,
    job: &ClaimedJob,
    finished_at: Option<DateTime<Utc>>,
    error: Option<&str>,
) -> Result<(), Problem> {
    let pause = Ord::min(job.attempt.saturating_mul(job.attempt), PAUSE_MAX);
    let pause = TimeDelta::minutes(pause);
    let payload = if finished_at.is_some() {
        Value::Null
    } else {
        job.payload.clone()
    };
    row::Entity::update_many()
        .col_expr(row::Column::Payload, Expr::value(payload))
        .col_expr(row::Column::FinishedAt, Expr::value(finished_at))
        .col_expr(row::Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(row::Column::DueAt, Expr::value(tx.now() + pause))
        .col_expr(row::Column::Error, Expr::value(error.map(str::to_owned)))
        .filter(row::Column::Id.eq(job.id))
        .filter(row::Column::Attempts.eq(job.attempt))
        .exec(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// Whether a job of the kind waits or is being done.
pub async fn is_job_unfinished(tx: &Tx, kind: &str) -> Result<bool, Problem> {
    let waiting = row::Entity::find()
        .filter(row::Column::FinishedAt.is_null())
        .filter(row::Column::Kind.eq(kind));
    let found = waiting.count(tx.connection()).await.map_err(problem)?;
    Ok(found > 0)
}

/// How many jobs wait; tests use it to see that none is forgotten.
pub async fn unfinished_jobs(tx: &Tx) -> Result<u64, Problem> {
    let waiting = row::Entity::find().filter(row::Column::FinishedAt.is_null());
    waiting.count(tx.connection()).await.map_err(problem)
}

/// A job that is not done, or was given up; never what it carries, which may be a secret link.
#[derive(Clone, Debug)]
pub struct WaitingJob {
    pub kind: String,
    /// When it is tried the next time.
    pub due_at: DateTime<Utc>,
    pub attempts: i64,
    pub gave_up: bool,
    /// What went wrong last, as the system said it.
    pub error: Option<String>,
}

/// What waits, and what was given up lately; at most `limit`, the newest first.
pub async fn list_troubled_jobs(tx: &Tx, limit: u64) -> Result<Vec<WaitingJob>, Problem> {
    let waits = row::Column::FinishedAt.is_null();
    let query = row::Entity::find()
        .filter(waits.or(row::Column::Error.is_not_null()))
        .order_by_desc(row::Column::Id)
        .limit(limit);
    let jobs = query.all(tx.connection()).await.map_err(problem)?;
    let waiting = |job: row::Model| WaitingJob {
        kind: job.kind,
        due_at: job.due_at,
        attempts: job.attempts,
        gave_up: job.finished_at.is_some(),
        error: job.error,
    };
    Ok(jobs.into_iter().map(waiting).collect())
}
