use crate::model::{Answer, Counted, Submission};
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Tx, statement};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, Set};
use std::collections::HashMap;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_submission")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub answer_id: Uuid,
        pub number: i64,
        pub form_id: Uuid,
        pub record: Json,
        pub sender: String,
        pub sent_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn submission(row: row::Model) -> Result<Submission, Problem> {
    Ok(Submission {
        id: row.id,
        answer: row.answer_id,
        number: row.number,
        form: row.form_id,
        record: serde_json::from_value(row.record).map_err(Problem::internal)?,
        sender: row.sender,
        sent_at: row.sent_at,
    })
}

pub async fn insert_submission(tx: &Tx, new: &Submission) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(new.id),
        answer_id: Set(new.answer),
        number: Set(new.number),
        form_id: Set(new.form),
        record: Set(serde_json::to_value(&new.record).map_err(Problem::internal)?),
        sender: Set(new.sender.clone()),
        sent_at: Set(new.sent_at),
    };
    statement::insert(tx, row::Entity::insert(row)).await
}

pub async fn find_submission(tx: &Tx, id: Uuid) -> Result<Option<Submission>, Problem> {
    statement::find_one(tx, row::Entity::find_by_id(id), submission).await
}

/// Of an answer, the first first.
pub async fn list_submissions(tx: &Tx, answer: Uuid) -> Result<Vec<Submission>, Problem> {
    let query = row::Entity::find()
        .filter(Column::AnswerId.eq(answer))
        .order_by_asc(Column::Number);
    statement::list(tx, query, submission).await
}

/// Of each of these answers the latest that was sent in, in one statement.
pub async fn list_latest(
    tx: &Tx,
    answers: &[&Answer],
) -> Result<HashMap<Uuid, Submission>, Problem> {
    let asked = answers.iter().map(|one| one.id);
    // What was sent in before the latest is not read: it may be much.
    let is_latest =
        "number = (SELECT submission FROM survey_answer WHERE survey_answer.id = answer_id)";
    list_one_of_each(tx, asked, is_latest).await
}

/// Of each of these answers what was sent in when it came to be counted.
pub async fn list_as_counted(
    tx: &Tx,
    counted: &[Counted],
) -> Result<HashMap<Uuid, Submission>, Problem> {
    let is_counted = "number = (SELECT survey_counted.number FROM survey_counted \
        WHERE survey_counted.answer_id = survey_submission.answer_id)";
    list_one_of_each(tx, counted.iter().map(|one| one.answer), is_counted).await
}

async fn list_one_of_each(
    tx: &Tx,
    answers: impl Iterator<Item = Uuid>,
    which: &'static str,
) -> Result<HashMap<Uuid, Submission>, Problem> {
    let query = row::Entity::find()
        .filter(Column::AnswerId.is_in(answers))
        .filter(Expr::cust(which));
    let found = statement::list(tx, query, submission).await?.into_iter();
    Ok(found.map(|one| (one.answer, one)).collect())
}
