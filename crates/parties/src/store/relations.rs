use crate::model::{Certainty, Others, Reach, Relation};
use samverk_database::Tx;
use samverk_database::statement::{delete, delete_seen, insert_later, list, update_seen};
use samverk_foundation::{CollaborationId, Key, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "relation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub key: String,
        pub party_id: Uuid,
        pub all_others: bool,
        pub others: Json,
        pub topics: Json,
        pub reach: String,
        pub certainty: String,
        pub note: String,
        pub position: i64,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn relation(row: row::Model) -> Result<Relation, Problem> {
    let others: Vec<PartyId> = serde_json::from_value(row.others).map_err(Problem::internal)?;
    Ok(Relation {
        id: row.id,
        key: Key::parse(&row.key)?,
        party: PartyId(row.party_id),
        others: if row.all_others {
            Others::All
        } else {
            Others::Parties(others)
        },
        topics: serde_json::from_value(row.topics).map_err(Problem::internal)?,
        reach: Reach::from_code(&row.reach)?,
        certainty: Certainty::from_code(&row.certainty)?,
        note: row.note,
        position: row.position,
        revision: row.revision,
    })
}

fn active(
    collaboration: CollaborationId,
    relation: &Relation,
) -> Result<row::ActiveModel, Problem> {
    let json = |value: Result<Json, serde_json::Error>| value.map_err(Problem::internal).map(Set);
    Ok(row::ActiveModel {
        id: Set(relation.id),
        collaboration_id: Set(collaboration.0),
        key: Set(relation.key.to_string()),
        party_id: Set(relation.party.0),
        all_others: Set(relation.others == Others::All),
        others: json(serde_json::to_value(relation.others.parties()))?,
        topics: json(serde_json::to_value(&relation.topics))?,
        reach: Set(relation.reach.code().to_owned()),
        certainty: Set(relation.certainty.code().to_owned()),
        note: Set(relation.note.clone()),
        position: Set(relation.position),
        revision: Set(relation.revision),
    })
}

/// The relations of a collaboration, in their order.
pub async fn list_relations(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<Vec<Relation>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .order_by_asc(row::Column::Position)
        .order_by_asc(row::Column::Id);
    list(tx, query, relation).await
}

/// The others of every relation in every collaboration.
pub async fn list_related(tx: &Tx) -> Result<Vec<Others>, Problem> {
    let query = row::Entity::find();
    list(tx, query, |row| Ok(relation(row)?.others)).await
}

pub async fn insert_relation(
    tx: &Tx,
    collaboration: CollaborationId,
    new: &Relation,
) -> Result<(), Problem> {
    insert_later(tx, active(collaboration, new)?).await
}

/// Saves over `seen_revision` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_relation(
    tx: &Tx,
    collaboration: CollaborationId,
    changed: &Relation,
    seen_revision: i64,
) -> Result<(), Problem> {
    update_seen(
        tx,
        active(collaboration, changed)?,
        changed.id,
        seen_revision,
    )
    .await
}

pub async fn delete_relation(tx: &Tx, id: Uuid, seen: i64) -> Result<(), Problem> {
    delete_seen::<row::Entity>(tx, id, seen).await
}

pub(super) async fn delete_relations_of(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<(), Problem> {
    let of = row::Column::CollaborationId.eq(collaboration.0);
    delete(tx, row::Entity::delete_many().filter(of)).await
}
