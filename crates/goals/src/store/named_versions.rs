//! What versions of plans are called, without what they say.

use super::{plans, versions};
use crate::model::VersionStatus;
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Key, Problem};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

/// A version, and the plan that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedVersion {
    pub id: Uuid,
    pub plan: Key,
    pub title: String,
    pub number: i64,
    /// It is not decided yet.
    pub is_open: bool,
}

type Row = (Uuid, Uuid, i64, String);

/// Those of a collaboration's plans, by plan and number.
pub async fn name_versions_in(tx: &Tx, of: CollaborationId) -> Result<Vec<NamedVersion>, Problem> {
    let plans = plans::names_of(tx, plans::row::Column::CollaborationId.eq(of.0)).await?;
    let ids: Vec<Uuid> = plans.iter().map(|(id, ..)| *id).collect();
    let rows = rows(tx, versions::row::Column::PlanId.is_in(ids)).await?;
    named(rows, plans)
}

/// Those with these ids.
pub async fn name_versions(tx: &Tx, ids: &[Uuid]) -> Result<Vec<NamedVersion>, Problem> {
    let rows = rows(tx, versions::row::Column::Id.is_in(ids.iter().copied())).await?;
    let plans: Vec<Uuid> = rows.iter().map(|(_, plan, ..)| *plan).collect();
    let plans = plans::names_of(tx, plans::row::Column::Id.is_in(plans)).await?;
    named(rows, plans)
}

async fn rows(tx: &Tx, which: sea_orm::sea_query::SimpleExpr) -> Result<Vec<Row>, Problem> {
    use versions::row::{Column, Entity};
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::PlanId, Column::Number, Column::Status])
        .filter(which)
        .into_tuple::<Row>();
    query.all(tx.connection()).await.map_err(problem)
}

fn named(rows: Vec<Row>, plans: Vec<(Uuid, String, String)>) -> Result<Vec<NamedVersion>, Problem> {
    let plans: BTreeMap<Uuid, (String, String)> = plans
        .into_iter()
        .map(|(id, key, title)| (id, (key, title)))
        .collect();
    let mut all = Vec::new();
    for (id, plan, number, status) in rows {
        let Some((key, title)) = plans.get(&plan) else {
            continue;
        };
        all.push(NamedVersion {
            id,
            plan: Key::parse(key)?,
            title: title.clone(),
            number,
            is_open: !VersionStatus::from_code(&status)?.is_locked(),
        });
    }
    all.sort_by(|one, other| (&one.plan, one.number).cmp(&(&other.plan, other.number)));
    Ok(all)
}
