use super::distributions::row;
use super::text::{from_text, year as small_year};
use crate::records::DistributionOutcome;
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

type Columns = (
    Uuid,
    String,
    String,
    i64,
    String,
    bool,
    Option<String>,
    Option<String>,
);

/// The distributions of these collaborations in short, the latest year first, without what they
/// were computed from.
pub async fn list_outcomes(
    tx: &Tx,
    of: &[CollaborationId],
) -> Result<Vec<DistributionOutcome>, Problem> {
    use row::Column;
    let rows: Vec<Columns> = row::Entity::find()
        .select_only()
        .columns([
            Column::CollaborationId,
            Column::Key,
            Column::Title,
            Column::BudgetYear,
            Column::ModelKey,
            Column::Published,
            Column::Decision,
            Column::Result,
        ])
        .filter(Column::CollaborationId.is_in(of.iter().map(|id| id.0)))
        .order_by_desc(Column::BudgetYear)
        .order_by_asc(Column::Key)
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    rows.into_iter().map(outcome).collect()
}

fn outcome(row: Columns) -> Result<DistributionOutcome, Problem> {
    let (collaboration, key, title, year, model, published, decision, result) = row;
    let adopted = match (decision, result) {
        (Some(decision), Some(result)) => Some((from_text(&decision)?, from_text(&result)?)),
        _ => None,
    };
    Ok(DistributionOutcome {
        collaboration: CollaborationId(collaboration),
        key: Key::parse(&key)?,
        title,
        year: small_year(year)?,
        model: Key::parse(&model)?,
        published,
        adopted,
    })
}
