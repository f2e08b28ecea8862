//! The lists of disposals: what was due, what the reviewer kept, and what became of each.

use chrono::NaiveDate;
use samverk_database::statement::{delete, find_one, insert_later, list, update_one};
use samverk_database::{Tx, problem};
use samverk_fields::choices;
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::BTreeMap;

choices!(
    /// What became of a row.
    RowOutcome {
        /// Nothing yet.
        Waiting = "waiting",
        Disposed = "disposed",
        /// The reviewer kept it, or something else did when it was to be carried out.
        Kept = "kept",
    }
);

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "disposal_row")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub disposal_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        pub number: String,
        pub case_key: String,
        pub rule: String,
        pub due_on: Date,
        pub kept_because: String,
        pub outcome: String,
        pub told: String,
        pub ended_on: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod people {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "disposal_people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub disposal_id: Uuid,
        pub proposed_by: Option<Uuid>,
        pub proposed_by_name: String,
        pub approved_by_name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// A case that is to be disposed of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisposalRow {
    /// Its number's place in the registry.
    pub place: i64,
    pub number: String,
    pub case_key: String,
    /// What the plan calls its type, and the decision.
    pub rule: String,
    pub due_on: NaiveDate,
    /// Why the reviewer keeps it.
    pub kept_because: String,
    pub outcome: RowOutcome,
    /// The code of what kept it when it was to be carried out.
    pub told: String,
    pub ended_on: Option<NaiveDate>,
}

/// Who proposed and who approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    pub proposed_by: Option<PersonId>,
    pub proposed_by_name: String,
    pub approved_by_name: String,
}

fn read(row: row::Model) -> Result<DisposalRow, Problem> {
    Ok(DisposalRow {
        place: row.place,
        number: row.number,
        case_key: row.case_key,
        rule: row.rule,
        due_on: row.due_on,
        kept_because: row.kept_because,
        outcome: RowOutcome::from_code(&row.outcome)?,
        told: row.told,
        ended_on: row.ended_on,
    })
}

fn of(disposal: Uuid) -> sea_orm::Select<row::Entity> {
    row::Entity::find().filter(Column::DisposalId.eq(disposal))
}

/// A stretch, by place.
pub async fn list_rows(
    tx: &Tx,
    disposal: Uuid,
    (after, limit): (i64, u64),
) -> Result<Vec<DisposalRow>, Problem> {
    let query = of(disposal)
        .filter(Column::Place.gt(after))
        .order_by_asc(Column::Place)
        .limit(limit);
    list(tx, query, read).await
}

/// The next that nothing has become of.
pub async fn list_waiting(
    tx: &Tx,
    disposal: Uuid,
    (after, limit): (i64, u64),
) -> Result<Vec<DisposalRow>, Problem> {
    let query = of(disposal)
        .filter(Column::Place.gt(after))
        .filter(Column::Outcome.eq(RowOutcome::Waiting.code()))
        .order_by_asc(Column::Place)
        .limit(limit);
    list(tx, query, read).await
}

pub async fn count_rows(
    tx: &Tx,
    disposal: Uuid,
    outcome: Option<RowOutcome>,
) -> Result<i64, Problem> {
    let mut query = of(disposal);
    if let Some(outcome) = outcome {
        query = query.filter(Column::Outcome.eq(outcome.code()));
    }
    let count = query.count(tx.connection()).await.map_err(problem)?;
    i64::try_from(count).map_err(Problem::internal)
}

pub async fn find_row(tx: &Tx, disposal: Uuid, key: &str) -> Result<Option<DisposalRow>, Problem> {
    find_one(tx, of(disposal).filter(Column::CaseKey.eq(key)), read).await
}

pub async fn insert_row(tx: &Tx, disposal: Uuid, new: &DisposalRow) -> Result<(), Problem> {
    let row = row::ActiveModel {
        disposal_id: Set(disposal),
        place: Set(new.place),
        number: Set(new.number.clone()),
        case_key: Set(new.case_key.clone()),
        rule: Set(new.rule.clone()),
        due_on: Set(new.due_on),
        kept_because: Set(new.kept_because.clone()),
        outcome: Set(new.outcome.code().to_owned()),
        told: Set(new.told.clone()),
        ended_on: Set(new.ended_on),
    };
    insert_later(tx, row).await
}

/// The reviewer keeps it, or with an empty reason lets it go after all.
pub async fn keep_row(tx: &Tx, disposal: Uuid, place: i64, because: &str) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::KeptBecause, Expr::value(because))
        .filter(Column::DisposalId.eq(disposal))
        .filter(Column::Place.eq(place));
    update_one(tx, update).await
}

/// Says what became of it. Only one that waits ends.
pub async fn end_row(
    tx: &Tx,
    (disposal, place): (Uuid, i64),
    (outcome, told): (RowOutcome, &str),
) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(outcome.code()))
        .col_expr(Column::Told, Expr::value(told))
        .col_expr(Column::EndedOn, Expr::value(tx.today()))
        .filter(Column::DisposalId.eq(disposal))
        .filter(Column::Place.eq(place))
        .filter(Column::Outcome.eq(RowOutcome::Waiting.code()));
    update_one(tx, update).await
}

/// Forgets a list that is made anew.
pub async fn remove_rows(tx: &Tx, disposal: Uuid) -> Result<(), Problem> {
    let own = Column::DisposalId.eq(disposal);
    delete(tx, row::Entity::delete_many().filter(own)).await?;
    let own = people::Column::DisposalId.eq(disposal);
    delete(tx, people::Entity::delete_many().filter(own)).await
}

pub async fn find_people(tx: &Tx, disposal: Uuid) -> Result<Option<People>, Problem> {
    find_one(tx, people::Entity::find_by_id(disposal), |row| {
        Ok(People {
            proposed_by: row.proposed_by.map(PersonId),
            proposed_by_name: row.proposed_by_name,
            approved_by_name: row.approved_by_name,
        })
    })
    .await
}

/// Who proposed each of these.
pub async fn list_proposers(
    tx: &Tx,
    disposals: &[Uuid],
) -> Result<BTreeMap<Uuid, Option<PersonId>>, Problem> {
    let own = people::Column::DisposalId.is_in(disposals.iter().copied());
    let found = list(tx, people::Entity::find().filter(own), |row| {
        Ok((row.disposal_id, row.proposed_by.map(PersonId)))
    });
    Ok(found.await?.into_iter().collect())
}

pub async fn put_people(tx: &Tx, disposal: Uuid, people: &People) -> Result<(), Problem> {
    let own = people::Column::DisposalId.eq(disposal);
    delete(tx, people::Entity::delete_many().filter(own)).await?;
    let row = people::ActiveModel {
        disposal_id: Set(disposal),
        proposed_by: Set(people.proposed_by.map(|person| person.0)),
        proposed_by_name: Set(people.proposed_by_name.clone()),
        approved_by_name: Set(people.approved_by_name.clone()),
    };
    insert_later(tx, row).await
}
