//! Who a person is to an identity provider, and which parties let people in by theirs.

use crate::model::ProviderLink;
use chrono::{DateTime, Utc};
use samverk_database::{Tx, statement};
use samverk_foundation::{PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::HashSet;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_identity")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub issuer: String,
        pub subject: String,
        pub person_id: Uuid,
        pub linked_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod party_row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "just_in_time_party")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub party_id: Uuid,
        pub allowed_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// Fails with `already_exists` when the subject is somebody already.
pub async fn insert_identity(
    tx: &Tx,
    issuer: &str,
    subject: &str,
    person: PersonId,
) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(tx.new_id()),
        issuer: Set(issuer.to_owned()),
        subject: Set(subject.to_owned()),
        person_id: Set(person.0),
        linked_at: Set(tx.now()),
    };
    statement::insert(tx, row::Entity::insert(row)).await
}

/// The person who is this subject to this issuer.
pub async fn find_identity(
    tx: &Tx,
    issuer: &str,
    subject: &str,
) -> Result<Option<PersonId>, Problem> {
    let query = row::Entity::find()
        .filter(Column::Issuer.eq(issuer))
        .filter(Column::Subject.eq(subject));
    statement::find_one(tx, query, |row| Ok(PersonId(row.person_id))).await
}

/// The earliest first.
pub async fn provider_links_of(tx: &Tx, person: PersonId) -> Result<Vec<ProviderLink>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .order_by_asc(Column::LinkedAt)
        .order_by_asc(Column::Id);
    let link = |row: row::Model| {
        Ok(ProviderLink {
            id: row.id,
            person: PersonId(row.person_id),
            issuer: row.issuer,
            linked_at: row.linked_at,
        })
    };
    statement::list(tx, query, link).await
}

/// Fails with `changed_meanwhile` when there is none.
pub async fn delete_identity(tx: &Tx, link: Uuid) -> Result<(), Problem> {
    let gone = row::Entity::delete_many().filter(Column::Id.eq(link));
    statement::delete_present(tx, gone).await
}

/// Those of these people who sign in with an identity provider.
pub async fn people_with_identity(tx: &Tx, ids: &[PersonId]) -> Result<HashSet<PersonId>, Problem> {
    let query = row::Entity::find().filter(Column::PersonId.is_in(ids.iter().map(|id| id.0)));
    let people = statement::list(tx, query, |row| Ok(PersonId(row.person_id)));
    Ok(people.await?.into_iter().collect())
}

pub async fn has_identity(tx: &Tx, person: PersonId) -> Result<bool, Problem> {
    Ok(!people_with_identity(tx, &[person]).await?.is_empty())
}

/// Everybody who signs in with an identity provider.
pub async fn list_people_with_identity(tx: &Tx) -> Result<HashSet<PersonId>, Problem> {
    let people = statement::list(tx, row::Entity::find(), |row| Ok(PersonId(row.person_id)));
    Ok(people.await?.into_iter().collect())
}

pub async fn is_just_in_time(tx: &Tx, party: PartyId) -> Result<bool, Problem> {
    let query = party_row::Entity::find_by_id(party.0).limit(1);
    Ok(statement::find_one(tx, query, Ok).await?.is_some())
}

pub async fn insert_just_in_time(tx: &Tx, party: PartyId) -> Result<(), Problem> {
    let row = party_row::ActiveModel {
        party_id: Set(party.0),
        allowed_at: Set(tx.now()),
    };
    statement::insert(tx, party_row::Entity::insert(row)).await
}

pub async fn delete_just_in_time(tx: &Tx, party: PartyId) -> Result<(), Problem> {
    let rows = party_row::Entity::delete_many();
    let gone = rows.filter(party_row::Column::PartyId.eq(party.0));
    statement::delete_present(tx, gone).await
}
