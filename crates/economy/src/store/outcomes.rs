use super::distributions::{list_private, row};
use super::text::{from_text, year as small_year};
use crate::in_force::Claim;
use crate::records::{DistributionOutcome, UnsharedDraft};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Key, PersonId, Problem};
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
    Option<String>,
);

/// The shared drafts and the distributions in force of these collaborations in short, the latest year first,
/// without what they were computed from. What is superseded is not counted anywhere.
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
            Column::SupersededBy,
        ])
        .filter(Column::CollaborationId.is_in(of.iter().map(|id| id.0)))
        .filter(Column::Private.is_null())
        .order_by_desc(Column::BudgetYear)
        .order_by_asc(Column::Key)
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let rows = rows.into_iter().filter(|row| row.8.is_none());
    let all: Vec<DistributionOutcome> = rows.map(outcome).collect::<Result<_, _>>()?;
    let counted: Vec<bool> = all.iter().map(|one| counts(one, &all)).collect();
    let both = all.into_iter().zip(counted);
    Ok(both
        .filter(|(_, counts)| *counts)
        .map(|(one, _)| one)
        .collect())
}

/// The drafts there that are not shared and that the person sees: their own, and those that others let them
/// see. The latest year first.
pub async fn list_unshared(
    tx: &Tx,
    of: &[CollaborationId],
    person: PersonId,
) -> Result<Vec<UnsharedDraft>, Problem> {
    let all = list_private(tx, of).await?.into_iter();
    let seen = all.filter_map(|(collaboration, record)| {
        let private = record.private.as_ref()?;
        let is_seen = private.people().contains(&person);
        is_seen.then_some(UnsharedDraft {
            id: record.id,
            maker: private.maker,
            outcome: DistributionOutcome {
                collaboration,
                key: record.key,
                title: record.title,
                year: record.year,
                model: record.model,
                published: false,
                adopted: None,
            },
        })
    });
    Ok(seen.collect())
}

fn claim(outcome: &DistributionOutcome) -> Option<Claim<'_>> {
    let (decision, result) = outcome.adopted.as_ref()?;
    Some(Claim {
        key: &outcome.key,
        year: outcome.year,
        purpose: result.purpose,
        decision,
    })
}

fn counts(one: &DistributionOutcome, all: &[DistributionOutcome]) -> bool {
    let here = all
        .iter()
        .filter(|other| other.collaboration == one.collaboration);
    let claims: Vec<Claim> = here.filter_map(claim).collect();
    claim(one).is_none_or(|claim| claim.holds_among(&claims))
}

fn outcome(row: Columns) -> Result<DistributionOutcome, Problem> {
    let (collaboration, key, title, year, model, published, decision, result, _) = row;
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
