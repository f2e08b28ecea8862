use crate::model::Counted;
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Tx, statement};
use samverk_foundation::{PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_counted")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub survey_id: Uuid,
        pub closing: i64,
        pub closed_at: DateTime<Utc>,
        pub answer_id: Uuid,
        pub number: i64,
        pub party_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn counted(row: row::Model) -> Result<Counted, Problem> {
    Ok(Counted {
        survey: row.survey_id,
        closing: row.closing,
        closed_at: row.closed_at,
        answer: row.answer_id,
        number: row.number,
        party: row.party_id.map(PartyId),
    })
}

pub async fn insert_counted(tx: &Tx, new: &Counted) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(tx.new_id()),
        survey_id: Set(new.survey),
        closing: Set(new.closing),
        closed_at: Set(new.closed_at),
        answer_id: Set(new.answer),
        number: Set(new.number),
        party_id: Set(new.party.map(|id| id.0)),
    };
    statement::insert(tx, row::Entity::insert(row)).await
}

/// The answers of people that are counted, from the first closing on.
pub async fn list_counted(tx: &Tx, survey: Uuid) -> Result<Vec<Counted>, Problem> {
    let query = row::Entity::find()
        .filter(Column::SurveyId.eq(survey))
        .order_by_asc(Column::Closing)
        .order_by_asc(Column::AnswerId);
    statement::list(tx, query, counted).await
}
