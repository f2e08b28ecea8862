//! The stairs themselves: how wide and high the steps must be for those who stand on them.

use super::{LadderChart, LadderEntry, LadderStep, STAIR};
use crate::WIDTH;
use crate::paint::{INK, PALE, corners, count, height_of, widest_word};
use crate::svg::{Anchor, Svg};
use crate::text::{self, LINE_HEIGHT, Wrapped};

/// Of a dot with two figures in it.
pub(crate) const RADIUS: f64 = 13.0;
const STACK: f64 = RADIUS * 2.0 + 1.0;
const WIDEST_PITCH: f64 = 36.0;
const NAMES: f64 = 140.0;
/// Between the names and the stairs, and right of the last dot.
const GAP: f64 = 14.0;
/// Of a step where nobody stands, and beside the dots of the others.
const EMPTY_STEP: f64 = 24.0;
const BESIDE: f64 = 8.0;
const GROUND: f64 = 14.0;

pub(crate) struct Stairs {
    /// Where each group that stands somewhere is, in the order of the legend.
    pub places: Vec<(f64, f64)>,
    pub bottom: f64,
    names: Vec<(Wrapped, String)>,
    /// Where each step begins.
    starts: Vec<f64>,
    step_height: f64,
}

impl Stairs {
    pub fn of(chart: &LadderChart, legend: &[LadderEntry]) -> Self {
        let on_steps: Vec<_> = legend
            .iter()
            .filter_map(|entry| chart.existing(chart.groups[entry.group].at))
            .collect();
        let whole = chart
            .steps
            .iter()
            .map(|step| format!("{}\u{a0}{}", step.number, step.name));
        let whole: Vec<_> = whole.collect();
        let gutter = widest_word(whole.iter().map(String::as_str), NAMES) + GAP;
        let names: Vec<_> = whole
            .into_iter()
            .map(|name| (text::wrap(&name, gutter - GAP, 3), name))
            .collect();
        let widths = Widths::of(chart.steps.len(), &on_steps, WIDTH - gutter - GAP);
        let highest_name = names
            .iter()
            .map(|name| height_of(&name.0))
            .fold(0.0, f64::max);
        let step_height = (count(widths.stacked) * STACK + 12.0)
            .max(highest_name + 8.0)
            .max(LINE_HEIGHT * 2.5);
        let mut starts = vec![gutter];
        for width in &widths.steps {
            starts.push(starts.last().copied().unwrap_or(gutter) + width);
        }
        let mut stairs = Self {
            places: Vec::new(),
            bottom: count(chart.steps.len()) * step_height + GROUND,
            names,
            starts,
            step_height,
        };
        stairs.places = stairs.places_of(&on_steps, &widths);
        stairs
    }

    fn places_of(&self, on_steps: &[usize], widths: &Widths) -> Vec<(f64, f64)> {
        let place = |(index, step): (usize, &usize)| {
            let before = on_steps[..index]
                .iter()
                .filter(|other| *other == step)
                .count();
            let all = on_steps.iter().filter(|other| *other == step).count();
            let aside = (widths.steps[*step] - count(all) * widths.pitch) / 2.0;
            let x = self.starts[*step] + aside + (count(before) + 0.5) * widths.pitch;
            let row = count(before % widths.stacked);
            (x, self.tread(*step) - RADIUS - 1.5 - row * STACK)
        };
        on_steps.iter().enumerate().map(place).collect()
    }

    /// The height of the surface that those on a step stand on.
    pub fn tread(&self, step: usize) -> f64 {
        self.bottom - GROUND - count(step) * self.step_height
    }

    pub fn draw(&self, svg: &mut Svg, steps: &[LadderStep]) {
        let mut edge = Vec::new();
        for step in 0..steps.len() {
            let (start, top) = (self.starts[step], self.tread(step));
            let below = step
                .checked_sub(1)
                .map_or(self.bottom, |under| self.tread(under));
            let face = corners([start, top, WIDTH - 1.0 - start, below - top]);
            svg.polygon("chart-stair", &face, &format!("fill=\"{STAIR}\""));
            edge.extend([(start, below), (start, top)]);
        }
        for (step, (name, whole)) in self.names.iter().enumerate() {
            let (start, top) = (self.starts[step], self.tread(step));
            svg.line("chart-guide", PALE, [0.0, top, start, top]);
            svg.line("chart-guide", PALE, [start, top, WIDTH - 1.0, top]);
            let middle = top - self.step_height / 2.0;
            svg.centred((0.0, middle), Anchor::Start, name, whole);
        }
        if let Some((_, top)) = edge.last().copied() {
            edge.push((WIDTH - 1.0, top));
            let stroke = format!("stroke=\"{INK}\" stroke-width=\"2\" stroke-linejoin=\"round\"");
            svg.polyline("chart-stair", &edge, &stroke);
        }
    }
}

/// How the width is shared.
struct Widths {
    steps: Vec<f64>,
    /// From one group to the next on a step.
    pitch: f64,
    /// How many stand over each other before the next stands at the bottom again.
    stacked: usize,
}

impl Widths {
    fn of(steps: usize, on_steps: &[usize], room: f64) -> Self {
        let least: Vec<_> = (0..steps)
            .map(|step| {
                if on_steps.contains(&step) {
                    BESIDE
                } else {
                    EMPTY_STEP
                }
            })
            .collect();
        let rest = (room - least.iter().sum::<f64>()).max(1.0);
        let pitch = (rest / count(on_steps.len().max(1))).min(WIDEST_PITCH);
        let spare = (rest - pitch * count(on_steps.len())).max(0.0) / count(steps.max(1));
        let widths = least.iter().enumerate().map(|(step, least)| {
            let groups = on_steps.iter().filter(|other| **other == step).count();
            least + spare + pitch * count(groups)
        });
        let stacked = (1..=on_steps.len())
            .find(|rows| count(*rows) * pitch >= STACK)
            .unwrap_or(on_steps.len().max(1));
        Self {
            steps: widths.collect(),
            pitch,
            stacked,
        }
    }
}
