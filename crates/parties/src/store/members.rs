use super::parties::{party, row as party_row};
use crate::GroupId;
use crate::model::{Member, Membership, Standing};
use chrono::NaiveDate;
use samverk_database::statement::{delete, insert_many};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Set};
use std::collections::{BTreeMap, BTreeSet};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub group_id: Option<Uuid>,
        pub party_id: Uuid,
        pub standing: String,
        pub from_date: Option<Date>,
        pub to_date: Option<Date>,
        pub note: String,
        pub position: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::party_row::Entity",
            from = "Column::PartyId",
            to = "super::party_row::Column::Id"
        )]
        Party,
    }

    impl Related<super::party_row::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Party.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

fn of(collaboration: CollaborationId, group: Option<GroupId>) -> sea_orm::Condition {
    let group = match group {
        Some(id) => row::Column::GroupId.eq(id.0),
        None => row::Column::GroupId.is_null(),
    };
    sea_orm::Condition::all()
        .add(row::Column::CollaborationId.eq(collaboration.0))
        .add(group)
}

/// The members of the collaboration itself (`group` none) or of one of its groups.
pub async fn list_members(
    tx: &Tx,
    collaboration: CollaborationId,
    group: Option<GroupId>,
) -> Result<Vec<Member>, Problem> {
    let rows = row::Entity::find()
        .filter(of(collaboration, group))
        .order_by_asc(row::Column::Position)
        .find_also_related(party_row::Entity)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    rows.into_iter()
        .map(|(row, party)| member(row, party))
        .collect()
}

/// The members of these collaborations themselves, each one's in the order of its list.
pub async fn list_members_in(
    tx: &Tx,
    collaborations: &[CollaborationId],
) -> Result<Vec<(CollaborationId, Member)>, Problem> {
    let rows = row::Entity::find()
        .filter(row::Column::CollaborationId.is_in(collaborations.iter().map(|id| id.0)))
        .filter(row::Column::GroupId.is_null())
        .order_by_asc(row::Column::Position)
        .find_also_related(party_row::Entity)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let of = |(row, party): (row::Model, _)| {
        let of = CollaborationId(row.collaboration_id);
        Ok((of, member(row, party)?))
    };
    rows.into_iter().map(of).collect()
}

fn member(row: row::Model, its_party: Option<party_row::Model>) -> Result<Member, Problem> {
    let its_party = its_party.ok_or_else(|| Problem::internal("a member without party"))?;
    Ok(Member {
        party: party(its_party)?,
        standing: Standing::from_code(&row.standing)?,
        from: row.from_date,
        to: row.to_date,
        note: row.note,
    })
}

/// Sets the whole list of members at once.
pub async fn replace_members(
    tx: &Tx,
    collaboration: CollaborationId,
    group: Option<GroupId>,
    members: &[Member],
) -> Result<(), Problem> {
    let old = row::Entity::delete_many().filter(of(collaboration, group));
    old.exec(tx.connection()).await.map_err(problem)?;
    let rows = members
        .iter()
        .zip(0..)
        .map(|(member, position)| row::ActiveModel {
            id: Set(tx.new_id()),
            collaboration_id: Set(collaboration.0),
            group_id: Set(group.map(|id| id.0)),
            party_id: Set(member.party.id.0),
            standing: Set(member.standing.code().to_owned()),
            from_date: Set(member.from),
            to_date: Set(member.to),
            note: Set(member.note.clone()),
            position: Set(position),
        });
    if members.is_empty() {
        return Ok(());
    }
    insert_many(tx, row::Entity::insert_many(rows)).await
}

fn membership(row: row::Model) -> Result<Membership, Problem> {
    Ok(Membership {
        party: PartyId(row.party_id),
        place: CollaborationId(row.collaboration_id),
        group: row.group_id.map(GroupId),
        standing: Standing::from_code(&row.standing)?,
        from: row.from_date,
        to: row.to_date,
    })
}

/// Which collaborations (and groups) a party belongs to, or has belonged to.
pub async fn list_memberships_of(tx: &Tx, party: PartyId) -> Result<Vec<Membership>, Problem> {
    let query = row::Entity::find().filter(row::Column::PartyId.eq(party.0));
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    rows.into_iter().map(membership).collect()
}

/// Who belongs to these collaborations and to their groups, or has belonged to them.
pub async fn list_memberships_in(
    tx: &Tx,
    collaborations: &[CollaborationId],
) -> Result<Vec<Membership>, Problem> {
    let here = collaborations.iter().map(|id| id.0);
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.is_in(here))
        .order_by_asc(row::Column::Position);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    rows.into_iter().map(membership).collect()
}

/// Rows of those that have not left.
fn staying(today: NaiveDate) -> sea_orm::Condition {
    sea_orm::Condition::any()
        .add(row::Column::ToDate.is_null())
        .add(row::Column::ToDate.gte(today))
}

/// The same of several collaborations together.
pub async fn list_staying_in(
    tx: &Tx,
    collaborations: &[CollaborationId],
) -> Result<BTreeSet<PartyId>, Problem> {
    let rows: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::PartyId)
        .distinct()
        .filter(row::Column::CollaborationId.is_in(collaborations.iter().map(|id| id.0)))
        .filter(row::Column::GroupId.is_null())
        .filter(staying(tx.today()))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(rows.into_iter().map(PartyId).collect())
}

/// The parties whose people belong to the collaboration: members, and those that will be.
pub async fn list_staying(tx: &Tx, of: CollaborationId) -> Result<Vec<PartyId>, Problem> {
    let rows: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::PartyId)
        .filter(row::Column::CollaborationId.eq(of.0))
        .filter(row::Column::GroupId.is_null())
        .filter(staying(tx.today()))
        .order_by_asc(row::Column::Position)
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(rows.into_iter().map(PartyId).collect())
}

/// The members of every group, in the order of the lists.
pub async fn list_group_members(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<Vec<(GroupId, Member)>, Problem> {
    let rows = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .filter(row::Column::GroupId.is_not_null())
        .order_by_asc(row::Column::Position)
        .find_also_related(party_row::Entity)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let of_group = |(row, party): (row::Model, _)| {
        let group = row
            .group_id
            .ok_or_else(|| Problem::internal("a member without group"))?;
        Ok((GroupId(group), member(row, party)?))
    };
    rows.into_iter().map(of_group).collect()
}

/// How many members each collaboration has today.
pub async fn count_members(tx: &Tx) -> Result<BTreeMap<CollaborationId, i64>, Problem> {
    let today = tx.today();
    let begun = sea_orm::Condition::any()
        .add(row::Column::FromDate.is_null())
        .add(row::Column::FromDate.lte(today));
    let counts: Vec<(Uuid, i64)> = row::Entity::find()
        .select_only()
        .column(row::Column::CollaborationId)
        .column_as(row::Column::Id.count(), "members")
        .filter(row::Column::GroupId.is_null())
        .filter(staying(today))
        .filter(begun)
        .group_by(row::Column::CollaborationId)
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(counts
        .into_iter()
        .map(|(id, members)| (CollaborationId(id), members))
        .collect())
}

/// The collaborations that any of these parties is a member of, or will be.
pub async fn list_collaborations_of(
    tx: &Tx,
    parties: &[PartyId],
) -> Result<Vec<CollaborationId>, Problem> {
    let rows: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::CollaborationId)
        .distinct()
        .filter(row::Column::GroupId.is_null())
        .filter(staying(tx.today()))
        .filter(row::Column::PartyId.is_in(parties.iter().map(|id| id.0)))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(rows.into_iter().map(CollaborationId).collect())
}

/// The parties that share a group with any of these, themselves included, and have not left it.
pub async fn list_group_fellows(tx: &Tx, of: &[PartyId]) -> Result<Vec<PartyId>, Problem> {
    let their_groups = row::Entity::find()
        .select_only()
        .column(row::Column::GroupId)
        .filter(row::Column::GroupId.is_not_null())
        .filter(staying(tx.today()))
        .filter(row::Column::PartyId.is_in(of.iter().map(|id| id.0)));
    let fellows: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::PartyId)
        .distinct()
        .filter(staying(tx.today()))
        .filter(row::Column::GroupId.in_subquery(their_groups.into_query()))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(fellows.into_iter().map(PartyId).collect())
}

pub(super) async fn delete_members_of(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<(), Problem> {
    let of = row::Column::CollaborationId.eq(collaboration.0);
    delete(tx, row::Entity::delete_many().filter(of)).await
}
