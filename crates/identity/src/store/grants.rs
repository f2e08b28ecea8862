use crate::model::{Grant, Scope};
use chrono::{DateTime, Utc};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, PartyId, PersonId, Problem, Role};
use sea_orm::entity::prelude::*;
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
pub async fn insert_grant(tx: &Tx, person: PersonId, grant: &Grant) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(tx.new_id()),
        person_id: Set(person.0),
        role: Set(grant.role().code().to_owned()),
        collaboration_id: Set(grant.collaboration().map(|id| id.0)),
        party_id: Set(grant.party().map(|id| id.0)),
        granted_at: Set(tx.now()),
    };
    row::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// Answers whether there was such a grant.
pub async fn delete_grant(tx: &Tx, person: PersonId, grant: &Grant) -> Result<bool, Problem> {
    let place = match grant.scope() {
        Scope::Installation => return Ok(false),
        Scope::Collaboration(id) => Column::CollaborationId.eq(id.0),
        Scope::Party(id) => Column::PartyId.eq(id.0),
    };
    let deleted = row::Entity::delete_many()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Role.eq(grant.role().code()))
        .filter(place)
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
