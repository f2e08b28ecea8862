use crate::model::Link;
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Tx, statement};
use samverk_fields::FieldKey;
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub submission_id: Uuid,
        pub question: String,
        pub thing_kind: String,
        pub thing_id: Uuid,
        pub author: String,
        pub made_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn link(row: row::Model) -> Result<Link, Problem> {
    Ok(Link {
        id: row.id,
        submission: row.submission_id,
        question: FieldKey::parse(&row.question)?,
        thing_kind: row.thing_kind,
        thing: row.thing_id,
        author: row.author,
        made_at: row.made_at,
    })
}

pub async fn insert_link(tx: &Tx, new: &Link) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(new.id),
        submission_id: Set(new.submission),
        question: Set(new.question.to_string()),
        thing_kind: Set(new.thing_kind.clone()),
        thing_id: Set(new.thing),
        author: Set(new.author.clone()),
        made_at: Set(new.made_at),
    };
    statement::insert(tx, row::Entity::insert(row)).await
}

/// What was made of what was sent in, the first first.
pub async fn list_links(tx: &Tx, submissions: &[Uuid]) -> Result<Vec<Link>, Problem> {
    let these = submissions.iter().copied();
    let query = row::Entity::find().filter(Column::SubmissionId.is_in(these));
    statement::list(tx, query.order_by_asc(Column::Id), link).await
}

/// The answers of which a thing was made.
pub async fn list_links_to(tx: &Tx, thing: Uuid) -> Result<Vec<Link>, Problem> {
    let query = row::Entity::find().filter(Column::ThingId.eq(thing));
    statement::list(tx, query.order_by_asc(Column::Id), link).await
}
