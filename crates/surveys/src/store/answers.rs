use crate::model::{Answer, AnswerState, Whose};
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Tx, statement};
use samverk_foundation::{Key, PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_answer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub survey_id: Uuid,
        pub party_id: Option<Uuid>,
        pub person_id: Option<Uuid>,
        pub form_id: Uuid,
        pub state: String,
        pub comparable: bool,
        pub submission: i64,
        pub sent_by: Option<Uuid>,
        pub sender: String,
        pub sent_at: Option<DateTime<Utc>>,
        pub decider: String,
        pub decided_at: Option<DateTime<Utc>>,
        pub reason: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn answer(row: row::Model) -> Result<Answer, Problem> {
    let whose = match (row.party_id, row.person_id) {
        (Some(party), None) => Whose::Party(PartyId(party)),
        (None, Some(person)) => Whose::Person(PersonId(person)),
        _ => {
            return Err(Problem::internal(format!(
                "the answer {} is nobody's",
                row.id
            )));
        }
    };
    Ok(Answer {
        id: row.id,
        survey: row.survey_id,
        whose,
        form: row.form_id,
        state: AnswerState::from_code(&row.state).map_err(Problem::internal)?,
        comparable: row.comparable,
        submission: row.submission,
        sent_by: row.sent_by.map(PersonId),
        sender: row.sender,
        sent_at: row.sent_at,
        decider: row.decider,
        decided_at: row.decided_at,
        reason: row.reason,
        revision: row.revision,
    })
}

fn active(one: &Answer) -> row::ActiveModel {
    let (party, person) = match one.whose {
        Whose::Party(party) => (Some(party.0), None),
        Whose::Person(person) => (None, Some(person.0)),
    };
    row::ActiveModel {
        id: Set(one.id),
        survey_id: Set(one.survey),
        party_id: Set(party),
        person_id: Set(person),
        form_id: Set(one.form),
        state: Set(one.state.code().to_owned()),
        comparable: Set(one.comparable),
        submission: Set(one.submission),
        sent_by: Set(one.sent_by.map(|id| id.0)),
        sender: Set(one.sender.clone()),
        sent_at: Set(one.sent_at),
        decider: Set(one.decider.clone()),
        decided_at: Set(one.decided_at),
        reason: Set(one.reason.clone()),
        revision: Set(one.revision),
    }
}

pub async fn list_answers(tx: &Tx, survey: Uuid) -> Result<Vec<Answer>, Problem> {
    list_answers_of(tx, &[survey]).await
}

pub async fn list_answers_of(tx: &Tx, surveys: &[Uuid]) -> Result<Vec<Answer>, Problem> {
    let query = row::Entity::find()
        .filter(Column::SurveyId.is_in(surveys.iter().copied()))
        .order_by_asc(Column::Id);
    statement::list(tx, query, answer).await
}

pub async fn find_answer(tx: &Tx, survey: Uuid, whose: Whose) -> Result<Option<Answer>, Problem> {
    let own = match whose {
        Whose::Party(party) => Column::PartyId.eq(party.0),
        Whose::Person(person) => Column::PersonId.eq(person.0),
    };
    let query = row::Entity::find().filter(Column::SurveyId.eq(survey));
    statement::find_one(tx, query.filter(own), answer).await
}

pub async fn find_answer_by_id(tx: &Tx, id: Uuid) -> Result<Option<Answer>, Problem> {
    statement::find_one(tx, row::Entity::find_by_id(id), answer).await
}

/// Lets nobody else take a step with it, or save to it, until the transaction ends.
pub async fn hold_answer(tx: &Tx, id: Uuid) -> Result<(), Problem> {
    statement::hold::<row::Entity>(tx, Column::Id.eq(id)).await
}

/// Fails with `already_exists` when somebody of the party began meanwhile.
pub async fn insert_answer(tx: &Tx, new: &Answer) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new))).await
}

/// Fails with `changed_meanwhile`.
pub async fn update_answer(tx: &Tx, new: &Answer, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new), new.id, seen).await
}

/// Whether a party has answered anything, or begun to.
pub async fn names_party(tx: &Tx, key: &Key) -> Result<bool, Problem> {
    let Some(party) = samverk_parties::store::find_party(tx, key.as_str()).await? else {
        return Ok(false);
    };
    let query = row::Entity::find().filter(Column::PartyId.eq(party.id.0));
    Ok(statement::find_one(tx, query, |_| Ok(())).await?.is_some())
}
