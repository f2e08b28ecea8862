use crate::model::Section;
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Tx, statement};
use samverk_fields::FieldKey;
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_section")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub answer_id: Uuid,
        pub section: String,
        pub person_id: Option<Uuid>,
        pub person: String,
        pub done_at: Option<DateTime<Utc>>,
        pub done_by: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn section(row: row::Model) -> Result<Section, Problem> {
    Ok(Section {
        id: row.id,
        answer: row.answer_id,
        section: FieldKey::parse(&row.section)?,
        person: row.person_id.map(PersonId),
        name: row.person,
        done_at: row.done_at,
        done_by: row.done_by,
        revision: row.revision,
    })
}

fn active(one: &Section) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(one.id),
        answer_id: Set(one.answer),
        section: Set(one.section.to_string()),
        person_id: Set(one.person.map(|id| id.0)),
        person: Set(one.name.clone()),
        done_at: Set(one.done_at),
        done_by: Set(one.done_by.clone()),
        revision: Set(one.revision),
    }
}

pub async fn list_sections(tx: &Tx, answer: Uuid) -> Result<Vec<Section>, Problem> {
    list_sections_of(tx, &[answer]).await
}

pub async fn list_sections_of(tx: &Tx, answers: &[Uuid]) -> Result<Vec<Section>, Problem> {
    let query = row::Entity::find()
        .filter(Column::AnswerId.is_in(answers.iter().copied()))
        .order_by_asc(Column::Id);
    statement::list(tx, query, section).await
}

/// What is new has revision 1. Fails with `changed_meanwhile` or `already_exists`.
pub async fn put_section(tx: &Tx, one: &Section) -> Result<(), Problem> {
    match one.revision {
        1 => statement::insert(tx, row::Entity::insert(active(one))).await,
        later => statement::update_seen(tx, active(one), one.id, later - 1).await,
    }
}
