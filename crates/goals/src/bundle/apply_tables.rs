//! Indicators with targets and measurements, and what is described once.

use super::apply_plan::rows_missing;
use super::place::noted;
use super::read_plan::PlanFiles;
use crate::IndicatorId;
use crate::actions::{IndicatorDraft, indicator_shelf, record_measurements, save_indicator_on};
use crate::model::{Indicator, Measurement, Target, jumps};
use crate::{PlanScope, store};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_foundation::{Actor, Key, Problem};
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
    described(tx, actor, at, files, intake, warnings).await
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
    let mut shelf = indicator_shelf(tx, at).await?;
    let mut paths: BTreeMap<&Key, Vec<Target>> = BTreeMap::new();
    for row in files.targets.as_deref().unwrap_or_default() {
        paths.entry(&row.key).or_default().push(row.value);
    }
    let from_file = rows
        .iter()
        .map(|row| (row.spot.clone(), row.key.clone(), row.value.clone()));
    let kept = left_out
        .iter()
        .map(|old| (files.spot(), old.key.clone(), draft_of(old)));
    for (spot, key, mut draft) in from_file.chain(kept) {
        let old = shelf.get(&key).map(|before| before.targets.clone());
        let new = paths.remove(&key).unwrap_or_default();
        let (targets, gone) = merged_targets(new, &old.unwrap_or_default());
        missing += gone;
        draft.targets = targets;
        let saved = save_indicator_on(tx, actor, at, &mut shelf, Some(key), draft).await;
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
fn merged_targets(mut targets: Vec<Target>, old: &[Target]) -> (Vec<Target>, usize) {
    let is_gone = |aim: &&Target| targets.iter().all(|new| new.year != aim.year);
    let gone: Vec<Target> = old.iter().filter(is_gone).copied().collect();
    let count = gone.len();
    targets.extend(gone);
    (targets, count)
}

/// Targets of an indicator that is neither in the folder nor in the plan.
fn note_unknown(files: &PlanFiles, present: &[Indicator], intake: &mut Intake) {
    let rows = files.indicators.as_deref().unwrap_or_default().iter();
    let present = present.iter().map(|indicator| &indicator.key);
    let known: BTreeSet<&Key> = rows.map(|row| &row.key).chain(present).collect();
    for target in files.targets.as_deref().unwrap_or_default() {
        if !known.contains(&target.key) {
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
    let known: BTreeSet<&Key> = present.iter().map(|indicator| &indicator.key).collect();
    let mut by_key: BTreeMap<&Key, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        match known.contains(&row.key) {
            true => by_key.entry(&row.key).or_default().push(row),
            false => intake
                .problems
                .push(row.spot.mark(unknown_indicator(&row.key))),
        }
    }
    let ids: Vec<IndicatorId> = present.iter().map(|indicator| indicator.id).collect();
    let before = store::list_measurements(tx, &ids).await?;
    for indicator in &present {
        let rows = by_key.get(&indicator.key).map_or(&[][..], Vec::as_slice);
        let made = before.get(&indicator.id).map_or(&[][..], Vec::as_slice);
        series(tx, actor, at, (indicator, made), rows, intake, warnings).await?;
    }
    let all = store::list_measurements(tx, &ids).await?;
    let mut missing = 0;
    for indicator in &present {
        let rows = by_key.get(&indicator.key).map_or(&[][..], Vec::as_slice);
        let made = all.get(&indicator.id).map_or(&[][..], Vec::as_slice);
        let mut by_date: BTreeMap<NaiveDate, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            by_date.entry(row.value.date).or_default().push(row);
        }
        warnings.extend(jumps_in(&by_date, indicator, made));
        let is_named = |made: &&Measurement| {
            let mut rows = by_date.get(&made.date).into_iter().flatten();
            rows.any(|row| made.says_the_same_as(&as_measurement(row)))
        };
        missing += made.iter().filter(|made| !is_named(made)).count();
    }
    if missing > 0 {
        warnings.push(rows_missing(&files.path("measurements.csv"), missing));
    }
    Ok(())
}

async fn series(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    (indicator, made): (&Indicator, &[Measurement]),
    rows: &[&Row],
    intake: &mut Intake,
    warnings: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let drafts = rows.iter().map(|row| row.value.clone()).collect();
    let wrong = record_measurements(tx, actor, at, indicator, made, drafts).await?;
    for (index, problem) in wrong {
        if let Some(row) = rows.get(index) {
            noted(intake, &row.spot, Err::<(), _>(problem))?;
        }
    }
    for row in rows {
        if let Some(differs) = as_measurement(row).share_problem(&indicator.unit) {
            warnings.push(row.spot.mark(differs.at_field("value")));
        }
    }
    Ok(())
}

/// The jumps that stand in the file, each at its row.
fn jumps_in(
    rows: &BTreeMap<NaiveDate, Vec<&Row>>,
    indicator: &Indicator,
    made: &[Measurement],
) -> Vec<Problem> {
    let at_row = |(date, jump): (NaiveDate, Problem)| {
        let row = rows.get(&date)?.last()?;
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

/// What is described once.
async fn described(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    files: &PlanFiles,
    intake: &mut Intake,
    warnings: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let told = intake.warnings.len();
    samverk_kept::apply_files(tx, actor, at, &files.described, intake).await?;
    // They are kept with the plan.
    warnings.extend(intake.warnings.drain(told..));
    Ok(())
}
