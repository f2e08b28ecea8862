use super::text::{from_text, from_text_option, to_text, to_text_option};
use crate::BudgetId;
use crate::records::{BudgetRecord, State};
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "budget")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub year: i64,
        pub title: String,
        pub status: String,
        pub published: bool,
        pub decision: Option<String>,
        pub content: String,
        pub source: String,
        pub note: String,
        pub comments_until: Option<Date>,
        pub round: i64,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn record(row: row::Model) -> Result<BudgetRecord, Problem> {
    let decision = from_text_option(row.decision.as_deref())?;
    Ok(BudgetRecord {
        id: BudgetId(row.id),
        title: row.title,
        state: State::from_parts(&row.status, decision)?,
        published: row.published,
        budget: from_text(&row.content)?,
        source: row.source,
        note: row.note,
        comments_until: row.comments_until,
        round: row.round,
        revision: row.revision,
    })
}

fn active(of: CollaborationId, record: &BudgetRecord) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(record.id.0),
        collaboration_id: Set(of.0),
        year: Set(record.year().into()),
        title: Set(record.title.clone()),
        status: Set(record.state.code().to_owned()),
        published: Set(record.published),
        decision: Set(to_text_option(record.state.decision())?),
        content: Set(to_text(&record.budget)?),
        source: Set(record.source.clone()),
        note: Set(record.note.clone()),
        comments_until: Set(record.comments_until),
        round: Set(record.round),
        revision: Set(record.revision),
    })
}

/// All budgets of a collaboration, the latest year first.
pub async fn list_budgets(tx: &Tx, of: CollaborationId) -> Result<Vec<BudgetRecord>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(of.0))
        .order_by_desc(row::Column::Year);
    statement::list(tx, query, record).await
}

pub async fn find_budget(
    tx: &Tx,
    of: CollaborationId,
    year: i32,
) -> Result<Option<BudgetRecord>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(of.0))
        .filter(row::Column::Year.eq(i64::from(year)));
    statement::find_one(tx, query, record).await
}

/// Where the one with that id is, whoever may see it.
pub async fn where_budget_is(tx: &Tx, id: Uuid) -> Result<Option<(CollaborationId, i32)>, Problem> {
    let place = |row: row::Model| {
        Ok((
            CollaborationId(row.collaboration_id),
            i32::try_from(row.year).map_err(Problem::internal)?,
        ))
    };
    statement::find_one(tx, row::Entity::find_by_id(id), place).await
}

/// What a budget is called, without its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBudget {
    pub id: Uuid,
    pub year: i32,
    pub title: String,
    pub is_draft: bool,
}

/// Those of a collaboration, the latest year first.
pub async fn name_budgets_in(tx: &Tx, of: CollaborationId) -> Result<Vec<NamedBudget>, Problem> {
    named(tx, row::Column::CollaborationId.eq(of.0)).await
}

/// Those with these ids.
pub async fn name_budgets(tx: &Tx, ids: &[Uuid]) -> Result<Vec<NamedBudget>, Problem> {
    named(tx, row::Column::Id.is_in(ids.iter().copied())).await
}

async fn named(
    tx: &Tx,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<NamedBudget>, Problem> {
    use row::Column;
    let query = row::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Year, Column::Title, Column::Status])
        .filter(which)
        .order_by_desc(Column::Year)
        .into_tuple::<(Uuid, i64, String, String)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let named = |(id, year, title, status): (Uuid, i64, String, String)| {
        Ok(NamedBudget {
            id,
            year: year.try_into().map_err(Problem::internal)?,
            title,
            is_draft: status == State::Draft.code(),
        })
    };
    rows.into_iter().map(named).collect()
}

pub async fn insert_budget(
    tx: &Tx,
    of: CollaborationId,
    new: &BudgetRecord,
) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(of, new)?)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_budget(
    tx: &Tx,
    of: CollaborationId,
    changed: &BudgetRecord,
    seen: i64,
) -> Result<(), Problem> {
    statement::update_seen(tx, active(of, changed)?, changed.id.0, seen).await
}

/// Removes what was seen; fails with `changed_meanwhile` when somebody saved since, and with
/// `budget_has_answers` when parties have said something of it.
pub async fn delete_budget(tx: &Tx, id: BudgetId, seen: i64) -> Result<(), Problem> {
    statement::delete_seen_unused::<row::Entity>(tx, id.0, seen, "budget_has_answers").await
}

/// Which years have a budget in these collaborations.
pub async fn list_budget_years(
    tx: &Tx,
    of: &[CollaborationId],
) -> Result<Vec<(CollaborationId, i32)>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .columns([row::Column::CollaborationId, row::Column::Year])
        .filter(row::Column::CollaborationId.is_in(of.iter().map(|id| id.0)))
        .into_tuple::<(Uuid, i64)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let year = |(id, year): (Uuid, i64)| {
        Ok((
            CollaborationId(id),
            i32::try_from(year).map_err(Problem::internal)?,
        ))
    };
    rows.into_iter().map(year).collect()
}

/// The budgets of these collaborations that are out for comment, with where each is.
pub async fn list_out_for_comment(
    tx: &Tx,
    of: &[CollaborationId],
) -> Result<Vec<(CollaborationId, BudgetRecord)>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.is_in(of.iter().map(|id| id.0)))
        .filter(row::Column::CommentsUntil.is_not_null())
        .order_by_asc(row::Column::Year)
        .order_by_asc(row::Column::Id);
    let placed = |row: row::Model| Ok((CollaborationId(row.collaboration_id), record(row)?));
    statement::list(tx, query, placed).await
}

/// Whether a budget names the party.
pub(super) async fn budgets_name(tx: &Tx, party: &str) -> Result<bool, Problem> {
    statement::names_key::<row::Entity>(tx, &[row::Column::Content], party).await
}
