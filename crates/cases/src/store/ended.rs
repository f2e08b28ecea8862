//! Cases that have ended, by place: what becomes of them is the archive's.

use super::cases::{case, row, row::Column, with_officers};
use crate::model::{Case, CaseStatus};
use chrono::NaiveDate;
use samverk_database::statement::list;
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};
use uuid::Uuid;

fn ended(registry: Uuid) -> Condition {
    let states = [CaseStatus::Closed, CaseStatus::Void].map(CaseStatus::code);
    Condition::all()
        .add(Column::RegistryId.eq(registry))
        .add(Column::Status.is_in(states))
}

/// The next after a place, the oldest first, that ended between two days. What was entered by mistake, and what came
/// in with a list that does not say when it ended, goes by the day of its registration.
pub async fn list_ended(
    tx: &Tx,
    (registry, (from, until)): (Uuid, (Option<NaiveDate>, Option<NaiveDate>)),
    (after, limit): (i64, u64),
) -> Result<Vec<Case>, Problem> {
    let within = |column: Column| {
        Condition::all()
            .add_option(from.map(|day| column.gte(day)))
            .add_option(until.map(|day| column.lte(day)))
    };
    let undated = Condition::all()
        .add(Column::ClosedOn.is_null())
        .add(within(Column::RegisteredOn));
    let dated = Condition::all()
        .add(Column::ClosedOn.is_not_null())
        .add(within(Column::ClosedOn));
    let query = row::Entity::find()
        .filter(ended(registry))
        .filter(Condition::any().add(dated).add(undated))
        .filter(Column::Place.gt(after))
        .order_by_asc(Column::Place)
        .limit(limit);
    let found = list(tx, query, case).await?;
    with_officers(tx, found).await
}

/// The next after a place, the oldest first, whatever their status, without their officers' addresses.
pub async fn list_from(
    tx: &Tx,
    registry: Uuid,
    (after, limit): (i64, u64),
) -> Result<Vec<Case>, Problem> {
    let query = row::Entity::find()
        .filter(Column::RegistryId.eq(registry))
        .filter(Column::Place.gt(after))
        .order_by_asc(Column::Place)
        .limit(limit);
    list(tx, query, case).await
}

pub async fn count_ended(tx: &Tx, registry: Uuid) -> Result<u64, Problem> {
    let query = row::Entity::find().filter(ended(registry));
    query.count(tx.connection()).await.map_err(problem)
}

/// The numbers of these cases, by their ids.
pub async fn list_numbers_of(tx: &Tx, cases: &[Uuid]) -> Result<Vec<(Uuid, String)>, Problem> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    row::Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::Number)
        .filter(Column::Id.is_in(cases.iter().copied()))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)
}
