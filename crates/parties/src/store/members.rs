use super::parties::{party, row as party_row};
use crate::GroupId;
use crate::model::{Member, Standing};
use samverk_database::statement::{delete, insert_many};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, Set};
use std::collections::BTreeMap;

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

/// Which collaborations (and groups) a party belongs to.
pub async fn list_memberships_of(
    tx: &Tx,
    party: PartyId,
) -> Result<Vec<(CollaborationId, Option<GroupId>, Standing)>, Problem> {
    let query = row::Entity::find().filter(row::Column::PartyId.eq(party.0));
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let membership = |row: row::Model| {
        let standing = Standing::from_code(&row.standing)?;
        Ok((
            CollaborationId(row.collaboration_id),
            row.group_id.map(GroupId),
            standing,
        ))
    };
    rows.into_iter().map(membership).collect()
}

/// Who belongs to these collaborations and to their groups, without the parties themselves.
pub async fn list_memberships_in(
    tx: &Tx,
    collaborations: &[CollaborationId],
) -> Result<Vec<(PartyId, CollaborationId, Option<GroupId>, Standing)>, Problem> {
    let here = collaborations.iter().map(|id| id.0);
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.is_in(here))
        .order_by_asc(row::Column::Position);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let membership = |row: row::Model| {
        Ok((
            PartyId(row.party_id),
            CollaborationId(row.collaboration_id),
            row.group_id.map(GroupId),
            Standing::from_code(&row.standing)?,
        ))
    };
    rows.into_iter().map(membership).collect()
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

/// How many members each collaboration has.
pub async fn count_members(tx: &Tx) -> Result<BTreeMap<CollaborationId, i64>, Problem> {
    let counts: Vec<(Uuid, i64)> = row::Entity::find()
        .select_only()
        .column(row::Column::CollaborationId)
        .column_as(row::Column::Id.count(), "members")
        .filter(row::Column::GroupId.is_null())
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

/// A membership that has come to its end gives nothing any more.
fn has_not_ended(tx: &Tx) -> Condition {
    let to = row::Column::ToDate;
    Condition::any().add(to.is_null()).add(to.gte(tx.today()))
}

/// The collaborations that any of these parties is a member of.
pub async fn list_collaborations_of(
    tx: &Tx,
    parties: &[PartyId],
) -> Result<Vec<CollaborationId>, Problem> {
    let rows: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::CollaborationId)
        .distinct()
        .filter(row::Column::GroupId.is_null())
        .filter(row::Column::PartyId.is_in(parties.iter().map(|id| id.0)))
        .filter(has_not_ended(tx))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(rows.into_iter().map(CollaborationId).collect())
}

/// The parties that share a group with any of these, themselves included.
pub async fn list_group_fellows(tx: &Tx, of: &[PartyId]) -> Result<Vec<PartyId>, Problem> {
    let their_groups = row::Entity::find()
        .select_only()
        .column(row::Column::GroupId)
        .filter(row::Column::GroupId.is_not_null())
        .filter(row::Column::PartyId.is_in(of.iter().map(|id| id.0)))
        .filter(has_not_ended(tx));
    let fellows: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::PartyId)
        .distinct()
        .filter(row::Column::GroupId.in_subquery(their_groups.into_query()))
        .filter(has_not_ended(tx))
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
