use super::text::{from_text, from_text_option, to_text_option, year as small_year};
use crate::DistributionId;
use crate::records::{AdoptedResult, DistributionRecord};
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{CollaborationId, Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, QueryOrder, QuerySelect, Select, Set};

pub(super) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "distribution")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub key: String,
        pub title: String,
        pub budget_year: i64,
        pub model_key: String,
        pub status: String,
        pub published: bool,
        pub decision: Option<String>,
        pub note: String,
        pub printed: Option<String>,
        pub inputs: Option<String>,
        pub result: Option<String>,
        pub superseded_by: Option<String>,
        pub private: Option<String>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn record(row: row::Model) -> Result<DistributionRecord, Problem> {
    let adopted = adopted(&row)?;
    Ok(DistributionRecord {
        id: DistributionId(row.id),
        key: Key::parse(&row.key)?,
        title: row.title,
        year: small_year(row.budget_year)?,
        model: Key::parse(&row.model_key)?,
        published: row.published,
        private: from_text_option(row.private.as_deref())?,
        note: row.note,
        printed: from_text_option(row.printed.as_deref())?,
        adopted,
        superseded_by: row.superseded_by.as_deref().map(Key::parse).transpose()?,
        revision: row.revision,
    })
}

fn adopted(row: &row::Model) -> Result<Option<AdoptedResult>, Problem> {
    match (row.status.as_str(), &row.decision, &row.inputs, &row.result) {
        ("draft", None, None, None) => Ok(None),
        ("adopted" | "superseded", Some(decision), Some(input), Some(result)) => {
            Ok(Some(AdoptedResult {
                decision: from_text(decision)?,
                input: from_text(input)?,
                result: from_text(result)?,
            }))
        }
        _ => Err(Problem::internal(format!(
            "the distribution {} is neither draft nor whole",
            row.id
        ))),
    }
}

fn active(of: CollaborationId, record: &DistributionRecord) -> Result<row::ActiveModel, Problem> {
    let adopted = record.adopted.as_ref();
    Ok(row::ActiveModel {
        id: Set(record.id.0),
        collaboration_id: Set(of.0),
        key: Set(record.key.to_string()),
        title: Set(record.title.clone()),
        budget_year: Set(record.year.into()),
        model_key: Set(record.model.to_string()),
        status: Set(record.state().code().to_owned()),
        published: Set(record.published),
        decision: Set(to_text_option(adopted.map(|adopted| &adopted.decision))?),
        note: Set(record.note.clone()),
        printed: Set(to_text_option(record.printed.as_ref())?),
        inputs: Set(to_text_option(adopted.map(|adopted| &adopted.input))?),
        result: Set(to_text_option(adopted.map(|adopted| &adopted.result))?),
        superseded_by: Set(record.superseded_by.as_ref().map(Key::to_string)),
        private: Set(to_text_option(record.private.as_ref())?),
        revision: Set(record.revision),
    })
}

fn of_collaboration(of: CollaborationId) -> Select<row::Entity> {
    row::Entity::find()
        .filter(row::Column::CollaborationId.eq(of.0))
        .order_by_desc(row::Column::BudgetYear)
        .order_by_asc(row::Column::Key)
}

async fn all(tx: &Tx, query: Select<row::Entity>) -> Result<Vec<DistributionRecord>, Problem> {
    statement::list(tx, query, record).await
}

/// All distributions of a collaboration: the latest year first, then by key.
pub async fn list_distributions(
    tx: &Tx,
    of: CollaborationId,
) -> Result<Vec<DistributionRecord>, Problem> {
    all(tx, of_collaboration(of)).await
}

/// What a distribution is called, without what it was computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDistribution {
    pub id: Uuid,
    pub key: Key,
    pub title: String,
}

/// Those with these ids.
pub async fn name_distributions(tx: &Tx, ids: &[Uuid]) -> Result<Vec<NamedDistribution>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::Key, row::Column::Title])
        .filter(row::Column::Id.is_in(ids.iter().copied()))
        .into_tuple::<(Uuid, String, String)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let named = |(id, key, title): (Uuid, String, String)| {
        let key = Key::parse(&key)?;
        Ok(NamedDistribution { id, key, title })
    };
    rows.into_iter().map(named).collect()
}

pub async fn list_distributions_of_year(
    tx: &Tx,
    of: CollaborationId,
    year: i32,
) -> Result<Vec<DistributionRecord>, Problem> {
    let year = row::Column::BudgetYear.eq(i64::from(year));
    all(tx, of_collaboration(of).filter(year)).await
}

/// The drafts of these collaborations that are not shared, with where each is.
pub(super) async fn list_private(
    tx: &Tx,
    of: &[CollaborationId],
) -> Result<Vec<(CollaborationId, DistributionRecord)>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.is_in(of.iter().map(|id| id.0)))
        .filter(row::Column::Private.is_not_null())
        .order_by_desc(row::Column::BudgetYear)
        .order_by_asc(row::Column::Key);
    let placed = |row: row::Model| Ok((CollaborationId(row.collaboration_id), record(row)?));
    statement::list(tx, query, placed).await
}

pub async fn find_distribution(
    tx: &Tx,
    of: CollaborationId,
    key: &str,
) -> Result<Option<DistributionRecord>, Problem> {
    let query = of_collaboration(of).filter(row::Column::Key.eq(key));
    statement::find_one(tx, query, record).await
}

/// Lets nobody else adopt a distribution of the year until the transaction ends.
pub async fn lock_distributions_of_year(
    tx: &Tx,
    of: CollaborationId,
    year: i32,
) -> Result<(), Problem> {
    let of = row::Column::CollaborationId.eq(of.0);
    let of_year = of.and(row::Column::BudgetYear.eq(i64::from(year)));
    statement::hold::<row::Entity>(tx, of_year).await
}

/// Where the one with that id is, whoever may see it.
pub async fn where_distribution_is(
    tx: &Tx,
    id: Uuid,
) -> Result<Option<(CollaborationId, String)>, Problem> {
    let place = |row: row::Model| Ok((CollaborationId(row.collaboration_id), row.key));
    statement::find_one(tx, row::Entity::find_by_id(id), place).await
}

pub async fn insert_distribution(
    tx: &Tx,
    of: CollaborationId,
    new: &DistributionRecord,
) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(of, new)?)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_distribution(
    tx: &Tx,
    of: CollaborationId,
    changed: &DistributionRecord,
    seen: i64,
) -> Result<(), Problem> {
    statement::update_seen(tx, active(of, changed)?, changed.id.0, seen).await
}

/// Removes what was seen; fails with `changed_meanwhile` when somebody saved since.
pub async fn delete_distribution(tx: &Tx, id: DistributionId, seen: i64) -> Result<(), Problem> {
    statement::delete_seen::<row::Entity>(tx, id.0, seen).await
}

/// Whether a distribution or its printed table names the party.
pub(super) async fn distributions_name(tx: &Tx, party: &str) -> Result<bool, Problem> {
    let documents = [
        row::Column::Printed,
        row::Column::Inputs,
        row::Column::Result,
    ];
    statement::names_key::<row::Entity>(tx, &documents, party).await
}
