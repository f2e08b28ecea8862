use super::follows::delete_lost_follows;
use super::handed::delete_handed_before;
use super::notices::delete_notices_before;
use crate::model::{Sort, Stage, Told};
use chrono::{DateTime, TimeDelta, Utc};
use samverk_database::{Tx, statement};
use samverk_foundation::{PersonId, Problem};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use std::collections::BTreeMap;

mod round {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_round")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub sort: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub began: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod task {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_task")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub task: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub stage: String,
        pub told_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The last round of each sort that these people have had.
pub async fn rounds_before(
    tx: &Tx,
    people: &[PersonId],
) -> Result<BTreeMap<(PersonId, Sort), DateTime<Utc>>, Problem> {
    let ids = people.iter().map(|one| one.0);
    let query = round::Entity::find().filter(round::Column::PersonId.is_in(ids));
    let rows = statement::list(tx, query, Ok).await?;
    let mut last = BTreeMap::new();
    for row in rows {
        let Some(sort) = Sort::from_code(&row.sort) else {
            continue;
        };
        let at = last.entry((PersonId(row.person_id), sort));
        let at = at.or_insert(row.began);
        *at = row.began.max(*at);
    }
    Ok(last)
}

/// Says that these rounds are taken care of. Fails with `already_exists` when another server was first.
pub async fn claim_rounds(
    tx: &Tx,
    rounds: &[(PersonId, Sort, DateTime<Utc>)],
) -> Result<(), Problem> {
    if rounds.is_empty() {
        return Ok(());
    }
    let rows = rounds
        .iter()
        .map(|(person, sort, began)| round::ActiveModel {
            person_id: Set(person.0),
            sort: Set(sort.code().to_owned()),
            began: Set(*began),
        });
    statement::insert_many(tx, round::Entity::insert_many(rows)).await
}

pub async fn tasks_told(tx: &Tx, person: PersonId) -> Result<Told, Problem> {
    let query = task::Entity::find().filter(task::Column::PersonId.eq(person.0));
    let rows = statement::list(tx, query, Ok).await?;
    let stage = |row: task::Model| {
        let stages = [Stage::New, Stage::Late].map(Stage::code);
        let stage = stages.into_iter().find(|code| *code == row.stage)?;
        Some((row.task, stage))
    };
    Ok(rows.into_iter().filter_map(stage).collect())
}

/// Says that the person has been told. Saying it twice is as once.
pub async fn tell_tasks(
    tx: &Tx,
    person: PersonId,
    tasks: &[(String, Stage)],
) -> Result<(), Problem> {
    if tasks.is_empty() {
        return Ok(());
    }
    let rows = tasks.iter().map(|(name, stage)| task::ActiveModel {
        person_id: Set(person.0),
        task: Set(name.clone()),
        stage: Set(stage.code().to_owned()),
        told_at: Set(tx.now()),
    });
    let columns = [
        task::Column::PersonId,
        task::Column::Task,
        task::Column::Stage,
    ];
    let again = OnConflict::columns(columns)
        .update_column(task::Column::ToldAt)
        .to_owned();
    statement::insert_many(tx, task::Entity::insert_many(rows).on_conflict(again)).await
}

/// A round and a notice that was told say nothing any more after two months, a task after two years, and
/// what was followed when it is gone.
pub async fn forget_old(tx: &Tx) -> Result<(), Problem> {
    let old = tx.now() - TimeDelta::days(60);
    let rounds = round::Entity::delete_many().filter(round::Column::Began.lt(old));
    statement::delete(tx, rounds).await?;
    delete_notices_before(tx, old).await?;
    delete_lost_follows(tx).await?;
    let old = tx.now() - TimeDelta::days(730);
    delete_handed_before(tx, old).await?;
    let tasks = task::Entity::delete_many().filter(task::Column::ToldAt.lt(old));
    statement::delete(tx, tasks).await
}
