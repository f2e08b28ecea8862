//! What is described once, and the measurements of indicators.

use super::apply_plan::rows_missing;
use super::place::noted;
use super::read_plan::PlanFiles;
use crate::actions::record_measurements;
use crate::indicators::unknown_indicator;
use crate::model::{Measurement, jumps};
use crate::{INDICATOR, Indicator, PlanScope, store};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_foundation::{Actor, Key, Problem};
use samverk_kept::Held;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    files: &PlanFiles,
    intake: &mut Intake,
    warnings: &mut Vec<Problem>,
) -> Result<(), Problem> {
    described(tx, actor, at, files, intake, warnings).await?;
    measurements(tx, actor, at, files, intake, warnings).await
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
    let present = INDICATOR.whole(tx, at.plan.id.0).await?;
    let known: BTreeSet<&Key> = present.iter().map(|indicator| &indicator.key).collect();
    let mut by_key: BTreeMap<&Key, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        match known.contains(&row.key) {
            true => by_key.entry(&row.key).or_default().push(row),
            false => {
                let unknown = unknown_indicator(&row.key).at_field("indicator");
                intake.problems.push(row.spot.mark(unknown));
            }
        }
    }
    let ids: Vec<Uuid> = present.iter().map(|indicator| indicator.id).collect();
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
    (indicator, made): (&Held<Indicator>, &[Measurement]),
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
        id: Uuid::nil(),
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
