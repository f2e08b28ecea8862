//! Indicators with targets and measurements, and activities.

use super::apply_plan::rows_missing;
use super::place::noted;
use super::read_plan::PlanFiles;
use crate::actions::{IndicatorDraft, record_measurement, save_activity, save_indicator};
use crate::model::{Indicator, Measurement, Target, jumps};
use crate::{PlanScope, store};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_foundation::{Actor, IndicatorId, Key, Problem};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    files: &PlanFiles,
    intake: &mut Intake,
    warnings: &mut Vec<Problem>,
) -> Result<(), Problem> {
    indicators(tx, actor, at, files, intake, warnings).await?;
    measurements(tx, actor, at, files, intake, warnings).await?;
    activities(tx, actor, at, files, intake, warnings).await
}

async fn indicators(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    files: &PlanFiles,
    intake: &mut Intake,
    warnings: &mut Vec<Problem>,
) -> Result<(), Problem> {
    if files.indicators.is_none() && files.targets.is_none() {
        return Ok(());
    }
    let present = store::list_indicators(tx, &[at.plan.id]).await?;
    let ids: Vec<IndicatorId> = present.iter().map(|indicator| indicator.id).collect();
    let old_targets = store::list_targets(tx, &ids).await?;
    let rows = files.indicators.as_deref().unwrap_or_default();
    let named: BTreeSet<&Key> = rows.iter().map(|row| &row.key).collect();
    let left_out: Vec<_> = present
        .iter()
        .filter(|one| !named.contains(&one.key))
        .collect();
    if files.indicators.is_some() && !left_out.is_empty() {
        warnings.push(rows_missing(&files.path("indicators.csv"), left_out.len()));
    }
    note_unknown(files, &present, intake);

    let mut missing = 0;
    let from_file = rows
        .iter()
        .map(|row| (row.spot.clone(), row.key.clone(), row.value.clone()));
    let kept = left_out
        .iter()
        .map(|old| (files.spot(), old.key.clone(), draft_of(old)));
    for (spot, key, mut draft) in from_file.chain(kept) {
        let before = present.iter().find(|indicator| indicator.key == key);
        let old = before.and_then(|before| old_targets.get(&before.id));
        let (targets, gone) = merged_targets(files, &key, old.map_or(&[], Vec::as_slice));
        missing += gone;
        draft.targets = targets;
        let saved = save_indicator(tx, actor, at, Some(key), draft).await;
        noted(intake, &spot, saved)?;
    }
    if files.targets.is_some() && missing > 0 {
        warnings.push(rows_missing(&files.path("targets.csv"), missing));
    }
    Ok(())
}

/// What stands in an indicator that only its targets are about to change in.
fn draft_of(old: &Indicator) -> IndicatorDraft {
    IndicatorDraft {
        goal: old.goal.clone(),
        name: old.name.clone(),
        unit: old.unit.clone(),
        direction: old.direction,
        numerator: old.numerator.clone(),
        numerator_source: old.numerator_source.clone(),
        denominator: old.denominator.clone(),
        denominator_source: old.denominator_source.clone(),
        base_value: old.base_value,
        base_date: old.base_date,
        targets: Vec::new(),
        seen: None,
    }
}

/// The folder's targets of an indicator and those that it does not mention, which are counted.
fn merged_targets(files: &PlanFiles, key: &Key, old: &[Target]) -> (Vec<Target>, usize) {
    let rows = files.targets.as_deref().unwrap_or_default();
    let mut targets: Vec<Target> = rows
        .iter()
        .filter(|row| row.key == *key)
        .map(|row| row.value)
        .collect();
    let is_gone = |aim: &&Target| targets.iter().all(|new| new.year != aim.year);
    let gone: Vec<Target> = old.iter().filter(is_gone).copied().collect();
    let count = gone.len();
    targets.extend(gone);
    (targets, count)
}

/// Targets of an indicator that is neither in the folder nor in the plan.
fn note_unknown(files: &PlanFiles, present: &[Indicator], intake: &mut Intake) {
    let rows = files.indicators.as_deref().unwrap_or_default();
    for target in files.targets.as_deref().unwrap_or_default() {
        let is_known = rows.iter().any(|row| row.key == target.key)
            || present.iter().any(|indicator| indicator.key == target.key);
        if !is_known {
            intake
                .problems
                .push(target.spot.mark(unknown_indicator(&target.key)));
        }
    }
}

fn unknown_indicator(key: &Key) -> Problem {
    Problem::invalid("indicator_unknown")
        .with("key", key)
        .at_field("indicator")
}

async fn measurements(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    files: &PlanFiles,
    intake: &mut Intake,
    warnings: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let Some(rows) = &files.measurements else {
        return Ok(());
    };
    let present = store::list_indicators(tx, &[at.plan.id]).await?;
    let by_key: BTreeMap<&Key, &Indicator> = present
        .iter()
        .map(|indicator| (&indicator.key, indicator))
        .collect();
    for row in rows {
        let Some(indicator) = by_key.get(&row.key) else {
            intake
                .problems
                .push(row.spot.mark(unknown_indicator(&row.key)));
            continue;
        };
        let recorded = record_measurement(tx, actor, at, indicator, row.value.clone()).await;
        if let Err(problems) = recorded {
            for problem in problems.0 {
                noted(intake, &row.spot, Err::<(), _>(problem))?;
            }
        }
        if let Some(differs) = as_measurement(row).share_problem(&indicator.unit) {
            warnings.push(row.spot.mark(differs.at_field("value")));
        }
    }
    let ids: Vec<IndicatorId> = present.iter().map(|indicator| indicator.id).collect();
    let all = store::list_measurements(tx, &ids).await?;
    for indicator in &present {
        let made = all.get(&indicator.id).map_or(&[][..], Vec::as_slice);
        warnings.extend(jumps_in(rows, indicator, made));
    }
    let is_named = |indicator: &Indicator, made: &Measurement| {
        let same =
            |row: &Row| row.key == indicator.key && made.says_the_same_as(&as_measurement(row));
        rows.iter().any(same)
    };
    let missing: usize = present
        .iter()
        .map(|indicator| {
            let made = all.get(&indicator.id).map_or(&[][..], Vec::as_slice);
            made.iter()
                .filter(|made| !is_named(indicator, made))
                .count()
        })
        .sum();
    if missing > 0 {
        warnings.push(rows_missing(&files.path("measurements.csv"), missing));
    }
    Ok(())
}

/// The jumps that stand in the file, each at its row.
fn jumps_in(rows: &[Row], indicator: &Indicator, made: &[Measurement]) -> Vec<Problem> {
    let at_row = |(date, jump): (NaiveDate, Problem)| {
        let is_here = |row: &&Row| row.key == indicator.key && row.value.date == date;
        let row = rows.iter().rfind(is_here)?;
        Some(row.spot.mark(jump))
    };
    let found = jumps(indicator, made).into_iter();
    found.filter_map(at_row).collect()
}

type Row = super::tables::Keyed<crate::actions::MeasurementDraft>;

fn as_measurement(row: &Row) -> Measurement {
    Measurement {
        id: uuid::Uuid::nil(),
        date: row.value.date,
        value: row.value.value.normalize(),
        numerator: row.value.numerator,
        denominator: row.value.denominator,
        note: row.value.note.clone(),
        position: 0,
    }
}

async fn activities(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    files: &PlanFiles,
    intake: &mut Intake,
    warnings: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let Some(rows) = &files.activities else {
        return Ok(());
    };
    for row in rows {
        let key = Some(row.key.clone());
        let saved = save_activity(tx, actor, at, key, row.value.clone()).await;
        noted(intake, &row.spot, saved)?;
    }
    let present = store::list_activities(tx, at.plan.id).await?;
    let is_named = |key: &Key| rows.iter().any(|row| row.key == *key);
    let missing = present
        .iter()
        .filter(|activity| !is_named(&activity.key))
        .count();
    if missing > 0 {
        warnings.push(rows_missing(&files.path("activities.csv"), missing));
    }
    Ok(())
}
