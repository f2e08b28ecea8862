use super::parties::{party, row as party_row};
use crate::GroupId;
use crate::model::{Mandate, MandateRole};
use samverk_database::statement::{delete, insert_many};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{Condition, QueryOrder, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "mandate")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub group_id: Option<Uuid>,
        pub role: String,
        pub title: String,
        pub party_id: Option<Uuid>,
        pub from_date: Option<Date>,
        pub to_date: Option<Date>,
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

fn mandate(row: row::Model, its_party: Option<party_row::Model>) -> Result<Mandate, Problem> {
    Ok(Mandate {
        role: MandateRole::from_code(&row.role)?,
        title: row.title,
        party: its_party.map(party).transpose()?,
        from: row.from_date,
        to: row.to_date,
    })
}

/// All mandates: those of the collaboration itself (no group) and those of its groups, in order.
pub async fn list_mandates(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<Vec<(Option<GroupId>, Mandate)>, Problem> {
    let rows = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .order_by_asc(row::Column::Position)
        .find_also_related(party_row::Entity)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let of_group =
        |(row, party): (row::Model, _)| Ok((row.group_id.map(GroupId), mandate(row, party)?));
    rows.into_iter().map(of_group).collect()
}

/// A party's mandates everywhere: of collaborations (no group) and of their groups.
pub async fn list_mandates_of(
    tx: &Tx,
    party: PartyId,
) -> Result<Vec<(CollaborationId, Option<GroupId>, Mandate)>, Problem> {
    with_places(tx, row::Column::PartyId.eq(party.0)).await
}

/// All mandates of these collaborations (no group) and of their groups, in order.
pub async fn list_mandates_in(
    tx: &Tx,
    collaborations: &[CollaborationId],
) -> Result<Vec<(CollaborationId, Option<GroupId>, Mandate)>, Problem> {
    let here = collaborations.iter().map(|id| id.0);
    with_places(tx, row::Column::CollaborationId.is_in(here)).await
}

async fn with_places(
    tx: &Tx,
    which: SimpleExpr,
) -> Result<Vec<(CollaborationId, Option<GroupId>, Mandate)>, Problem> {
    let rows = row::Entity::find()
        .filter(which)
        .order_by_asc(row::Column::Position)
        .find_also_related(party_row::Entity)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let with_place = |(row, party): (row::Model, _)| {
        let (of, group) = (CollaborationId(row.collaboration_id), row.group_id);
        Ok((of, group.map(GroupId), mandate(row, party)?))
    };
    rows.into_iter().map(with_place).collect()
}

/// Sets the whole list of the collaboration itself (`group` none) or of one of its groups.
pub async fn replace_mandates(
    tx: &Tx,
    collaboration: CollaborationId,
    group: Option<GroupId>,
    mandates: &[Mandate],
) -> Result<(), Problem> {
    let of_group = match group {
        Some(id) => row::Column::GroupId.eq(id.0),
        None => row::Column::GroupId.is_null(),
    };
    let these = Condition::all()
        .add(row::Column::CollaborationId.eq(collaboration.0))
        .add(of_group);
    row::Entity::delete_many()
        .filter(these)
        .exec(tx.connection())
        .await
        .map_err(problem)?;
    if mandates.is_empty() {
        return Ok(());
    }
    let rows = mandates
        .iter()
        .zip(0..)
        .map(|(mandate, position)| row::ActiveModel {
            id: Set(tx.new_id()),
            collaboration_id: Set(collaboration.0),
            group_id: Set(group.map(|id| id.0)),
            role: Set(mandate.role.code().to_owned()),
            title: Set(mandate.title.clone()),
            party_id: Set(mandate.party.as_ref().map(|party| party.id.0)),
            from_date: Set(mandate.from),
            to_date: Set(mandate.to),
            position: Set(position),
        });
    insert_many(tx, row::Entity::insert_many(rows)).await
}

pub(super) async fn delete_mandates_of(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<(), Problem> {
    let of = row::Column::CollaborationId.eq(collaboration.0);
    delete(tx, row::Entity::delete_many().filter(of)).await
}
