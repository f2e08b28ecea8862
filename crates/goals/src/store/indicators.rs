use super::{number, optional_number};
use crate::model::{Direction, Indicator, Target, plain};
use crate::{IndicatorId, PlanId};
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "indicator")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub plan_id: Uuid,
        pub key: String,
        pub goal_key: String,
        pub name: String,
        pub unit: String,
        pub direction: String,
        pub numerator: String,
        pub numerator_source: String,
        pub denominator: String,
        pub denominator_source: String,
        pub base_value: Option<String>,
        pub base_date: Option<Date>,
        pub position: i64,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod target {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "indicator_target")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub indicator_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub year: i64,
        pub value: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn indicator(row: row::Model) -> Result<Indicator, Problem> {
    Ok(Indicator {
        id: IndicatorId(row.id),
        plan: PlanId(row.plan_id),
        key: Key::parse(&row.key)?,
        goal: Key::parse(&row.goal_key)?,
        name: row.name,
        unit: row.unit,
        direction: Direction::from_code(&row.direction)?,
        numerator: row.numerator,
        numerator_source: row.numerator_source,
        denominator: row.denominator,
        denominator_source: row.denominator_source,
        base_value: optional_number(row.base_value)?,
        base_date: row.base_date,
        position: row.position,
        revision: row.revision,
    })
}

fn active(indicator: &Indicator) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(indicator.id.0),
        plan_id: Set(indicator.plan.0),
        key: Set(indicator.key.to_string()),
        goal_key: Set(indicator.goal.to_string()),
        name: Set(indicator.name.clone()),
        unit: Set(indicator.unit.clone()),
        direction: Set(indicator.direction.code().to_owned()),
        numerator: Set(indicator.numerator.clone()),
        numerator_source: Set(indicator.numerator_source.clone()),
        denominator: Set(indicator.denominator.clone()),
        denominator_source: Set(indicator.denominator_source.clone()),
        base_value: Set(indicator.base_value.map(plain)),
        base_date: Set(indicator.base_date),
        position: Set(indicator.position),
        revision: Set(indicator.revision),
    }
}

/// The indicators of these plans, in their order.
pub async fn list_indicators(tx: &Tx, plans: &[PlanId]) -> Result<Vec<Indicator>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::PlanId.is_in(plans.iter().map(|id| id.0)))
        .order_by_asc(row::Column::Position);
    statement::list(tx, query, indicator).await
}

/// The indicator of the plan with the key.
pub async fn find_indicator_in(
    tx: &Tx,
    plan: PlanId,
    key: &str,
) -> Result<Option<Indicator>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::PlanId.eq(plan.0))
        .filter(row::Column::Key.eq(key));
    statement::find_one(tx, query, indicator).await
}

pub async fn find_indicator(tx: &Tx, id: IndicatorId) -> Result<Option<Indicator>, Problem> {
    let query = row::Entity::find().filter(row::Column::Id.eq(id.0));
    statement::find_one(tx, query, indicator).await
}

/// The target paths of these indicators, by year.
pub async fn list_targets(
    tx: &Tx,
    indicators: &[IndicatorId],
) -> Result<BTreeMap<IndicatorId, Vec<Target>>, Problem> {
    let query = target::Entity::find()
        .filter(target::Column::IndicatorId.is_in(indicators.iter().map(|id| id.0)))
        .order_by_asc(target::Column::Year);
    let mut paths: BTreeMap<IndicatorId, Vec<Target>> = BTreeMap::new();
    for row in query.all(tx.connection()).await.map_err(problem)? {
        let year = i32::try_from(row.year).map_err(Problem::internal)?;
        let value = number(&row.value)?;
        paths
            .entry(IndicatorId(row.indicator_id))
            .or_default()
            .push(Target { year, value });
    }
    Ok(paths)
}

pub async fn insert_indicator(tx: &Tx, new: &Indicator) -> Result<(), Problem> {
    statement::insert_later(tx, active(new)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile`.
pub async fn update_indicator(tx: &Tx, new: &Indicator, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new), new.id.0, seen).await
}

pub async fn replace_targets(
    tx: &Tx,
    indicator: IndicatorId,
    path: &[Target],
) -> Result<(), Problem> {
    let of_this = target::Column::IndicatorId.eq(indicator.0);
    let old = target::Entity::delete_many().filter(of_this);
    old.exec(tx.connection()).await.map_err(problem)?;
    let rows = path.iter().map(|aim| active_target(indicator, aim));
    statement::insert_many(tx, target::Entity::insert_many(rows)).await
}

/// The path of an indicator that is new in the same transaction, and waits with it.
pub async fn insert_targets(
    tx: &Tx,
    indicator: IndicatorId,
    path: &[Target],
) -> Result<(), Problem> {
    for aim in path {
        statement::insert_later(tx, active_target(indicator, aim)).await?;
    }
    Ok(())
}

fn active_target(indicator: IndicatorId, aim: &Target) -> target::ActiveModel {
    target::ActiveModel {
        indicator_id: Set(indicator.0),
        year: Set(i64::from(aim.year)),
        value: Set(plain(aim.value)),
    }
}

/// Takes away an indicator that has no measurements, with its targets. Fails with
/// `changed_meanwhile`.
pub async fn delete_indicator(tx: &Tx, id: IndicatorId, seen: i64) -> Result<(), Problem> {
    statement::count_save::<row::Entity>(tx, id.0, seen).await?;
    let targets = target::Entity::delete_many().filter(target::Column::IndicatorId.eq(id.0));
    statement::delete(tx, targets).await?;
    statement::delete_seen::<row::Entity>(tx, id.0, seen + 1).await
}

/// Takes away indicators that have no measurements, with their targets.
pub async fn delete_indicators(tx: &Tx, indicators: &[IndicatorId]) -> Result<(), Problem> {
    let ids = || indicators.iter().map(|id| id.0);
    let targets = target::Entity::delete_many().filter(target::Column::IndicatorId.is_in(ids()));
    targets.exec(tx.connection()).await.map_err(problem)?;
    let delete = row::Entity::delete_many().filter(row::Column::Id.is_in(ids()));
    statement::delete(tx, delete).await
}
