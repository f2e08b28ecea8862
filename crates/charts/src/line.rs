//! Measurements over years against a target path with its band.

mod axes;
mod legend;
mod marks;

use crate::WIDTH;
use crate::svg::{Caption, Svg};
use axes::Axes;

pub(crate) const BAND: &str = "#d6e4ee";
pub(crate) const MEASURED: &str = "#1f5f8b";
pub(crate) const DASHES: &str = "stroke=\"#4a4a4a\" stroke-width=\"2.5\" stroke-dasharray=\"8 6\"";

/// A line chart of one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    /// Stands over the value axis: `%`, `dagar`.
    pub unit: String,
    pub targets: Vec<Target>,
    /// In order of time.
    pub marks: Vec<Mark>,
    pub words: LineWords,
}

/// The words of the key, in the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineWords {
    pub target: String,
    pub band: String,
    pub on_path: String,
    pub behind: String,
    pub reached: String,
    pub not_measured: String,
}

/// A point of the target path. `low` and `high` are equal to `value` when there is no band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// See [`end_of_year`].
    pub at: f64,
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// A measurement, or the place where one is missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    Measured {
        /// See [`in_year`].
        at: f64,
        value: f64,
        /// The value as it is to be read: `62,5 %`.
        text: String,
        state: State,
    },
    Missing {
        at: f64,
    },
}

/// How a measurement stands to its target. Each has its own shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A filled circle.
    OnPath,
    /// A triangle pointing down.
    Behind,
    /// A star.
    Reached,
}

/// The place on the time axis of the last day of a year: where targets stand.
pub fn end_of_year(year: i32) -> f64 {
    f64::from(year)
}

/// The place on the time axis of a day, given as its number in the year (1–366).
pub fn in_year(year: i32, day_of_year: u32) -> f64 {
    f64::from(year) - 1.0 + f64::from(day_of_year.min(365)) / 365.0
}

impl Mark {
    pub(crate) fn at(&self) -> f64 {
        match self {
            Self::Measured { at, .. } | Self::Missing { at } => *at,
        }
    }

    pub(crate) fn value(&self) -> Option<f64> {
        match self {
            Self::Measured { value, .. } => Some(*value),
            Self::Missing { .. } => None,
        }
    }
}

impl LineChart {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let axes = Axes::of(self);
        draw_band(&mut svg, &axes, &self.targets);
        axes.draw(&mut svg, &self.unit);
        draw_path(&mut svg, &axes, &self.targets);
        marks::draw(&mut svg, &axes, &self.marks);
        let height = legend::draw(&mut svg, self, axes.bottom());
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, height)
    }

    fn has_band(&self) -> bool {
        self.targets.len() > 1 && self.targets.iter().any(|target| target.high > target.low)
    }
}

fn draw_band(svg: &mut Svg, axes: &Axes, targets: &[Target]) {
    if targets.len() < 2 || targets.iter().all(|target| target.low >= target.high) {
        return;
    }
    let upper = targets
        .iter()
        .map(|target| axes.place(target.at, target.high));
    let lower = targets
        .iter()
        .rev()
        .map(|target| axes.place(target.at, target.low));
    let outline: Vec<_> = upper.chain(lower).collect();
    svg.polygon("chart-band", &outline, &format!("fill=\"{BAND}\""));
}

/// A single target has no path; it is drawn as a level over the whole width.
fn draw_path(svg: &mut Svg, axes: &Axes, targets: &[Target]) {
    let points: Vec<_> = match targets {
        [only] => [axes.left(), WIDTH]
            .map(|x| (x, axes.place(only.at, only.value).1))
            .to_vec(),
        several => several
            .iter()
            .map(|target| axes.place(target.at, target.value))
            .collect(),
    };
    if !points.is_empty() {
        svg.polyline("chart-target", &points, DASHES);
    }
}
