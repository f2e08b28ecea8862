//! A collaboration's plans as canonical files.

use super::documents::{PlanDocument, VersionDocument};
use super::tables;
use crate::model::{Goal, GoalRef, Measurement, Plan, PlanVersion, plain};
use crate::{INDICATOR, Indicator, KINDS, store};
use samverk_database::Tx;
use samverk_exchange::{Folder, to_csv, to_toml};
use samverk_foundation::{Key, Problem};
use samverk_kept::Held;
use samverk_parties::model::Collaboration;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Writes the plans and answers which catalogues they point at.
pub(super) async fn write(
    tx: &Tx,
    collaboration: &Collaboration,
    folder: &mut Folder,
) -> Result<BTreeSet<Key>, Problem> {
    let mut catalogues = BTreeSet::new();
    for plan in store::list_plans(tx, collaboration.id).await? {
        let root = format!("collaborations/{}/plans/{}", collaboration.key, plan.key);
        folder.insert(
            format!("{root}/plan.toml"),
            to_toml(&PlanDocument::of(&plan))?,
        );
        for version in store::list_versions(tx, plan.id).await? {
            catalogues.extend(references(&version).into_iter().map(|one| one.catalogue));
            write_version(&version, &root, folder)?;
        }
        write_tables(tx, &plan, &root, folder).await?;
    }
    Ok(catalogues)
}

fn references(version: &PlanVersion) -> BTreeSet<GoalRef> {
    let areas = version.content.focus_areas.iter();
    let of_areas = areas.flat_map(|area| area.catalogue_goals.iter().cloned());
    let of_goals = version.content.goals.iter().flat_map(Goal::catalogue_goals);
    of_areas.chain(of_goals).collect()
}

fn write_version(version: &PlanVersion, root: &str, folder: &mut Folder) -> Result<(), Problem> {
    let here = format!("{root}/versions/{}", version.number);
    folder.insert(
        format!("{here}/version.toml"),
        to_toml(&VersionDocument::of(version))?,
    );
    let rows: Vec<_> = version.content.goals.iter().flat_map(goal_rows).collect();
    insert_table(folder, format!("{here}/goals.csv"), tables::GOALS, &rows);
    Ok(())
}

fn insert_table(folder: &mut Folder, path: String, columns: &[&str], rows: &[Vec<String>]) {
    if let Some(text) = to_csv(columns, rows) {
        folder.insert(path, text);
    }
}

fn goal_rows(goal: &Goal) -> Vec<Vec<String>> {
    let row = |text: &crate::model::GoalYear| {
        let references: Vec<_> = text
            .catalogue_goals
            .iter()
            .map(ToString::to_string)
            .collect();
        vec![
            goal.key.to_string(),
            goal.focus_area.to_string(),
            text.year.to_string(),
            text.text.clone(),
            references.join(" "),
            goal.owner.clone(),
            goal.without_indicator.clone(),
        ]
    };
    goal.years.iter().map(row).collect()
}

async fn write_tables(
    tx: &Tx,
    plan: &Plan,
    root: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let indicators = INDICATOR.whole(tx, plan.id.0).await?;
    let ids: Vec<Uuid> = indicators.iter().map(|indicator| indicator.id).collect();
    let measurements = store::list_measurements(tx, &ids).await?;
    let mut rows = Vec::new();
    for one in &indicators {
        let mut made = measurements.get(&one.id).cloned().unwrap_or_default();
        made.sort_by_key(|measurement| measurement.position);
        rows.extend(
            made.iter()
                .map(|measurement| measurement_row(one, measurement)),
        );
    }
    insert_table(
        folder,
        format!("{root}/measurements.csv"),
        tables::MEASUREMENTS,
        &rows,
    );
    samverk_kept::write_tables(tx, KINDS, plan.id.0, &format!("{root}/"), folder).await
}

fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn measurement_row(one: &Held<Indicator>, made: &Measurement) -> Vec<String> {
    vec![
        one.key.to_string(),
        made.date.to_string(),
        plain(made.value),
        optional(made.numerator.map(plain)),
        optional(made.denominator.map(plain)),
        made.note.clone(),
    ]
}
