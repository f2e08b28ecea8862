use chrono::{DateTime, TimeDelta, Utc};
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// So long the same is only counted.
const COUNTED: TimeDelta = TimeDelta::hours(1);
/// So long a count is kept for the next line in the log.
const KEPT: TimeDelta = TimeDelta::days(7);

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "security_count")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_hash: Vec<u8>,
        pub since: DateTime<Utc>,
        pub times: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// Counts that something was refused. Answers how often it was only counted since it was last told
/// of, when it is time to tell of it again.
pub async fn count_refusal(
    tx: &Tx,
    kind: &str,
    subject_hash: &[u8],
) -> Result<Option<i64>, Problem> {
    let now = tx.now();
    let query = row::Entity::find()
        .filter(Column::Kind.eq(kind))
        .filter(Column::SubjectHash.eq(subject_hash.to_vec()));
    let before = query.one(tx.connection()).await.map_err(problem)?;
    let is_counted = |row: &&row::Model| row.since <= now && now - row.since < COUNTED;
    if let Some(counted) = before.as_ref().filter(is_counted) {
        let update = row::Entity::update_many()
            .col_expr(Column::Times, Expr::value(counted.times + 1))
            .filter(Column::Kind.eq(kind))
            .filter(Column::SubjectHash.eq(subject_hash.to_vec()));
        update.exec(tx.connection()).await.map_err(problem)?;
        return Ok(None);
    }
    let old = row::Entity::delete_many().filter(Column::Since.lt(now - KEPT));
    old.exec(tx.connection()).await.map_err(problem)?;
    let row = row::ActiveModel {
        kind: Set(kind.to_owned()),
        subject_hash: Set(subject_hash.to_vec()),
        since: Set(now),
        times: Set(0),
    };
    let anew = OnConflict::columns([Column::Kind, Column::SubjectHash])
        .update_columns([Column::Since, Column::Times])
        .to_owned();
    row::Entity::insert(row)
        .on_conflict(anew)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(Some(before.map_or(0, |row| row.times)))
}
