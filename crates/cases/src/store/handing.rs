//! What officers hold, and handing it over: as many statements for many cases as for few.

use super::cases::row;
use crate::CaseId;
use crate::model::Held;
use row::Column;
use samverk_database::statement::hold;
use samverk_database::{Tx, problem};
use samverk_foundation::{PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, QueryOrder, QuerySelect};

/// Said in full, so that the index of what is held answers.
fn is_held() -> Condition {
    Condition::all()
        .add(Expr::cust("status = 'open'"))
        .add(Column::OfficerId.is_not_null())
}

fn held_by(party: PartyId, person: PersonId) -> Condition {
    is_held()
        .add(Column::PartyId.eq(party.0))
        .add(Column::OfficerId.eq(person.0))
}

/// What the officers of these parties hold, by registry: everybody, or one of them.
pub async fn list_held(
    tx: &Tx,
    party: PartyId,
    person: Option<PersonId>,
) -> Result<Vec<Held>, Problem> {
    let mut which = is_held().add(Column::PartyId.eq(party.0));
    if let Some(person) = person {
        which = which.add(Column::OfficerId.eq(person.0));
    }
    let secret = Expr::cust("SUM(CASE WHEN is_secret THEN 1 ELSE 0 END)").cast_as("BIGINT");
    let query = row::Entity::find()
        .select_only()
        .columns([Column::OfficerId, Column::RegistryId])
        .column_as(Column::Id.count(), "cases")
        .column_as(secret, "secret")
        .filter(which)
        .group_by(Column::OfficerId)
        .group_by(Column::RegistryId)
        .order_by_asc(Column::OfficerId)
        .order_by_asc(Column::RegistryId)
        .into_tuple::<(Uuid, Uuid, i64, i64)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let held = |(person, registry, cases, secret)| Held {
        person: PersonId(person),
        registry,
        cases,
        secret,
    };
    Ok(rows.into_iter().map(held).collect())
}

/// At which parties these people hold open cases, and how many.
pub async fn count_held_by(
    tx: &Tx,
    people: &[PersonId],
) -> Result<Vec<(PersonId, PartyId, i64)>, Problem> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find()
        .select_only()
        .columns([Column::OfficerId, Column::PartyId])
        .column_as(Column::Id.count(), "cases")
        .filter(Column::Status.eq("open"))
        .filter(Column::OfficerId.is_in(people.iter().map(|one| one.0)))
        .group_by(Column::OfficerId)
        .group_by(Column::PartyId)
        .order_by_asc(Column::OfficerId)
        .order_by_asc(Column::PartyId)
        .into_tuple::<(Uuid, Uuid, i64)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let held = |(person, party, cases)| (PersonId(person), PartyId(party), cases);
    Ok(rows.into_iter().map(held).collect())
}

/// A case that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldCase {
    pub id: CaseId,
    pub registry: Uuid,
    pub key: String,
    pub number: String,
    pub secret: bool,
}

/// What somebody holds at a party, by number, while nobody else changes it.
pub async fn hold_held(
    tx: &Tx,
    party: PartyId,
    person: PersonId,
) -> Result<Vec<HeldCase>, Problem> {
    let of_party = Column::PartyId.eq(party.0);
    let of_person = Column::OfficerId.eq(person.0);
    let open = Column::Status.eq("open");
    hold::<row::Entity>(tx, of_party.and(of_person).and(open)).await?;
    list_held_cases(tx, (party, person), None).await
}

/// The same without holding it: at most so many of those that are secret, or all.
pub async fn list_held_cases(
    tx: &Tx,
    (party, person): (PartyId, PersonId),
    secret: Option<u64>,
) -> Result<Vec<HeldCase>, Problem> {
    let mut query = row::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::RegistryId,
            Column::Key,
            Column::Number,
            Column::IsSecret,
        ])
        .filter(held_by(party, person))
        .order_by_asc(Column::RegistryId)
        .order_by_asc(Column::Place);
    if let Some(most) = secret {
        query = query.filter(Column::IsSecret.eq(true)).limit(most);
    }
    let query = query.into_tuple::<(Uuid, Uuid, String, String, bool)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let one = |(id, registry, key, number, secret)| HeldCase {
        id: CaseId(id),
        registry,
        key,
        number,
        secret,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Another officer for what somebody holds in these registries, with what is secret or without.
pub async fn set_officer(
    tx: &Tx,
    (party, from): (PartyId, PersonId),
    (registries, with_secret): (&[Uuid], bool),
    to: PersonId,
) -> Result<u64, Problem> {
    let mut which = held_by(party, from).add(Column::RegistryId.is_in(registries.iter().copied()));
    if !with_secret {
        which = which.add(Column::IsSecret.eq(false));
    }
    let update = row::Entity::update_many()
        .col_expr(Column::OfficerId, Expr::value(to.0))
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(which);
    let done = update.exec(tx.connection()).await.map_err(problem)?;
    Ok(done.rows_affected)
}
