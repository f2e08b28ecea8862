//! The two axes: years along the bottom, round values up the side.

use super::LineChart;
use crate::scale::{self, Scale};
use crate::svg::{Anchor, Svg};
use crate::text::{self, LINE_HEIGHT};
use crate::{FONT_SIZE, WIDTH};
use samverk_foundation::format_integer;

const AXIS: &str = "#6b6b6b";
const GRID: &str = "#dcdcdc";
const PLOT_HEIGHT: f64 = 240.0;
/// Room for the unit over the axis and for a value over the highest mark.
const TOP: f64 = LINE_HEIGHT * 2.0;
const GAP: f64 = 8.0;

pub(super) struct Axes {
    values: Vec<f64>,
    years: Vec<i32>,
    across: Scale,
    up: Scale,
    left: f64,
}

impl Axes {
    pub fn of(chart: &LineChart) -> Self {
        let values = scale::ticks(from_zero(all_values(chart).collect()), 4.0);
        let years = years(chart);
        let widest = labels(&values)
            .iter()
            .map(|label| text::width(label))
            .fold(0.0, f64::max);
        let left = widest + GAP;
        let half_year = text::width("0000") / 2.0;
        let (first, last) = (years.first().copied(), years.last().copied());
        let (first, last) = (first.unwrap_or(0), last.unwrap_or(1));
        let (from, to) = (left + half_year, WIDTH - half_year - GAP);
        Self {
            up: Scale::over(values.iter().copied(), TOP + PLOT_HEIGHT, TOP),
            across: Scale::between(f64::from(first), f64::from(last), from, to),
            values,
            years,
            left,
        }
    }

    pub fn place(&self, at: f64, value: f64) -> (f64, f64) {
        (self.across.position(at), self.up.position(value))
    }

    pub fn left(&self) -> f64 {
        self.left
    }

    /// The height of the value axis' lower end.
    pub fn floor(&self) -> f64 {
        TOP + PLOT_HEIGHT
    }

    /// Where the years end and the key may begin.
    pub fn bottom(&self) -> f64 {
        self.floor() + LINE_HEIGHT + GAP
    }

    pub fn draw(&self, svg: &mut Svg, unit: &str) {
        let unit_line = text::shorten(unit, WIDTH);
        svg.wrapped((0.0, FONT_SIZE), Anchor::Start, &unit_line, unit);
        for (value, label) in self.values.iter().zip(labels(&self.values)) {
            let y = self.up.position(*value);
            svg.line("chart-grid", GRID, [self.left, y, WIDTH, y]);
            svg.text((self.left - GAP, y + FONT_SIZE * 0.35), Anchor::End, &label);
        }
        svg.line(
            "chart-axis",
            AXIS,
            [self.left, self.floor(), WIDTH, self.floor()],
        );
        self.draw_years(svg);
    }

    /// Every year, or every second, third … so that the labels do not meet.
    fn draw_years(&self, svg: &mut Svg) {
        let room = WIDTH - self.left;
        let most = (room / (text::width("0000") + 2.0 * GAP)).max(1.0);
        let every = (1_usize..).find(|n| self.years.len().div_ceil(*n) <= whole(most));
        for year in self.years.iter().step_by(every.unwrap_or(1)) {
            let x = self.across.position(f64::from(*year));
            svg.line("chart-axis", AXIS, [x, self.floor(), x, self.floor() + 5.0]);
            let base = self.floor() + LINE_HEIGHT;
            svg.text((x, base), Anchor::Middle, &year.to_string());
        }
    }
}

fn all_values(chart: &LineChart) -> impl Iterator<Item = f64> {
    let targets = chart
        .targets
        .iter()
        .flat_map(|target| [target.value, target.low, target.high]);
    targets.chain(chart.marks.iter().filter_map(super::Mark::value))
}

/// The axis starts at zero unless that would flatten the whole picture.
fn from_zero(mut values: Vec<f64>) -> impl Iterator<Item = f64> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low > 0.0 && low < high * 0.6 {
        values.push(0.0);
    }
    values.into_iter()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "clamped to years that exist"
)]
fn years(chart: &LineChart) -> Vec<i32> {
    let places = chart.targets.iter().map(|target| target.at);
    let places = places.chain(chart.marks.iter().map(super::Mark::at));
    let (mut first, mut last) = (i32::MAX, i32::MIN);
    for at in places.map(|at| at.clamp(1800.0, 2200.0)) {
        first = first.min(at.floor() as i32);
        last = last.max(at.ceil() as i32);
    }
    if first > last {
        Vec::new()
    } else {
        (first..=last.max(first + 1)).collect()
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few labels"
)]
fn whole(count: f64) -> usize {
    count.max(1.0) as usize
}

/// The values with as many decimals as their step needs, decimal comma, grouped digits.
fn labels(values: &[f64]) -> Vec<String> {
    let step = values
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .fold(f64::INFINITY, f64::min);
    let decimals = (0_usize..6).find(|decimals| {
        let scaled = step * 10_f64.powi(i32::try_from(*decimals).unwrap_or(0));
        (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1.0)
    });
    values
        .iter()
        .map(|value| label(*value, decimals.unwrap_or(6)))
        .collect()
}

#[allow(clippy::cast_possible_truncation, reason = "ticks are under 10^15")]
fn label(value: f64, decimals: usize) -> String {
    if decimals == 0 {
        return format_integer(value.round() as i64);
    }
    format!("{value:.decimals$}")
        .replace('.', ",")
        .replace('-', "\u{2212}")
}
