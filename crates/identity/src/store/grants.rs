use crate::model::{Grant, Held, Scope};
use chrono::{DateTime, Utc};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, PartyId, PersonId, Problem, Role};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};

pub(super) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_grant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub role: String,
        pub collaboration_id: Option<Uuid>,
        pub party_id: Option<Uuid>,
        pub granted_at: DateTime<Utc>,
        /// The key of the provider that gave it.
        pub provider: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::store::people::row::Entity",
            from = "Column::PersonId",
            to = "crate::store::people::row::Column::Id"
        )]
        Person,
    }

    impl Related<crate::store::people::row::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Person.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

pub(super) fn grant(row: &row::Model) -> Result<Grant, Problem> {
    let unreadable = || Problem::internal(format!("grant {} cannot be read", row.id));
    let role = Role::from_code(&row.role).ok_or_else(unreadable)?;
    match (row.collaboration_id, row.party_id) {
        (Some(id), None) => Grant::in_collaboration(CollaborationId(id), role),
        (None, Some(id)) => Grant::at_party(PartyId(id), role),
        _ => Err(unreadable()),
    }
}

fn held(rows: &[row::Model]) -> Result<Vec<(PersonId, Grant)>, Problem> {
    rows.iter()
        .map(|row| Ok((PersonId(row.person_id), grant(row)?)))
        .collect()
}

/// The administrator's role stands with the person and is not kept here.
pub async fn insert_grant(
    tx: &Tx,
    person: PersonId,
    grant: &Grant,
    provider: Option<&str>,
) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(tx.new_id()),
        person_id: Set(person.0),
        role: Set(grant.role().code().to_owned()),
        collaboration_id: Set(grant.collaboration().map(|id| id.0)),
        party_id: Set(grant.party().map(|id| id.0)),
        granted_at: Set(tx.now()),
        provider: Set(provider.map(str::to_owned)),
    };
    row::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// The row of a grant; the installation's have none.
fn at(person: PersonId, grant: &Grant) -> Option<Condition> {
    let place = match grant.scope() {
        Scope::Installation => return None,
        Scope::Collaboration(id) => Column::CollaborationId.eq(id.0),
        Scope::Party(id) => Column::PartyId.eq(id.0),
    };
    let own = Condition::all().add(Column::PersonId.eq(person.0));
    Some(own.add(Column::Role.eq(grant.role().code())).add(place))
}

/// Where a grant comes from, if there is one: the key of a provider, or nothing when somebody gave it.
pub async fn source_of_grant(
    tx: &Tx,
    person: PersonId,
    grant: &Grant,
) -> Result<Option<Option<String>>, Problem> {
    let Some(at) = at(person, grant) else {
        return Ok(None);
    };
    let found = row::Entity::find().filter(at).one(tx.connection()).await;
    Ok(found.map_err(problem)?.map(|row| row.provider))
}

/// From now on it is as if somebody had given it by hand.
pub async fn keep_grant(tx: &Tx, person: PersonId, grant: &Grant) -> Result<(), Problem> {
    let Some(at) = at(person, grant) else {
        return Ok(());
    };
    row::Entity::update_many()
        .col_expr(Column::Provider, Expr::value(Option::<String>::None))
        .filter(at)
        .exec(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// Answers whether there was such a grant.
pub async fn delete_grant(tx: &Tx, person: PersonId, grant: &Grant) -> Result<bool, Problem> {
    let Some(at) = at(person, grant) else {
        return Ok(false);
    };
    let deleted = row::Entity::delete_many()
        .filter(at)
        .exec(tx.connection())
        .await
        .map_err(problem)?;
    Ok(deleted.rows_affected > 0)
}

pub async fn grants_of(tx: &Tx, person: PersonId) -> Result<Vec<Grant>, Problem> {
    let query = row::Entity::find().filter(Column::PersonId.eq(person.0));
    let rows = query
        .order_by_asc(Column::Id)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    rows.iter().map(grant).collect()
}

/// What a person has, and which of it this provider gave.
pub async fn held_from(tx: &Tx, person: PersonId, provider: &str) -> Result<Vec<Held>, Problem> {
    let query = row::Entity::find().filter(Column::PersonId.eq(person.0));
    let rows = query.order_by_asc(Column::Id).all(tx.connection()).await;
    let held = |row: &row::Model| {
        Ok(Held {
            grant: grant(row)?,
            provided: row.provider.as_deref() == Some(provider),
        })
    };
    rows.map_err(problem)?.iter().map(held).collect()
}

/// What everybody has from any provider.
pub async fn list_provided(tx: &Tx) -> Result<Vec<(PersonId, Grant)>, Problem> {
    let query = row::Entity::find().filter(Column::Provider.is_not_null());
    held(&query.all(tx.connection()).await.map_err(problem)?)
}

/// What these people have from any provider.
pub async fn provided_grants(
    tx: &Tx,
    people: &[PersonId],
) -> Result<Vec<(PersonId, Grant)>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.is_in(people.iter().map(|id| id.0)))
        .filter(Column::Provider.is_not_null());
    held(&query.all(tx.connection()).await.map_err(problem)?)
}

/// Everybody's grants.
pub async fn list_grants(tx: &Tx) -> Result<Vec<(PersonId, Grant)>, Problem> {
    let query = row::Entity::find().order_by_asc(Column::Id);
    held(&query.all(tx.connection()).await.map_err(problem)?)
}

pub async fn grants_at_party(tx: &Tx, id: PartyId) -> Result<Vec<(PersonId, Grant)>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PartyId.eq(id.0))
        .order_by_asc(Column::Id);
    held(&query.all(tx.connection()).await.map_err(problem)?)
}

/// The grants at these parties of those who may sign in.
pub async fn active_grants_at(
    tx: &Tx,
    parties: &[PartyId],
) -> Result<Vec<(PersonId, PartyId)>, Problem> {
    let rows: Vec<(Uuid, Uuid)> = row::Entity::find()
        .select_only()
        .columns([Column::PersonId, Column::PartyId])
        .inner_join(super::people::row::Entity)
        .filter(Column::PartyId.is_in(parties.iter().map(|party| party.0)))
        .filter(super::people::row::Column::Active.eq(true))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let ids = |(person, party)| (PersonId(person), PartyId(party));
    Ok(rows.into_iter().map(ids).collect())
}

/// The grants in these collaborations of those who may sign in.
pub async fn active_grants_in(
    tx: &Tx,
    collaborations: &[CollaborationId],
) -> Result<Vec<(PersonId, CollaborationId)>, Problem> {
    let rows: Vec<(Uuid, Uuid)> = row::Entity::find()
        .select_only()
        .columns([Column::PersonId, Column::CollaborationId])
        .inner_join(super::people::row::Entity)
        .filter(Column::CollaborationId.is_in(collaborations.iter().map(|id| id.0)))
        .filter(super::people::row::Column::Active.eq(true))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let ids = |(person, place)| (PersonId(person), CollaborationId(place));
    Ok(rows.into_iter().map(ids).collect())
}

/// The grants in a collaboration and at its members.
pub async fn grants_in_collaboration(
    tx: &Tx,
    id: CollaborationId,
    members: &[PartyId],
) -> Result<Vec<(PersonId, Grant)>, Problem> {
    let here = Condition::any()
        .add(Column::CollaborationId.eq(id.0))
        .add(Column::PartyId.is_in(members.iter().map(|party| party.0)));
    let query = row::Entity::find().filter(here).order_by_asc(Column::Id);
    held(&query.all(tx.connection()).await.map_err(problem)?)
}
