//! What is to be done in cases.

use super::cases::row as cases;
use crate::CaseId;
use crate::model::{CaseTask, NewTask, TaskSort, TaskStatus};
use crate::processes::Performer;
use chrono::NaiveDate;
use samverk_database::statement::{find_one, list};
use samverk_database::{Tx, problem};
use samverk_foundation::{Key, PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};

pub(super) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_task")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub party_id: Uuid,
        pub sort: String,
        pub key: String,
        pub state: String,
        pub visit: i64,
        pub name: String,
        pub name_en: String,
        pub performer: String,
        pub begun_on: Date,
        pub due_on: Option<Date>,
        pub status: String,
        pub ended_on: Option<Date>,
        pub ended_by_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

fn task(row: row::Model) -> Result<CaseTask, Problem> {
    let state = Some(row.state).filter(|state| !state.is_empty());
    Ok(CaseTask {
        id: row.id,
        case: CaseId(row.case_id),
        what: NewTask {
            sort: TaskSort::from_code(&row.sort)?,
            key: Key::parse(&row.key)?,
            state: state.map(|state| Key::parse(&state)).transpose()?,
            visit: row.visit,
            name: row.name,
            name_en: row.name_en,
            by: Performer::from_code(&row.performer)?,
            begun_on: row.begun_on,
            due_on: row.due_on,
        },
        status: TaskStatus::from_code(&row.status)?,
        ended_on: row.ended_on,
    })
}

pub async fn insert_tasks(
    tx: &Tx,
    (party, case): (PartyId, CaseId),
    new: &[NewTask],
) -> Result<(), Problem> {
    let row = |one: &NewTask| row::ActiveModel {
        id: Set(tx.new_id()),
        case_id: Set(case.0),
        party_id: Set(party.0),
        sort: Set(one.sort.code().to_owned()),
        key: Set(one.key.to_string()),
        state: Set(one.state.as_ref().map(Key::to_string).unwrap_or_default()),
        visit: Set(one.visit),
        name: Set(one.name.clone()),
        name_en: Set(one.name_en.clone()),
        performer: Set(one.by.code().to_owned()),
        begun_on: Set(one.begun_on),
        due_on: Set(one.due_on),
        status: Set(TaskStatus::Open.code().to_owned()),
        ended_on: Set(None),
        ended_by_id: Set(None),
    };
    for one in new {
        samverk_database::statement::insert_later(tx, row(one)).await?;
    }
    Ok(())
}

/// So many stand on a page.
const SHOWN: u64 = 500;

/// Those of a case, the oldest first.
pub async fn list_tasks(tx: &Tx, case: CaseId) -> Result<Vec<CaseTask>, Problem> {
    let query = row::Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .order_by_asc(Column::Visit)
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Id)
        .limit(SHOWN);
    list(tx, query, task).await
}

pub async fn find_task(tx: &Tx, case: CaseId, id: Uuid) -> Result<Option<CaseTask>, Problem> {
    let query = row::Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::Id.eq(id));
    find_one(tx, query, task).await
}

/// How and when something ended, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct End {
    pub status: TaskStatus,
    pub on: NaiveDate,
    pub by: Option<PersonId>,
}

async fn end(tx: &Tx, which: Condition, end: End) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::Status, Expr::value(end.status.code()))
        .col_expr(Column::EndedOn, Expr::value(end.on))
        .col_expr(Column::EndedById, Expr::value(end.by.map(|one| one.0)))
        .filter(Column::Status.eq(TaskStatus::Open.code()))
        .filter(which);
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// One that is open.
pub async fn end_task(tx: &Tx, id: Uuid, how: End) -> Result<(), Problem> {
    end(tx, Condition::all().add(Column::Id.eq(id)), how).await
}

/// Those that are open in a case: all, or those of a state.
pub async fn end_tasks(
    tx: &Tx,
    case: CaseId,
    state: Option<&Key>,
    how: End,
) -> Result<(), Problem> {
    tx.flush().await?;
    let of_case = Condition::all().add(Column::CaseId.eq(case.0));
    let which = match state {
        Some(state) => of_case.add(Column::State.eq(state.as_str())),
        None => of_case,
    };
    end(tx, which, how).await
}

pub async fn set_due(tx: &Tx, id: Uuid, due: NaiveDate) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::DueOn, Expr::value(due))
        .filter(Column::Id.eq(id));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// What awaits a person as the officer of cases: the first days first, at most so many.
pub async fn list_awaited_of_officer(
    tx: &Tx,
    person: PersonId,
    parties: &[PartyId],
    most: u64,
) -> Result<Vec<CaseTask>, Problem> {
    let mut own = Query::select();
    own.column("id")
        .from("registered_case")
        .and_where(Expr::col("officer_id").eq(person.0))
        .and_where(Expr::col("status").eq("open"));
    let query = open(parties)
        .filter(Column::Performer.eq(Performer::Officer.code()))
        .filter(Column::CaseId.in_subquery(own))
        .limit(most);
    list(tx, query, task).await
}

/// What awaits those of the parties who do this; what an officer is to do, where there is none.
pub async fn list_awaited_of(
    tx: &Tx,
    performer: Performer,
    parties: &[PartyId],
    most: u64,
) -> Result<Vec<CaseTask>, Problem> {
    let of_nobody = Expr::exists({
        let mut unled = Query::select();
        unled
            .expr(Expr::val(1))
            .from("registered_case")
            .and_where(Expr::col(("registered_case", "id")).equals(("case_task", "case_id")))
            .and_where(Expr::col(("registered_case", "officer_id")).is_null());
        unled
    });
    let mut which = Condition::any().add(Column::Performer.eq(performer.code()));
    if performer == Performer::Registrar {
        let of_officers = Condition::all()
            .add(Column::Performer.eq(Performer::Officer.code()))
            .add(of_nobody);
        which = which.add(of_officers);
    }
    list(tx, open(parties).filter(which).limit(most), task).await
}

fn open(parties: &[PartyId]) -> sea_orm::Select<row::Entity> {
    row::Entity::find()
        .filter(Column::PartyId.is_in(parties.iter().map(|party| party.0)))
        .filter(Column::Status.eq(TaskStatus::Open.code()))
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Id)
}

/// The open cases of which a person is the officer and that have a last day, the first days first.
pub async fn list_due_of_officer(
    tx: &Tx,
    person: PersonId,
    parties: &[PartyId],
    most: u64,
) -> Result<Vec<crate::model::Case>, Problem> {
    let query = cases::Entity::find()
        .filter(cases::Column::OfficerId.eq(person.0))
        .filter(cases::Column::Status.eq("open"))
        .filter(cases::Column::Deadline.is_not_null())
        .filter(cases::Column::PartyId.is_in(parties.iter().map(|party| party.0)))
        .order_by_asc(cases::Column::Deadline)
        .order_by_asc(cases::Column::Id)
        .limit(most);
    list(tx, query, super::cases::case).await
}

/// Cases with these ids, in one statement.
pub async fn cases_with_ids(tx: &Tx, ids: &[Uuid]) -> Result<Vec<crate::model::Case>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = cases::Entity::find().filter(cases::Column::Id.is_in(ids.iter().copied()));
    list(tx, query, super::cases::case).await
}
