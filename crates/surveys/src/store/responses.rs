use crate::model::Response;
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Tx, statement};
use samverk_fields::FieldKey;
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_response")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub answer_id: Uuid,
        pub question: String,
        pub value: Json,
        pub person_id: Option<Uuid>,
        pub author: String,
        pub changed_at: DateTime<Utc>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn response(row: row::Model) -> Result<Response, Problem> {
    Ok(Response {
        id: row.id,
        answer: row.answer_id,
        question: FieldKey::parse(&row.question)?,
        value: serde_json::from_value(row.value).map_err(Problem::internal)?,
        person: row.person_id.map(PersonId),
        author: row.author,
        changed_at: row.changed_at,
        revision: row.revision,
    })
}

fn active(one: &Response) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(one.id),
        answer_id: Set(one.answer),
        question: Set(one.question.to_string()),
        value: Set(serde_json::to_value(&one.value).map_err(Problem::internal)?),
        person_id: Set(one.person.map(|id| id.0)),
        author: Set(one.author.clone()),
        changed_at: Set(one.changed_at),
        revision: Set(one.revision),
    })
}

pub async fn list_responses(tx: &Tx, answer: Uuid) -> Result<Vec<Response>, Problem> {
    let query = row::Entity::find()
        .filter(Column::AnswerId.eq(answer))
        .order_by_asc(Column::Id);
    statement::list(tx, query, response).await
}

/// Those who have saved anything in these answers, each once.
pub async fn list_authors(tx: &Tx, answers: &[Uuid]) -> Result<Vec<PersonId>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .column(Column::PersonId)
        .filter(Column::AnswerId.is_in(answers.iter().copied()))
        .filter(Column::PersonId.is_not_null())
        .distinct()
        .order_by_asc(Column::PersonId)
        .into_tuple::<Uuid>();
    let authors = query.all(tx.connection()).await;
    let authors = authors.map_err(samverk_database::problem)?;
    Ok(authors.into_iter().map(PersonId).collect())
}

/// Fails with `already_exists` when a colleague answered the question meanwhile.
pub async fn insert_response(tx: &Tx, new: &Response) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new)?)).await
}

/// Fails with `changed_meanwhile`.
pub async fn update_response(tx: &Tx, new: &Response, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new)?, new.id, seen).await
}

/// Fails with `changed_meanwhile` or `not_found`.
pub async fn delete_response(tx: &Tx, one: &Response) -> Result<(), Problem> {
    statement::delete_seen::<row::Entity>(tx, one.id, one.revision).await
}
