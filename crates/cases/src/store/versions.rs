//! Which cases go by a version, and what became of each when another was applied.

use super::cases::{case, row as cases};
use crate::model::{Applied, Case};
use samverk_database::statement::{insert_later, list};
use samverk_database::{Tx, problem};
use samverk_foundation::{Key, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::BTreeMap;

mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_version_move")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub run_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        pub outcome: String,
        pub state: String,
        pub at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many open cases stand in each state of a version.
pub async fn count_standing(tx: &Tx, process: Uuid) -> Result<BTreeMap<String, i64>, Problem> {
    let query = cases::Entity::find()
        .select_only()
        .column(cases::Column::ProcessState)
        .column_as(cases::Column::Id.count(), "count")
        .filter(cases::Column::ProcessId.eq(process))
        .filter(cases::Column::Status.eq("open"))
        .group_by(cases::Column::ProcessState)
        .into_tuple::<(String, i64)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    Ok(rows.into_iter().collect())
}

/// The next open cases of a version that a run has not told of.
pub async fn list_untold(
    tx: &Tx,
    (run, process): (Uuid, Uuid),
    most: u64,
) -> Result<Vec<Case>, Problem> {
    let mut told = Query::select();
    told.expr(Expr::val(1))
        .from("case_version_move")
        .and_where(Expr::col(("case_version_move", "run_id")).eq(run))
        .and_where(
            Expr::col(("case_version_move", "number")).equals(("registered_case", "number")),
        );
    let query = cases::Entity::find()
        .filter(cases::Column::ProcessId.eq(process))
        .filter(cases::Column::Status.eq("open"))
        .filter(Expr::exists(told).not())
        .order_by_asc(cases::Column::Id)
        .limit(most);
    list(tx, query, case).await
}

/// Those of a party with these numbers.
pub async fn list_numbered(
    tx: &Tx,
    party: PartyId,
    numbers: &[String],
) -> Result<Vec<Case>, Problem> {
    let query = cases::Entity::find()
        .filter(cases::Column::PartyId.eq(party.0))
        .filter(cases::Column::Number.is_in(numbers.iter().map(String::as_str)));
    list(tx, query, case).await
}

/// A line of what a run tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldMove {
    pub number: String,
    pub outcome: Applied,
    /// Where it stands afterwards.
    pub state: Option<Key>,
}

pub async fn insert_move(tx: &Tx, run: Uuid, told: &ToldMove) -> Result<(), Problem> {
    let row = row::ActiveModel {
        run_id: Set(run),
        number: Set(told.number.clone()),
        outcome: Set(told.outcome.code().to_owned()),
        state: Set(told.state.as_ref().map(Key::to_string).unwrap_or_default()),
        at: Set(tx.now()),
    };
    insert_later(tx, row).await
}

/// What a run has told, by number.
pub async fn list_moves(tx: &Tx, run: Uuid) -> Result<Vec<ToldMove>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::RunId.eq(run))
        .order_by_asc(row::Column::Number);
    list(tx, query, |row| {
        let state = Some(row.state).filter(|state| !state.is_empty());
        Ok(ToldMove {
            number: row.number,
            outcome: Applied::from_code(&row.outcome)?,
            state: state.map(|state| Key::parse(&state)).transpose()?,
        })
    })
    .await
}
