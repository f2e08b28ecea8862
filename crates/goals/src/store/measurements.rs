use super::{number, optional_number};
use crate::model::{Measurement, plain};
use samverk_database::{Tx, problem, statement};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "measurement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub indicator_id: Uuid,
        pub measured_on: Date,
        pub value: String,
        pub numerator: Option<String>,
        pub denominator: Option<String>,
        pub note: String,
        pub position: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The measurements of these indicators by date; on the same date the last recorded comes last.
pub async fn list_measurements(
    tx: &Tx,
    indicators: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Measurement>>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::IndicatorId.is_in(indicators.iter().copied()))
        .order_by_asc(row::Column::MeasuredOn)
        .order_by_asc(row::Column::Position);
    let mut series: BTreeMap<Uuid, Vec<Measurement>> = BTreeMap::new();
    for row in query.all(tx.connection()).await.map_err(problem)? {
        series
            .entry(row.indicator_id)
            .or_default()
            .push(Measurement {
                id: row.id,
                date: row.measured_on,
                value: number(&row.value)?,
                numerator: optional_number(row.numerator)?,
                denominator: optional_number(row.denominator)?,
                note: row.note,
                position: row.position,
            });
    }
    Ok(series)
}

/// The day of an indicator's last measurement, for a list of indicators that is sorted by it; empty before the first.
pub fn last_measured() -> String {
    "COALESCE((SELECT MAX(CAST(measured_on AS TEXT)) FROM measurement \
     WHERE indicator_id = indicator.id), '')"
        .to_owned()
}

pub async fn insert_measurement(
    tx: &Tx,
    indicator: Uuid,
    new: &Measurement,
) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(new.id),
        indicator_id: Set(indicator),
        measured_on: Set(new.date),
        value: Set(plain(new.value)),
        numerator: Set(new.numerator.map(plain)),
        denominator: Set(new.denominator.map(plain)),
        note: Set(new.note.clone()),
        position: Set(new.position),
    };
    statement::insert_later(tx, row).await
}

/// Every measurement of these indicators.
pub async fn delete_measurements(tx: &Tx, indicators: &[Uuid]) -> Result<(), Problem> {
    let of_these = row::Column::IndicatorId.is_in(indicators.iter().copied());
    let delete = row::Entity::delete_many().filter(of_these);
    statement::delete(tx, delete).await
}
