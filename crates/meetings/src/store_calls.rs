//! The statements about calls to meetings.

use crate::model::Called;
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_call")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub meeting_id: Uuid,
        pub person_id: Uuid,
        pub is_called: bool,
        pub told: String,
        pub told_sequence: i64,
        pub answer: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod sequence {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_sequence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting_id: Uuid,
        pub sequence: i64,
        pub said: String,
        pub is_cancelled: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One person and one meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub id: Uuid,
    pub person: PersonId,
    pub is_called: bool,
    pub told: Called,
    /// `yes`, `no`, `maybe`, or empty.
    pub answer: String,
}

fn call(row: row::Model) -> Result<Call, Problem> {
    Ok(Call {
        id: row.id,
        person: PersonId(row.person_id),
        is_called: row.is_called,
        told: match row.told.as_str() {
            "request" => Called::To(row.told_sequence),
            "cancel" => Called::Off(row.told_sequence),
            _ => Called::Nothing,
        },
        answer: row.answer,
    })
}

/// All that were ever called to the meeting.
pub(crate) async fn list_calls(tx: &Tx, meeting: Uuid) -> Result<Vec<Call>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::MeetingId.eq(meeting))
        .order_by_asc(row::Column::Id);
    statement::list(tx, query, call).await
}

/// Who is called to these meetings and has not answered.
pub(crate) async fn list_unanswered(
    tx: &Tx,
    meetings: &[Uuid],
) -> Result<Vec<(Uuid, PersonId)>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::MeetingId.is_in(meetings.iter().copied()))
        .filter(row::Column::IsCalled.eq(true))
        .filter(row::Column::Answer.eq(""))
        .order_by_asc(row::Column::Id);
    let of = |row: row::Model| Ok((row.meeting_id, PersonId(row.person_id)));
    statement::list(tx, query, of).await
}

pub(crate) async fn insert_call(tx: &Tx, meeting: Uuid, person: PersonId) -> Result<(), Problem> {
    let new = row::ActiveModel {
        id: Set(tx.new_id()),
        meeting_id: Set(meeting),
        person_id: Set(person.0),
        is_called: Set(true),
        told: Set(String::new()),
        told_sequence: Set(0),
        answer: Set(String::new()),
    };
    statement::insert(tx, row::Entity::insert(new)).await
}

async fn set(
    tx: &Tx,
    call: Uuid,
    values: impl IntoIterator<Item = (row::Column, Expr)>,
) -> Result<(), Problem> {
    let mut update = row::Entity::update_many().filter(row::Column::Id.eq(call));
    for (column, value) in values {
        update = update.col_expr(column, value);
    }
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Whoever is called anew has not answered.
pub(crate) async fn set_called(tx: &Tx, call: Uuid, is_called: bool) -> Result<(), Problem> {
    let values = [
        (row::Column::IsCalled, Expr::value(is_called)),
        (row::Column::Answer, Expr::value("")),
    ];
    set(tx, call, values).await
}

pub(crate) async fn set_told(tx: &Tx, call: Uuid, told: Called) -> Result<(), Problem> {
    let (told, sequence) = match told {
        Called::Nothing => ("", 0),
        Called::To(sequence) => ("request", sequence),
        Called::Off(sequence) => ("cancel", sequence),
    };
    let values = [
        (row::Column::Told, Expr::value(told)),
        (row::Column::ToldSequence, Expr::value(sequence)),
    ];
    set(tx, call, values).await
}

pub(crate) async fn set_answer(tx: &Tx, call: Uuid, answer: &str) -> Result<(), Problem> {
    set(tx, call, [(row::Column::Answer, Expr::value(answer))]).await
}

/// The number that calendars know the last call by; none before anybody is called.
pub(crate) async fn sequence_of(tx: &Tx, meeting: Uuid) -> Result<Option<i64>, Problem> {
    let query = sequence::Entity::find_by_id(meeting);
    statement::find_one(tx, query, |row| Ok(row.sequence)).await
}

/// Begins at 0; rises when time or place is another, and when the meeting is cancelled.
pub(crate) async fn raise_sequence(
    tx: &Tx,
    meeting: Uuid,
    said: &str,
    is_cancelled: bool,
) -> Result<(), Problem> {
    let query = sequence::Entity::find_by_id(meeting);
    let Some(stands) = statement::find_one(tx, query, Ok).await? else {
        let first = sequence::ActiveModel {
            meeting_id: Set(meeting),
            sequence: Set(0),
            said: Set(said.to_owned()),
            is_cancelled: Set(is_cancelled),
        };
        return statement::insert(tx, sequence::Entity::insert(first)).await;
    };
    if stands.said == said && stands.is_cancelled == is_cancelled {
        return Ok(());
    }
    let update = sequence::Entity::update_many()
        .col_expr(sequence::Column::Sequence, Expr::value(stands.sequence + 1))
        .col_expr(sequence::Column::Said, Expr::value(said))
        .col_expr(sequence::Column::IsCancelled, Expr::value(is_cancelled))
        .filter(sequence::Column::MeetingId.eq(meeting));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}
