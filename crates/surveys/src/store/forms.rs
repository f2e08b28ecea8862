use crate::model::FormChange;
use crate::versions::SurveyForm;
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Tx, statement};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_form")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub survey_id: Uuid,
        pub version: i64,
        pub edition: i64,
        pub form: Json,
        pub changes: Json,
        pub sent_at: Option<DateTime<Utc>>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn form(row: row::Model) -> Result<SurveyForm, Problem> {
    let changes: Vec<FormChange> =
        serde_json::from_value(row.changes).map_err(Problem::internal)?;
    Ok(SurveyForm {
        id: row.id,
        survey: row.survey_id,
        version: row.version,
        edition: row.edition,
        form: serde_json::from_value(row.form).map_err(Problem::internal)?,
        changes,
        sent_at: row.sent_at,
        revision: row.revision,
    })
}

fn active(one: &SurveyForm) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(one.id),
        survey_id: Set(one.survey),
        version: Set(one.version),
        edition: Set(one.edition),
        form: Set(serde_json::to_value(&one.form).map_err(Problem::internal)?),
        changes: Set(serde_json::to_value(&one.changes).map_err(Problem::internal)?),
        sent_at: Set(one.sent_at),
        revision: Set(one.revision),
    })
}

/// Of a survey, the oldest first; what is not sent yet stands last.
pub async fn list_forms(tx: &Tx, survey: Uuid) -> Result<Vec<SurveyForm>, Problem> {
    list_forms_of(tx, &[survey]).await
}

pub async fn list_forms_of(tx: &Tx, surveys: &[Uuid]) -> Result<Vec<SurveyForm>, Problem> {
    let query = row::Entity::find()
        .filter(Column::SurveyId.is_in(surveys.iter().copied()))
        .order_by_asc(Column::SurveyId)
        .order_by_asc(Column::Version)
        .order_by_asc(Column::Edition);
    statement::list(tx, query, form).await
}

pub async fn find_form(tx: &Tx, id: Uuid) -> Result<Option<SurveyForm>, Problem> {
    statement::find_one(tx, row::Entity::find_by_id(id), form).await
}

/// Whether any form of a survey has been sent.
pub async fn is_sent(tx: &Tx, survey: Uuid) -> Result<bool, Problem> {
    let query = row::Entity::find()
        .filter(Column::SurveyId.eq(survey))
        .filter(Column::SentAt.is_not_null());
    Ok(statement::find_one(tx, query, |_| Ok(())).await?.is_some())
}

/// Fails with `already_exists` when somebody began on the same edition meanwhile.
pub async fn insert_form(tx: &Tx, new: &SurveyForm) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new)?)).await
}

/// Fails with `changed_meanwhile`.
pub async fn update_form(tx: &Tx, new: &SurveyForm, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new)?, new.id, seen).await
}

/// Fails with `changed_meanwhile` or `not_found`.
pub async fn delete_draft(tx: &Tx, id: Uuid, seen: i64) -> Result<(), Problem> {
    statement::delete_seen::<row::Entity>(tx, id, seen).await
}
