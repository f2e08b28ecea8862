//! Sums over years that cross zero: when money laid out has come back.

use crate::scale::{Scale, ticks};
use crate::svg::{Anchor, Caption, Svg};
use crate::text::{self, LINE_HEIGHT};
use crate::{FONT_SIZE, WIDTH};
use samverk_foundation::format_integer;

const AXIS: &str = "#6b6b6b";
const GRID: &str = "#dcdcdc";
const STROKES: [&str; 2] = [
    "stroke=\"#1f5f8b\" stroke-width=\"3\"",
    "stroke=\"#4a4a4a\" stroke-width=\"2.5\" stroke-dasharray=\"8 6\"",
];
const CLASSES: [&str; 2] = ["chart-line", "chart-target"];
const PLOT_HEIGHT: f64 = 240.0;
const TOP: f64 = LINE_HEIGHT * 1.5;
const GAP: f64 = 8.0;

/// One or two curves over the same years; the second is dashed.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    /// Stands over the value axis: `tkr`.
    pub unit: String,
    pub curves: Vec<Curve>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What it is called in the key.
    pub name: String,
    /// In order of time.
    pub points: Vec<CurvePoint>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    pub year: i32,
    pub value: f64,
}

impl CurveChart {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let plot = Plot::of(self);
        plot.draw_axes(&mut svg, self);
        let drawn = self.curves.iter().zip(CLASSES.iter().zip(STROKES));
        for (curve, (class, stroke)) in drawn {
            let points = curve.points.iter().map(|point| plot.place(*point));
            let points: Vec<_> = points.collect();
            if !points.is_empty() {
                svg.polyline(class, &points, stroke);
            }
        }
        let height = self.draw_key(&mut svg, TOP + PLOT_HEIGHT + LINE_HEIGHT + GAP);
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, height)
    }

    fn draw_key(&self, svg: &mut Svg, top: f64) -> f64 {
        const LONG: f64 = 40.0;
        let mut base = top + LINE_HEIGHT;
        for (curve, (class, stroke)) in self.curves.iter().zip(CLASSES.iter().zip(STROKES)) {
            let middle = base - FONT_SIZE * 0.35;
            svg.polyline(class, &[(0.0, middle), (LONG, middle)], stroke);
            let name = text::shorten(&curve.name, WIDTH - LONG - GAP);
            svg.wrapped((LONG + GAP, base), Anchor::Start, &name, &curve.name);
            base += LINE_HEIGHT;
        }
        base
    }
}

struct Plot {
    values: Vec<f64>,
    years: Vec<i32>,
    across: Scale,
    up: Scale,
    left: f64,
}

impl Plot {
    fn of(chart: &CurveChart) -> Self {
        let points = || chart.curves.iter().flat_map(|curve| &curve.points);
        let values = ticks(points().map(|point| point.value).chain([0.0]), 4.0);
        let labels = values.iter().map(|value| text::width(&label(*value)));
        let left = labels.fold(0.0, f64::max) + GAP;
        let first = points().map(|point| point.year).min().unwrap_or_default();
        let last = points().map(|point| point.year).max().unwrap_or_default();
        let years: Vec<i32> = (first..=last).collect();
        let half = text::width("0000") / 2.0;
        Self {
            up: Scale::over(values.iter().copied(), TOP + PLOT_HEIGHT, TOP),
            across: Scale::between(
                f64::from(first),
                f64::from(last),
                left + half,
                WIDTH - half - GAP,
            ),
            values,
            years,
            left,
        }
    }

    fn place(&self, point: CurvePoint) -> (f64, f64) {
        let across = self.across.position(f64::from(point.year));
        (across, self.up.position(point.value))
    }

    fn draw_axes(&self, svg: &mut Svg, chart: &CurveChart) {
        let unit = text::shorten(&chart.unit, WIDTH);
        svg.wrapped((0.0, FONT_SIZE), Anchor::Start, &unit, &chart.unit);
        for value in &self.values {
            let y = self.up.position(*value);
            let (class, stroke) = match *value == 0.0 {
                true => ("chart-axis", AXIS),
                false => ("chart-grid", GRID),
            };
            svg.line(class, stroke, [self.left, y, WIDTH, y]);
            let base = (self.left - GAP, y + FONT_SIZE * 0.35);
            svg.text(base, Anchor::End, &label(*value));
        }
        let floor = TOP + PLOT_HEIGHT;
        for year in self.years.iter().step_by(self.every()) {
            let x = self.across.position(f64::from(*year));
            svg.line("chart-axis", AXIS, [x, floor, x, floor + 5.0]);
            let base = (x, floor + LINE_HEIGHT);
            svg.text(base, Anchor::Middle, &year.to_string());
        }
    }

    /// Every year, or every second, third … so that the labels do not meet.
    fn every(&self) -> usize {
        let wide = text::width("0000") + 2.0 * GAP;
        let room = WIDTH - self.left;
        let fits = |step: &usize| {
            let shown = self.years.len().div_ceil(*step);
            u32::try_from(shown).is_ok_and(|shown| f64::from(shown) * wide <= room)
        };
        (1..=self.years.len().max(1)).find(fits).unwrap_or(1)
    }
}

#[allow(clippy::cast_possible_truncation, reason = "ticks are under 10^15")]
fn label(value: f64) -> String {
    format_integer(value.round() as i64)
}
