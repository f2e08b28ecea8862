//! The measured values: a line, a shape for each state, and the value where there is room.

use super::axes::Axes;
use super::{MEASURED, Mark, State};
use crate::svg::{Anchor, Svg, number};
use crate::text::{self, LINE_HEIGHT};
use crate::{FONT_SIZE, WIDTH};

const RADIUS: f64 = 7.0;
const BEHIND: &str = "#a33b20";
const REACHED: &str = "#1d6b3a";
const MISSING: &str = "#a3001b";

pub(super) fn draw(svg: &mut Svg, axes: &Axes, marks: &[Mark]) {
    let line: Vec<_> = marks
        .iter()
        .filter_map(|mark| mark.value().map(|value| axes.place(mark.at(), value)))
        .collect();
    if line.len() > 1 {
        svg.polyline(
            "chart-line",
            &line,
            &format!("stroke=\"{MEASURED}\" stroke-width=\"2.5\""),
        );
    }
    let mut labels = Labels {
        taken: Vec::new(),
        floor: axes.floor(),
    };
    for mark in marks {
        match mark {
            Mark::Measured {
                at,
                value,
                text,
                state,
            } => {
                let place = axes.place(*at, *value);
                shape(svg, *state, place);
                labels.draw(svg, place, text, *state);
            }
            Mark::Missing { at } => {
                missing(svg, (axes.place(*at, 0.0).0, axes.floor() - RADIUS - 2.0));
            }
        }
    }
}

/// A state's shape around a point; the same on the chart and in its key.
pub(super) fn shape(svg: &mut Svg, state: State, (x, y): (f64, f64)) {
    match state {
        State::OnPath => {
            let (cx, cy) = (number(x), number(y));
            let attributes = format!("cx=\"{cx}\" cy=\"{cy}\" r=\"{RADIUS}\" fill=\"{MEASURED}\"");
            svg.shape("circle", "chart-mark chart-on-path", &attributes);
        }
        State::Behind => {
            let size = RADIUS + 2.0;
            let corners = [
                (x - size, y - size * 0.8),
                (x + size, y - size * 0.8),
                (x, y + size),
            ];
            let paint = format!("fill=\"{BEHIND}\"");
            svg.polygon("chart-mark chart-behind", &corners, &paint);
        }
        State::Reached => {
            let paint = format!("fill=\"{REACHED}\"");
            svg.polygon("chart-mark chart-reached", &star((x, y)), &paint);
        }
    }
}

/// A cross where a measurement should have been.
pub(super) fn missing(svg: &mut Svg, (x, y): (f64, f64)) {
    let arm = RADIUS - 1.0;
    let stroke = format!("stroke=\"{MISSING}\" stroke-width=\"3\"");
    let class = "chart-mark chart-missing";
    svg.polyline(class, &[(x - arm, y - arm), (x + arm, y + arm)], &stroke);
    svg.polyline(class, &[(x - arm, y + arm), (x + arm, y - arm)], &stroke);
}

fn star((x, y): (f64, f64)) -> Vec<(f64, f64)> {
    (0_u8..10)
        .map(|corner| {
            let angle = f64::from(corner) * std::f64::consts::PI / 5.0;
            let radius = if corner % 2 == 0 {
                RADIUS + 4.0
            } else {
                RADIUS * 0.6
            };
            (x + radius * angle.sin(), y - radius * angle.cos())
        })
        .collect()
}

/// Values beside the marks. One that would cover another is left to the table below the chart.
struct Labels {
    taken: Vec<[f64; 4]>,
    floor: f64,
}

impl Labels {
    fn draw(&mut self, svg: &mut Svg, (x, y): (f64, f64), text: &str, state: State) {
        let width = text::width(text);
        if width > WIDTH {
            return;
        }
        let middle = x.clamp(width / 2.0, WIDTH - width / 2.0);
        let over = y - RADIUS - 6.0;
        let under = y + RADIUS + LINE_HEIGHT;
        // Away from the target path: that is usually over a value that lags behind.
        let places = if state == State::Behind {
            [under, over]
        } else {
            [over, under]
        };
        let free = places
            .into_iter()
            .filter(|base| *base < self.floor)
            .find_map(|base| {
                let area = [
                    middle - width / 2.0,
                    base - FONT_SIZE,
                    middle + width / 2.0,
                    base + 4.0,
                ];
                (!self.taken.iter().any(|other| overlap(&area, other))).then_some((base, area))
            });
        if let Some((base, area)) = free {
            self.taken.push(area);
            svg.text((middle, base), Anchor::Middle, text);
        }
    }
}

fn overlap(one: &[f64; 4], other: &[f64; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}
