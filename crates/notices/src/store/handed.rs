use chrono::{DateTime, Utc};
use samverk_database::{Naming, Tx, names, rows_naming, statement};
use samverk_foundation::{PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, Set};
use std::collections::BTreeMap;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_handed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub party_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub task: String,
        pub person_id: Uuid,
        pub person_name: String,
        pub by_name: String,
        pub at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod reminder {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_reminder")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub party_id: Uuid,
        pub task: String,
        pub people: i64,
        pub by_name: String,
        pub at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which colleague of a party has a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    pub party: PartyId,
    pub task: String,
    pub to: PersonId,
    /// As they were called then.
    pub to_name: String,
    pub by_name: String,
    pub at: DateTime<Utc>,
}

/// That the people of a party were reminded of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub id: Uuid,
    pub party: PartyId,
    pub task: String,
    /// How many got it.
    pub people: i64,
    pub by_name: String,
    pub at: DateTime<Utc>,
}

/// What is handed over at these parties.
pub async fn handed_of(tx: &Tx, parties: &[PartyId]) -> Result<Vec<Handed>, Problem> {
    let ids = parties.iter().map(|id| id.0);
    let query = row::Entity::find().filter(row::Column::PartyId.is_in(ids));
    let read = |row: row::Model| {
        Ok(Handed {
            party: PartyId(row.party_id),
            task: row.task,
            to: PersonId(row.person_id),
            to_name: row.person_name,
            by_name: row.by_name,
            at: row.at,
        })
    };
    statement::list(tx, query, read).await
}

pub async fn put_handed(tx: &Tx, handed: &Handed) -> Result<(), Problem> {
    use row::Column::{At, ByName, PartyId, PersonId, PersonName, Task};
    let active = row::ActiveModel {
        party_id: Set(handed.party.0),
        task: Set(handed.task.clone()),
        person_id: Set(handed.to.0),
        person_name: Set(handed.to_name.clone()),
        by_name: Set(handed.by_name.clone()),
        at: Set(handed.at),
    };
    let replace = OnConflict::columns([PartyId, Task])
        .update_columns([PersonId, PersonName, ByName, At])
        .to_owned();
    statement::insert(tx, row::Entity::insert(active).on_conflict(replace)).await
}

/// The task is everybody's at the party again.
pub async fn take_back(tx: &Tx, party: PartyId, task: &str) -> Result<(), Problem> {
    let one = row::Entity::delete_many()
        .filter(row::Column::PartyId.eq(party.0))
        .filter(row::Column::Task.eq(task));
    statement::delete(tx, one).await
}

/// Who has handed over what to whom, and who has reminded others, in any of which somebody is named.
pub(super) async fn handed_naming(tx: &Tx, words: &str) -> Result<Vec<Naming>, Problem> {
    let mut all = Vec::new();
    let columns = [row::Column::PersonName, row::Column::ByName];
    for row in rows_naming::<row::Entity>(tx, &columns, words).await? {
        let fields = [
            ("task-handed-to", &row.person_name),
            ("task-handed-by", &row.by_name),
        ];
        let named = fields.into_iter().filter(|(_, text)| names(text, words));
        all.extend(named.map(|(field, _)| naming(field, row.at)));
    }
    let columns = [reminder::Column::ByName];
    let found = rows_naming::<reminder::Entity>(tx, &columns, words).await?;
    let own = found.iter().filter(|row| names(&row.by_name, words));
    all.extend(own.map(|row| naming("task-reminder-by", row.at)));
    Ok(all)
}

fn naming(field: &'static str, at: DateTime<Utc>) -> Naming {
    Naming {
        field,
        at,
        href: None,
    }
}

/// What was handed over or reminded of so long ago is done.
pub(super) async fn delete_handed_before(tx: &Tx, old: DateTime<Utc>) -> Result<(), Problem> {
    let handed = row::Entity::delete_many().filter(row::Column::At.lt(old));
    statement::delete(tx, handed).await?;
    let reminders = reminder::Entity::delete_many().filter(reminder::Column::At.lt(old));
    statement::delete(tx, reminders).await
}

pub async fn insert_reminder(tx: &Tx, new: &Reminder) -> Result<(), Problem> {
    let active = reminder::ActiveModel {
        id: Set(new.id),
        party_id: Set(new.party.0),
        task: Set(new.task.clone()),
        people: Set(new.people),
        by_name: Set(new.by_name.clone()),
        at: Set(new.at),
    };
    statement::insert(tx, reminder::Entity::insert(active)).await
}

/// The latest reminder of each of these tasks for each party.
pub async fn latest_reminders(
    tx: &Tx,
    tasks: &[String],
) -> Result<BTreeMap<(PartyId, String), Reminder>, Problem> {
    let of_tasks = reminder::Column::Task.is_in(tasks.iter().cloned());
    let query = reminder::Entity::find()
        .filter(of_tasks)
        .order_by_asc(reminder::Column::At);
    let read = |row: reminder::Model| {
        Ok(Reminder {
            id: row.id,
            party: PartyId(row.party_id),
            task: row.task,
            people: row.people,
            by_name: row.by_name,
            at: row.at,
        })
    };
    let all = statement::list(tx, query, read).await?.into_iter();
    Ok(all
        .map(|one| ((one.party, one.task.clone()), one))
        .collect())
}
