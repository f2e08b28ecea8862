//! Who read what: one row a day for each person and thing, so that it does not grow with every click.

use crate::CaseId;
use crate::model::{Read, Reading};
use chrono::NaiveDate;
use samverk_database::statement::list;
use samverk_database::{Tx, problem};
use samverk_foundation::{PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};

mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_reading")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: Date,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub what: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub part: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub through: String,
        pub through_id: Option<Uuid>,
        pub first_at: DateTime<Utc>,
        pub last_at: DateTime<Utc>,
        pub times: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

const TABLE: &str = "case_reading";

/// Notes that somebody reads it now, in one statement.
pub async fn note_reading(
    tx: &Tx,
    (case, person): (CaseId, PersonId),
    read: &Read,
    through: Option<PartyId>,
) -> Result<(), Problem> {
    let now = tx.now();
    let times = Expr::col((TABLE, "times")).add(1);
    let key = ["case_id", "day", "person_id", "what", "part", "through"];
    let party = through.map(|party| party.0.to_string());
    let mut on_conflict = OnConflict::columns(key);
    on_conflict.value("times", times).value("last_at", now);
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns([
            "case_id",
            "day",
            "person_id",
            "what",
            "part",
            "through",
            "through_id",
            "first_at",
            "last_at",
            "times",
        ])
        .values_panic([
            case.0.into(),
            tx.today().into(),
            person.0.into(),
            read.code().into(),
            read.part().into(),
            party.unwrap_or_default().into(),
            through.map(|party| party.0).into(),
            now.into(),
            now.into(),
            1_i64.into(),
        ])
        .on_conflict(on_conflict);
    let done = tx.connection().execute(&insert).await;
    done.map(|_| ()).map_err(problem)
}

/// A stretch of those of a case, the latest day first.
pub async fn list_readings(
    tx: &Tx,
    case: CaseId,
    (offset, limit): (u64, u64),
) -> Result<Vec<Reading>, Problem> {
    let query = row::Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .order_by_desc(Column::Day)
        .order_by_desc(Column::PersonId)
        .order_by_desc(Column::What)
        .order_by_desc(Column::Part)
        .offset(offset)
        .limit(limit);
    list(tx, query, |row| {
        Ok(Reading {
            case: CaseId(row.case_id),
            day: row.day,
            person: PersonId(row.person_id),
            what: row.what,
            part: row.part,
            through: row.through_id.map(PartyId),
            first_at: row.first_at,
            last_at: row.last_at,
            times: row.times,
        })
    })
    .await
}

/// Forgets what was read before a day.
pub async fn delete_readings(tx: &Tx, before: NaiveDate) -> Result<(), Problem> {
    let delete = row::Entity::delete_many().filter(Column::Day.lt(before));
    let done = delete.exec(tx.connection()).await;
    done.map(|_| ()).map_err(problem)
}
