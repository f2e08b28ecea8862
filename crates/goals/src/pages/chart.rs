//! An indicator as a line chart with the band between its path and its final target.

use super::words;
use crate::IndicatorView;
use crate::model::{Measurement, Plan, State, TargetPath, standing};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use samverk_charts::{LineChart, LineWords, Mark, State as Shape, Target, end_of_year, in_year};
use samverk_web::Ui;

/// An indicator for documents: why it stands as it does, and the chart if there is one to draw.
pub fn picture(
    ui: &Ui,
    view: &IndicatorView,
    plan: &Plan,
    today: NaiveDate,
) -> (String, Option<String>) {
    (words::standing(ui, view), chart(ui, view, plan, today))
}

/// Nothing to draw without a target path.
pub(super) fn chart(
    ui: &Ui,
    view: &IndicatorView,
    plan: &Plan,
    today: NaiveDate,
) -> Option<String> {
    let path = TargetPath::of(&view.indicator, &view.measurements, plan.from)?;
    let end = path.final_target()?.value;
    let target = |point: &crate::model::PathPoint| {
        let (value, end) = (float(point.value), float(end));
        Target {
            at: at(point.date),
            value,
            low: value.min(end),
            high: value.max(end),
        }
    };
    let name = &view.indicator.name;
    let description = words::standing(ui, view);
    let chart = LineChart {
        id: view.indicator.key.to_string(),
        title: ui.t1("indicator-chart-title", "name", name),
        description,
        unit: view.indicator.unit.to_string(),
        targets: path.points().iter().map(target).collect(),
        marks: marks(view, plan, &path, today),
        words: LineWords {
            target: ui.t("indicator-chart-path"),
            band: ui.t("indicator-chart-band"),
            on_path: ui.t("indicator-state-on-path"),
            behind: ui.t("indicator-state-behind"),
            reached: ui.t("indicator-state-reached"),
            not_measured: ui.t("indicator-state-not-measured"),
        },
    };
    Some(chart.to_svg())
}

fn at(date: NaiveDate) -> f64 {
    in_year(date.year(), date.ordinal())
}

fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// The state that a measurement had on its own day.
pub(super) fn state_then(view: &IndicatorView, plan: &Plan, index: usize) -> Option<State> {
    let made = view.measurements.get(..=index)?;
    let day = made.last()?.date;
    Some(standing(&view.indicator, made, plan.from, day).state)
}

/// The measurements, and the target years that are over without one.
fn marks(view: &IndicatorView, plan: &Plan, path: &TargetPath, today: NaiveDate) -> Vec<Mark> {
    let measured = |(index, made): (usize, &Measurement)| Mark::Measured {
        at: at(made.date),
        value: float(made.value),
        text: words::figure(made.value, &view.indicator.unit),
        state: match state_then(view, plan, index) {
            Some(State::Behind) => Shape::Behind,
            Some(State::Reached) => Shape::Reached,
            _ => Shape::OnPath,
        },
    };
    let is_measured = |year: i32| {
        view.measurements
            .iter()
            .any(|made| made.date.year() == year)
    };
    let over = path.targets().iter().filter(|aim| aim.date < today);
    let missing = over
        .map(|aim| aim.date.year())
        .filter(|year| !is_measured(*year));
    let mut marks: Vec<Mark> = view.measurements.iter().enumerate().map(measured).collect();
    marks.extend(missing.map(|year| Mark::Missing {
        at: end_of_year(year),
    }));
    let place = |mark: &Mark| match mark {
        Mark::Measured { at, .. } | Mark::Missing { at } => *at,
    };
    marks.sort_by(|one, other| place(one).total_cmp(&place(other)));
    marks
}
