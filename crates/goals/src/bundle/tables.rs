//! The tables of a plan: their columns, and what a row means.

use super::place::Spot;
use crate::actions::MeasurementDraft;
use crate::model::GoalRef;
use samverk_exchange::Intake;
use samverk_foundation::{Key, Problem};
use samverk_sheets::Row;

pub const GOALS: &[&str] = &[
    "key",
    "focus_area",
    "year",
    "text",
    "catalogue_goals",
    "owner",
    "without_indicator",
];
pub const MEASUREMENTS: &[&str] = &[
    "indicator",
    "date",
    "value",
    "numerator",
    "denominator",
    "note",
];

/// One row of `goals.csv`: an effect goal in a year.
#[derive(Clone, Debug)]
pub(super) struct GoalRow {
    pub spot: Spot,
    pub key: Key,
    pub focus_area: Key,
    pub year: i32,
    pub text: String,
    pub catalogue_goals: Vec<GoalRef>,
    pub owner: String,
    pub without_indicator: String,
}

/// An object of a table with the key it is found by.
#[derive(Clone, Debug)]
pub(super) struct Keyed<T> {
    pub spot: Spot,
    pub key: Key,
    pub value: T,
}

/// Reads every row; what is wrong in one is noted cell by cell, and the next is read.
pub(super) fn read_rows<T>(
    intake: &mut Intake,
    path: &str,
    columns: &'static [&'static str],
    read: impl Fn(&mut Intake, Row<'_>, Spot) -> Option<T>,
) -> Option<Vec<T>> {
    let table = intake.table(path, columns)?;
    let mut rows = Vec::new();
    for row in table.rows() {
        let spot = Spot::row(&table, row.line);
        rows.extend(read(intake, row, spot));
    }
    Some(rows)
}

pub(super) fn goal(intake: &mut Intake, row: Row<'_>, spot: Spot) -> Option<GoalRow> {
    let key = intake.keep(row.key("key"));
    let focus_area = intake.keep(row.key("focus_area"));
    let year = intake.keep(row.year("year"));
    let text = intake.keep(row.required("text"));
    let references = row
        .get("catalogue_goals")
        .split_whitespace()
        .map(GoalRef::parse);
    let references: Result<Vec<_>, Problem> = references.collect();
    let references = references.map_err(|problem| row.problem("catalogue_goals", problem));
    let catalogue_goals = intake.keep(references);
    Some(GoalRow {
        spot,
        key: key?,
        focus_area: focus_area?,
        year: year?,
        text: text?,
        catalogue_goals: catalogue_goals?,
        owner: row.text("owner"),
        without_indicator: row.text("without_indicator"),
    })
}

pub(super) fn measurement(
    intake: &mut Intake,
    row: Row<'_>,
    spot: Spot,
) -> Option<Keyed<MeasurementDraft>> {
    let key = intake.keep(row.key("indicator"));
    let date = intake.keep(row.date("date"));
    let value = intake.keep(row.decimal("value"));
    let numerator = intake.keep(row.optional_decimal("numerator"));
    let denominator = intake.keep(row.optional_decimal("denominator"));
    let value = MeasurementDraft {
        date: date?,
        value: value?,
        numerator: numerator?,
        denominator: denominator?,
        note: row.text("note"),
        on_behalf_of: None,
        confirmed: true,
    };
    Some(Keyed {
        spot,
        key: key?,
        value,
    })
}
