use super::choices::choices_that_say_never;
use chrono::{DateTime, Utc};
use samverk_database::{Naming, Tx, names, problem, rows_naming, statement};
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub why: String,
        pub task: Option<String>,
        pub object_kind: Option<String>,
        pub object_id: Option<Uuid>,
        pub cause_id: Option<Uuid>,
        pub by_name: String,
        pub at: DateTime<Utc>,
        pub sent_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// How many a letter tells of at the most.
pub const SHOWN: u64 = 50;

/// What somebody did that concerns one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: Uuid,
    pub person: PersonId,
    /// The text `notice-<why>`.
    pub why: String,
    /// About a task, by its name …
    pub task: Option<String>,
    /// … or about a kept thing.
    pub object: Option<(String, Uuid)>,
    /// What was said there that it tells of.
    pub cause: Option<Uuid>,
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub sent: bool,
}

fn read(row: row::Model) -> Result<Notice, Problem> {
    Ok(Notice {
        id: row.id,
        person: PersonId(row.person_id),
        why: row.why,
        task: row.task,
        object: row.object_kind.zip(row.object_id),
        cause: row.cause_id,
        by_name: row.by_name,
        at: row.at,
        sent: row.sent_at.is_some(),
    })
}

pub async fn insert_notice(tx: &Tx, new: &Notice) -> Result<(), Problem> {
    let (kind, id) = new.object.clone().unzip();
    let active = row::ActiveModel {
        id: Set(new.id),
        person_id: Set(new.person.0),
        why: Set(new.why.clone()),
        task: Set(new.task.clone()),
        object_kind: Set(kind),
        object_id: Set(id),
        cause_id: Set(new.cause),
        by_name: Set(new.by_name.clone()),
        at: Set(new.at),
        sent_at: Set(None),
    };
    statement::insert(tx, row::Entity::insert(active)).await
}

pub async fn find_notice(tx: &Tx, id: Uuid) -> Result<Option<Notice>, Problem> {
    statement::find_one(tx, row::Entity::find_by_id(id), read).await
}

/// What waits for the person's next summary, the oldest first.
pub async fn unsent_of(tx: &Tx, person: PersonId) -> Result<Vec<Notice>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::SentAt.is_null())
        .order_by_asc(Column::Id)
        .limit(SHOWN);
    statement::list(tx, query, read).await
}

/// How many wait for the person.
pub async fn count_unsent(tx: &Tx, person: PersonId) -> Result<u64, Problem> {
    let unsent = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::SentAt.is_null());
    unsent.count(tx.connection()).await.map_err(problem)
}

/// Whether anything waits because of that.
pub async fn is_any_unsent(tx: &Tx, cause: Uuid) -> Result<bool, Problem> {
    let unsent = row::Entity::find()
        .filter(Column::CauseId.eq(cause))
        .filter(Column::SentAt.is_null());
    Ok(unsent.count(tx.connection()).await.map_err(problem)? > 0)
}

/// Whatever waits for somebody because that was said.
pub async fn delete_unsent(tx: &Tx, cause: Uuid) -> Result<(), Problem> {
    let unsent = row::Entity::delete_many()
        .filter(Column::CauseId.eq(cause))
        .filter(Column::SentAt.is_null());
    statement::delete(tx, unsent).await
}

/// What came while these people wanted no letters, or were shut out, is not told them afterwards.
pub async fn pass_over_unsent(tx: &Tx, people: &[PersonId]) -> Result<(), Problem> {
    if people.is_empty() {
        return Ok(());
    }
    let update = row::Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(tx.now()))
        .filter(Column::PersonId.is_in(people.iter().map(|one| one.0)))
        .filter(Column::SentAt.is_null());
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// What somebody of that name did that others are told of, the newest first.
pub(super) async fn notices_by(tx: &Tx, words: &str) -> Result<Vec<Naming>, Problem> {
    let found = rows_naming::<row::Entity>(tx, &[Column::ByName], words).await?;
    let own = found.into_iter().filter(|row| names(&row.by_name, words));
    let naming = own.map(|row| Naming {
        field: "notice-by",
        at: row.at,
        href: None,
    });
    Ok(naming.collect())
}

/// What is older and has been sent, or waits for somebody who wants no letters.
pub async fn delete_notices_before(tx: &Tx, old: DateTime<Utc>) -> Result<(), Problem> {
    let wants_none = choices_that_say_never();
    let is_over = Condition::any()
        .add(Column::SentAt.is_not_null())
        .add(Column::PersonId.in_subquery(wants_none));
    let rows = row::Entity::delete_many()
        .filter(Column::At.lt(old))
        .filter(is_over);
    statement::delete(tx, rows).await
}

pub async fn note_sent(tx: &Tx, ids: &[Uuid]) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(tx.now()))
        .filter(Column::Id.is_in(ids.iter().copied()));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}
