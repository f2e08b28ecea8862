use crate::model::{Assessment, Subject};
use crate::{AssessmentId, GroupId, LadderId};
use samverk_database::statement::{delete, insert};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "assessment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub group_id: Option<Uuid>,
        pub party_id: Option<Uuid>,
        pub other_party_id: Option<Uuid>,
        pub ladder_id: Uuid,
        pub level: i64,
        pub wanted_level: Option<i64>,
        pub note: String,
        pub assessed_on: Option<Date>,
        pub on_behalf_of: Option<Uuid>,
        pub position: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn assessment(row: row::Model) -> Assessment {
    let subject = match (row.group_id, row.party_id, row.other_party_id) {
        (Some(group), _, _) => Subject::Group(GroupId(group)),
        (None, Some(party), Some(other)) => Subject::Pair(PartyId(party), PartyId(other)),
        _ => Subject::Whole,
    };
    Assessment {
        id: AssessmentId(row.id),
        subject,
        ladder: LadderId(row.ladder_id),
        level: row.level,
        wanted_level: row.wanted_level,
        note: row.note,
        date: row.assessed_on,
        on_behalf_of: row.on_behalf_of.map(PartyId),
    }
}

/// Every assessment in a collaboration, in the order they were recorded.
pub async fn list_assessments(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<Vec<Assessment>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .order_by_asc(row::Column::Position)
        .order_by_asc(row::Column::Id);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    Ok(rows.into_iter().map(assessment).collect())
}

/// What the view that stands for a group says, for a list of groups that is sorted by it; -1 where nobody says anything.
/// The same rule as `model::leading` of what `model::present` holds, once for each row by the index of the group.
pub fn standing_of_group(column: &'static str) -> String {
    let voice = "PARTITION BY ladder_id, on_behalf_of";
    format!(
        "COALESCE((SELECT held.{column} FROM (SELECT {column}, on_behalf_of, position, \
         ROW_NUMBER() OVER ({voice} ORDER BY made DESC, position DESC) AS place \
         FROM (SELECT {column}, ladder_id, on_behalf_of, position, COALESCE(CAST(assessed_on AS TEXT), \
         MAX(CAST(assessed_on AS TEXT)) OVER ({voice} ORDER BY position), '') AS made \
         FROM assessment WHERE group_id = working_group.id) AS said) AS held WHERE held.place = 1 \
         ORDER BY CASE WHEN held.on_behalf_of IS NULL THEN 0 ELSE 1 END, held.position DESC LIMIT 1), -1)"
    )
}

/// Whether a group of the collaboration has been assessed.
pub async fn is_assessed(
    tx: &Tx,
    collaboration: CollaborationId,
    group: GroupId,
) -> Result<bool, Problem> {
    let query = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .filter(row::Column::GroupId.eq(group.0))
        .limit(1);
    let found = query.into_tuple::<Uuid>().one(tx.connection()).await;
    Ok(found.map_err(problem)?.is_some())
}

/// Every assessment in these collaborations, each one's in the order they were recorded.
pub async fn list_assessments_in(
    tx: &Tx,
    collaborations: &[CollaborationId],
) -> Result<BTreeMap<CollaborationId, Vec<Assessment>>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.is_in(collaborations.iter().map(|id| id.0)))
        .order_by_asc(row::Column::Position)
        .order_by_asc(row::Column::Id);
    let mut histories: BTreeMap<CollaborationId, Vec<Assessment>> = BTreeMap::new();
    for row in query.all(tx.connection()).await.map_err(problem)? {
        let of = CollaborationId(row.collaboration_id);
        histories.entry(of).or_default().push(assessment(row));
    }
    Ok(histories)
}

/// Adds an assessment after the others.
pub async fn append_assessment(
    tx: &Tx,
    collaboration: CollaborationId,
    new: &Assessment,
) -> Result<(), Problem> {
    let (group, pair) = match new.subject {
        Subject::Whole => (None, None),
        Subject::Group(group) => (Some(group.0), None),
        Subject::Pair(party, other) => (None, Some((party.0, other.0))),
    };
    let row = row::ActiveModel {
        id: Set(new.id.0),
        collaboration_id: Set(collaboration.0),
        group_id: Set(group),
        party_id: Set(pair.map(|(party, _)| party)),
        other_party_id: Set(pair.map(|(_, other)| other)),
        ladder_id: Set(new.ladder.0),
        level: Set(new.level),
        wanted_level: Set(new.wanted_level),
        note: Set(new.note.clone()),
        assessed_on: Set(new.date),
        on_behalf_of: Set(new.on_behalf_of.map(|id| id.0)),
        position: Set(next_position(tx, collaboration).await?),
    };
    insert(tx, row::Entity::insert(row)).await
}

async fn next_position(tx: &Tx, collaboration: CollaborationId) -> Result<i64, Problem> {
    let last: Option<Option<i64>> = row::Entity::find()
        .select_only()
        .column_as(row::Column::Position.max(), "last")
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .into_tuple()
        .one(tx.connection())
        .await
        .map_err(problem)?;
    Ok(last.flatten().map_or(0, |last| last + 1))
}

/// The levels of a ladder that somebody has used, so that none of them is taken away.
pub async fn list_used_levels(tx: &Tx, ladder: LadderId) -> Result<Vec<i64>, Problem> {
    let used: Vec<(i64, Option<i64>)> = row::Entity::find()
        .select_only()
        .columns([row::Column::Level, row::Column::WantedLevel])
        .distinct()
        .filter(row::Column::LadderId.eq(ladder.0))
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(used
        .into_iter()
        .flat_map(|(level, wanted)| [Some(level), wanted])
        .flatten()
        .collect())
}

pub(super) async fn delete_assessments_of(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<(), Problem> {
    let of = row::Column::CollaborationId.eq(collaboration.0);
    delete(tx, row::Entity::delete_many().filter(of)).await
}
