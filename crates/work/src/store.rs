//! Every statement of the long works.

use crate::model::{LongWork, ResultFile, State, Told};
use chrono::{DateTime, TimeDelta, Utc};
use samverk_database::statement::{find_one, insert, list};
use samverk_database::{Tx, problem};
use samverk_foundation::{Language, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, LockBehavior, LockType};
use sea_orm::{Condition, QueryOrder, QuerySelect, Set, UpdateMany};
use serde_json::Value;
use std::collections::BTreeSet;

/// Whoever does not tell that they are at it has ended, and another takes it up.
pub(crate) const LEASE: TimeDelta = TimeDelta::minutes(1);
/// So long a result can be fetched, and an upload confirmed.
const KEPT: TimeDelta = TimeDelta::days(3);
/// So long the list tells of what has ended.
const TOLD: TimeDelta = TimeDelta::days(30);
const LISTED: u64 = 100;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "long_work")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub kind: String,
        pub input: Value,
        pub upload_id: Option<Uuid>,
        pub mark: String,
        pub language: String,
        pub about: String,
        pub back: String,
        pub state: String,
        pub step: String,
        pub steps_done: i64,
        pub steps_total: i64,
        pub attempts: i64,
        pub due_at: DateTime<Utc>,
        pub leased_until: Option<DateTime<Utc>>,
        pub asked_at: DateTime<Utc>,
        pub ended_at: Option<DateTime<Utc>>,
        pub told: Value,
        pub sight: String,
        pub result_id: Option<Uuid>,
        pub result_name: String,
        pub result_size: i64,
        pub expires_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

fn read(row: row::Model) -> Result<LongWork, Problem> {
    let size = u64::try_from(row.result_size).map_err(Problem::internal)?;
    let name = row.result_name;
    let state = State::from_code(&row.state);
    let unknown = || Problem::internal("a work in no known state");
    Ok(LongWork {
        id: row.id,
        person: PersonId(row.person_id),
        kind: row.kind,
        input: row.input,
        upload: row.upload_id,
        language: Language::from_code(&row.language).unwrap_or_default(),
        about: row.about,
        back: row.back,
        state: state.ok_or_else(unknown)?,
        step: row.step,
        steps_done: row.steps_done,
        steps_total: row.steps_total,
        attempt: row.attempts,
        asked_at: row.asked_at,
        ended_at: row.ended_at,
        told: serde_json::from_value(row.told).map_err(Problem::internal)?,
        sight: row.sight,
        has_file: !name.is_empty(),
        result: row.result_id.map(|id| ResultFile { id, name, size }),
        expires_at: row.expires_at,
    })
}

/// Fails with `already_exists` when the same waits already.
pub(crate) async fn insert_work(tx: &Tx, work: &LongWork, mark: &str) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(work.id),
        person_id: Set(work.person.0),
        kind: Set(work.kind.clone()),
        input: Set(work.input.clone()),
        upload_id: Set(work.upload),
        mark: Set(mark.to_owned()),
        language: Set(work.language.code().to_owned()),
        about: Set(work.about.clone()),
        back: Set(work.back.clone()),
        state: Set(work.state.code().to_owned()),
        step: Set(String::new()),
        steps_done: Set(0),
        steps_total: Set(0),
        attempts: Set(0),
        due_at: Set(work.asked_at),
        leased_until: Set(None),
        asked_at: Set(work.asked_at),
        ended_at: Set(None),
        told: Set(Value::Array(Vec::new())),
        sight: Set(String::new()),
        result_id: Set(None),
        result_name: Set(String::new()),
        result_size: Set(0),
        expires_at: Set(None),
    };
    insert(tx, row::Entity::insert(row)).await
}

pub(crate) async fn find_work(tx: &Tx, id: Uuid) -> Result<Option<LongWork>, Problem> {
    find_one(tx, row::Entity::find_by_id(id), read).await
}

/// The same question of the same person, as long as it is not answered.
pub(crate) async fn find_ongoing(
    tx: &Tx,
    person: PersonId,
    mark: &str,
) -> Result<Option<LongWork>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Mark.eq(mark))
        .filter(Column::EndedAt.is_null());
    find_one(tx, query, read).await
}

pub(crate) async fn count_ongoing(tx: &Tx, person: PersonId) -> Result<u64, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::EndedAt.is_null());
    query.count(tx.connection()).await.map_err(problem)
}

/// A person's own, the newest first.
pub(crate) async fn list_own(tx: &Tx, person: PersonId) -> Result<Vec<LongWork>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .order_by_desc(Column::Id)
        .limit(LISTED);
    list(tx, query, read).await
}

/// Everybody's, the newest first.
pub async fn list_all(tx: &Tx, limit: u64) -> Result<Vec<LongWork>, Problem> {
    let query = row::Entity::find().order_by_desc(Column::Id).limit(limit);
    list(tx, query, read).await
}

/// What waits or is being done, and what has failed lately, the newest first.
pub async fn list_troubled(tx: &Tx, limit: u64) -> Result<Vec<LongWork>, Problem> {
    let failed = Column::State.eq(State::Failed.code());
    let query = row::Entity::find()
        .filter(Column::EndedAt.is_null().or(failed))
        .order_by_desc(Column::Id)
        .limit(limit);
    list(tx, query, read).await
}

fn free(now: DateTime<Utc>) -> Condition {
    let unclaimed = Condition::any()
        .add(Column::LeasedUntil.is_null())
        .add(Column::LeasedUntil.lt(now));
    Condition::all()
        .add(Column::EndedAt.is_null())
        .add(Column::DueAt.lte(now))
        .add(unclaimed)
}

/// Whether there is anything to take up, without writing.
pub(crate) async fn is_any_free(tx: &Tx) -> Result<bool, Problem> {
    let query = row::Entity::find().filter(free(tx.now())).limit(1);
    let found = query.one(tx.connection()).await.map_err(problem)?;
    Ok(found.is_some())
}

/// Takes what has waited longest. Commit before doing it.
pub(crate) async fn claim(tx: &Tx) -> Result<Option<LongWork>, Problem> {
    let now = tx.now();
    let mut query = row::Entity::find()
        .filter(free(now))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(1);
    if tx.is_postgres() {
        query = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let Some(mut work) = find_one(tx, query, read).await? else {
        return Ok(None);
    };
    work.attempt += 1;
    work.state = State::Working;
    let update = row::Entity::update_many()
        .col_expr(Column::Attempts, Expr::value(work.attempt))
        .col_expr(Column::State, Expr::value(work.state.code()))
        .col_expr(Column::LeasedUntil, Expr::value(now + LEASE))
        .col_expr(Column::Step, Expr::value(""))
        .col_expr(Column::StepsDone, Expr::value(0_i64))
        .col_expr(Column::StepsTotal, Expr::value(0_i64))
        .filter(Column::Id.eq(work.id));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(Some(work))
}

/// A change of a work by the server whose turn it is. Answers whether it still is.
async fn in_turn(
    tx: &Tx,
    work: &LongWork,
    update: UpdateMany<row::Entity>,
) -> Result<bool, Problem> {
    let update = update
        .filter(Column::Id.eq(work.id))
        .filter(Column::Attempts.eq(work.attempt))
        .filter(Column::State.eq(State::Working.code()));
    let done = update.exec(tx.connection()).await.map_err(problem)?;
    Ok(done.rows_affected > 0)
}

/// Tells that somebody is at it.
pub(crate) async fn keep_lease(tx: &Tx, work: &LongWork) -> Result<bool, Problem> {
    let until = Expr::value(tx.now() + LEASE);
    let update = row::Entity::update_many().col_expr(Column::LeasedUntil, until);
    in_turn(tx, work, update).await
}

pub(crate) async fn note_step(
    tx: &Tx,
    work: &LongWork,
    step: &str,
    (done, of): (i64, i64),
) -> Result<bool, Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::Step, Expr::value(step))
        .col_expr(Column::StepsDone, Expr::value(done))
        .col_expr(Column::StepsTotal, Expr::value(of))
        .col_expr(Column::LeasedUntil, Expr::value(tx.now() + LEASE));
    in_turn(tx, work, update).await
}

fn ended(tx: &Tx, state: State) -> UpdateMany<row::Entity> {
    row::Entity::update_many()
        .col_expr(Column::State, Expr::value(state.code()))
        .col_expr(Column::EndedAt, Expr::value(tx.now()))
        .col_expr(Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::ExpiresAt, Expr::value(tx.now() + KEPT))
}

/// Done, with what can be fetched.
pub(crate) async fn end_done(
    tx: &Tx,
    work: &LongWork,
    sight: &str,
    result: Option<&ResultFile>,
) -> Result<bool, Problem> {
    let size = result.map_or(0, |result| result.size);
    let size = i64::try_from(size).map_err(Problem::internal)?;
    let update = ended(tx, State::Done)
        .col_expr(Column::Sight, Expr::value(sight))
        .col_expr(Column::Told, Expr::value(Value::Array(Vec::new())))
        .col_expr(Column::ResultId, Expr::value(result.map(|one| one.id)))
        .col_expr(
            Column::ResultName,
            Expr::value(result.map_or("", |one| one.name.as_str())),
        )
        .col_expr(Column::ResultSize, Expr::value(size));
    in_turn(tx, work, update).await
}

fn written(problems: &[Problem]) -> Result<Value, Problem> {
    let told: Vec<Told> = problems.iter().map(Told::from).collect();
    serde_json::to_value(told).map_err(Problem::internal)
}

/// Failed, or asking.
pub(crate) async fn end_told(
    tx: &Tx,
    work: &LongWork,
    state: State,
    problems: &[Problem],
) -> Result<bool, Problem> {
    let update = ended(tx, state).col_expr(Column::Told, Expr::value(written(problems)?));
    in_turn(tx, work, update).await
}

/// It is tried again after a pause.
pub(crate) async fn put_back(
    tx: &Tx,
    work: &LongWork,
    (pause, why): (TimeDelta, &Problem),
) -> Result<bool, Problem> {
    let told = written(std::slice::from_ref(why))?;
    let update = row::Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Waiting.code()))
        .col_expr(Column::Told, Expr::value(told))
        .col_expr(Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::DueAt, Expr::value(tx.now() + pause));
    in_turn(tx, work, update).await
}

/// Answers whether it had not ended already.
pub(crate) async fn cancel(tx: &Tx, id: Uuid) -> Result<bool, Problem> {
    let update = ended(tx, State::Cancelled)
        .filter(Column::Id.eq(id))
        .filter(Column::EndedAt.is_null());
    let done = update.exec(tx.connection()).await.map_err(problem)?;
    Ok(done.rows_affected > 0)
}

/// Begins again with what has been read. Answers whether it still asked.
pub(crate) async fn go_on(
    tx: &Tx,
    work: &LongWork,
    (input, mark): (&Value, &str),
) -> Result<bool, Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Waiting.code()))
        .col_expr(Column::Input, Expr::value(input.clone()))
        .col_expr(Column::Mark, Expr::value(mark))
        .col_expr(Column::Told, Expr::value(Value::Array(Vec::new())))
        .col_expr(Column::Attempts, Expr::value(0_i64))
        .col_expr(Column::DueAt, Expr::value(tx.now()))
        .col_expr(Column::EndedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::ExpiresAt, Expr::value(None::<DateTime<Utc>>))
        .filter(Column::Id.eq(work.id))
        .filter(Column::State.eq(State::Asking.code()));
    let done = update.exec(tx.connection()).await.map_err(problem)?;
    Ok(done.rows_affected > 0)
}

/// What lies in the store of those whose time is over.
pub(crate) async fn list_expired(tx: &Tx) -> Result<Vec<LongWork>, Problem> {
    let lies = Condition::any()
        .add(Column::ResultId.is_not_null())
        .add(Column::UploadId.is_not_null());
    let query = row::Entity::find()
        .filter(Column::ExpiresAt.lte(tx.now()))
        .filter(lies)
        .limit(LISTED);
    list(tx, query, read).await
}

pub(crate) async fn forget_bytes(tx: &Tx, id: Uuid) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::ResultId, Expr::value(None::<Uuid>))
        .col_expr(Column::UploadId, Expr::value(None::<Uuid>))
        .filter(Column::Id.eq(id));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// What ended so long ago that nothing of it lies in the store.
pub(crate) async fn forget_old(tx: &Tx) -> Result<(), Problem> {
    let old = row::Entity::delete_many()
        .filter(Column::EndedAt.lt(tx.now() - TOLD))
        .filter(Column::ResultId.is_null())
        .filter(Column::UploadId.is_null());
    old.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Those of these names that a work tells of.
pub(crate) async fn known_among(tx: &Tx, ids: &[Uuid]) -> Result<BTreeSet<Uuid>, Problem> {
    let named = Condition::any()
        .add(Column::ResultId.is_in(ids.iter().copied()))
        .add(Column::UploadId.is_in(ids.iter().copied()));
    let works = list(tx, row::Entity::find().filter(named), read).await?;
    let results = works.iter().filter_map(|work| work.result.as_ref());
    let results = results.map(|result| result.id);
    let uploads = works.iter().filter_map(|work| work.upload);
    Ok(results.chain(uploads).collect())
}
