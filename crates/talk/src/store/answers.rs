use crate::DraftAnswerId;
use crate::model::{DraftAnswer, DraftId};
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Naming, Tx, names, problem, rows_naming, statement};
use samverk_foundation::{PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "draft_answer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version_id: Option<Uuid>,
        pub budget_id: Option<Uuid>,
        pub round: i64,
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

fn draft(row: &row::Model) -> Result<DraftId, Problem> {
    match (row.version_id, row.budget_id) {
        (Some(version), None) => Ok(DraftId::Version(version)),
        (None, Some(id)) => Ok(DraftId::Budget {
            id,
            round: row.round,
        }),
        _ => Err(Problem::internal(format!(
            "the answer {} is about nothing",
            row.id
        ))),
    }
}

/// The version, the budget and its round.
fn columns(of: DraftId) -> (Option<Uuid>, Option<Uuid>, i64) {
    match of {
        DraftId::Version(version) => (Some(version), None, 1),
        DraftId::Budget { id, round } => (None, Some(id), round),
    }
}

fn answer(row: row::Model) -> Result<DraftAnswer, Problem> {
    Ok(DraftAnswer {
        id: DraftAnswerId(row.id),
        of: draft(&row)?,
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
    let (version, budget, round) = columns(one.of);
    Ok(row::ActiveModel {
        id: Set(one.id.0),
        version_id: Set(version),
        budget_id: Set(budget),
        round: Set(round),
        party_id: Set(one.party.0),
        has_none: Set(one.has_none),
        remarks: Set(serde_json::to_value(&one.remarks).map_err(Problem::internal)?),
        person_id: Set(one.person.map(|id| id.0)),
        author: Set(one.author.clone()),
        answered_at: Set(one.answered_at),
        revision: Set(one.revision),
    })
}

fn about(of: DraftId) -> Condition {
    let (version, budget, round) = columns(of);
    let all = Condition::all();
    match version {
        Some(version) => all.add(Column::VersionId.eq(version)),
        None => all
            .add(Column::BudgetId.eq(budget))
            .add(Column::Round.eq(round)),
    }
}

/// What parties answered about a draft, in the order in which they first did.
pub async fn list_answers(tx: &Tx, of: DraftId) -> Result<Vec<DraftAnswer>, Problem> {
    let query = row::Entity::find().filter(about(of));
    statement::list(tx, query.order_by_asc(Column::Id), answer).await
}

/// What they answered about a budget in all its rounds, the first round first.
pub async fn list_answers_of_budget(tx: &Tx, budget: Uuid) -> Result<Vec<DraftAnswer>, Problem> {
    let query = row::Entity::find()
        .filter(Column::BudgetId.eq(budget))
        .order_by_asc(Column::Round)
        .order_by_asc(Column::Id);
    statement::list(tx, query, answer).await
}

pub async fn find_answer(
    tx: &Tx,
    of: DraftId,
    party: PartyId,
) -> Result<Option<DraftAnswer>, Problem> {
    let query = row::Entity::find().filter(about(of));
    statement::find_one(tx, query.filter(Column::PartyId.eq(party.0)), answer).await
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

/// Which party has answered about which of these budgets, and in which round.
pub async fn list_answered_budgets(
    tx: &Tx,
    budgets: &[Uuid],
) -> Result<Vec<(Uuid, i64, PartyId)>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .columns([Column::BudgetId, Column::Round, Column::PartyId])
        .filter(Column::BudgetId.is_in(budgets.iter().copied()))
        .into_tuple::<(Uuid, i64, Uuid)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let named = rows.into_iter();
    Ok(named
        .map(|(budget, round, party)| (budget, round, PartyId(party)))
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
