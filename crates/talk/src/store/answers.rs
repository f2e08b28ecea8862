use crate::DraftAnswerId;
use crate::model::DraftAnswer;
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Naming, Tx, names, problem, rows_naming, statement};
use samverk_foundation::{PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "draft_answer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version_id: Uuid,
        pub party_id: Uuid,
        pub has_none: bool,
        pub remarks: Json,
        pub person_id: Option<Uuid>,
        pub author: String,
        pub answered_at: DateTime<Utc>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn answer(row: row::Model) -> Result<DraftAnswer, Problem> {
    Ok(DraftAnswer {
        id: DraftAnswerId(row.id),
        version: row.version_id,
        party: PartyId(row.party_id),
        has_none: row.has_none,
        remarks: serde_json::from_value(row.remarks).map_err(Problem::internal)?,
        person: row.person_id.map(PersonId),
        author: row.author,
        answered_at: row.answered_at,
        revision: row.revision,
    })
}

fn active(one: &DraftAnswer) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(one.id.0),
        version_id: Set(one.version),
        party_id: Set(one.party.0),
        has_none: Set(one.has_none),
        remarks: Set(serde_json::to_value(&one.remarks).map_err(Problem::internal)?),
        person_id: Set(one.person.map(|id| id.0)),
        author: Set(one.author.clone()),
        answered_at: Set(one.answered_at),
        revision: Set(one.revision),
    })
}

/// What parties answered about these versions, in the order in which they first did.
pub async fn list_answers(tx: &Tx, versions: &[Uuid]) -> Result<Vec<DraftAnswer>, Problem> {
    let query = row::Entity::find()
        .filter(Column::VersionId.is_in(versions.iter().copied()))
        .order_by_asc(Column::Id);
    statement::list(tx, query, answer).await
}

pub async fn find_answer(
    tx: &Tx,
    version: Uuid,
    party: PartyId,
) -> Result<Option<DraftAnswer>, Problem> {
    let query = row::Entity::find()
        .filter(Column::VersionId.eq(version))
        .filter(Column::PartyId.eq(party.0));
    statement::find_one(tx, query, answer).await
}

/// What somebody of that name answered for a party, the newest first.
pub async fn answers_naming(tx: &Tx, words: &str) -> Result<Vec<Naming>, Problem> {
    let found = rows_naming::<row::Entity>(tx, &[Column::Author], words).await?;
    let own = found.into_iter().filter(|row| names(&row.author, words));
    let naming = own.map(|row| Naming {
        field: "draft-answer-author",
        at: row.answered_at,
        href: None,
    });
    Ok(naming.collect())
}

/// Which party has answered about which of these versions.
pub async fn list_answered(tx: &Tx, versions: &[Uuid]) -> Result<Vec<(Uuid, PartyId)>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .columns([Column::VersionId, Column::PartyId])
        .filter(Column::VersionId.is_in(versions.iter().copied()))
        .into_tuple::<(Uuid, Uuid)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let named = rows.into_iter();
    Ok(named
        .map(|(version, party)| (version, PartyId(party)))
        .collect())
}

/// Of which of these versions something was said.
pub async fn list_remarked(tx: &Tx, versions: &[Uuid]) -> Result<Vec<Uuid>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .column(Column::VersionId)
        .distinct()
        .filter(Column::VersionId.is_in(versions.iter().copied()))
        .filter(Column::HasNone.eq(false))
        .into_tuple::<Uuid>();
    query.all(tx.connection()).await.map_err(problem)
}

/// Fails with `already_exists` when the party answered meanwhile.
pub async fn insert_answer(tx: &Tx, new: &DraftAnswer) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new)?)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile`.
pub async fn update_answer(tx: &Tx, new: &DraftAnswer, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new)?, new.id.0, seen).await
}
