//! What leads where: states one under the other, with arrows between them.

mod lanes;

use crate::WIDTH;
use crate::paint::{BLUE, GREY, GROUND, INK};
use crate::svg::{Anchor, Caption, Svg, number};
use crate::text::{self, LINE_HEIGHT};
use lanes::{Arc, Side, arcs};

/// Between the states, where an arrow to the next one stands.
const GAP: f64 = 42.0;
const PADDING: f64 = 10.0;
const MOST_LINES: usize = 3;
/// Between arrows beside the states, where there is room.
const LANE: f64 = 20.0;
/// As much of the width is for arrows on each side at most.
const MOST_BESIDE: f64 = 110.0;
const MARGIN: f64 = 6.0;
const HEAD: f64 = 6.0;

/// States in the order given, the first on top. An arrow to the state below stands between them, one further down
/// goes round on the right, and one up on the left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    pub states: Vec<FlowState>,
    pub arrows: Vec<FlowArrow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowState {
    pub name: String,
    /// Nothing leads on: its frame is double.
    pub is_last: bool,
}

/// From one state to another. One to itself or to a state that does not exist is not drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowArrow {
    /// Places in `states`.
    pub from: usize,
    pub to: usize,
    /// Tooltip: `Skicka svaret`. Empty means none.
    pub text: String,
}

/// Where a state stands.
struct Frame {
    top: f64,
    height: f64,
}

impl FlowChart {
    pub fn to_svg(&self) -> String {
        let arcs = arcs(&self.arrows, self.states.len());
        let [left, right] = [Side::Left, Side::Right].map(|side| room(&arcs, side));
        let (from, to) = (MARGIN + left, WIDTH - MARGIN - right);
        let mut svg = Svg::default();
        let mut frames = Vec::new();
        let mut top = 2.0;
        for state in &self.states {
            let frame = draw_state(&mut svg, state, (from, to), top);
            top += frame.height + GAP;
            frames.push(frame);
        }
        let bottom = frames
            .last()
            .map_or(LINE_HEIGHT, |one| one.top + one.height);
        for arc in &arcs {
            let drawn = self.arrows.get(arc.arrow);
            let words = drawn.map_or("", |one| one.text.as_str());
            svg.group(words, |svg| draw_arc(svg, arc, &frames, (from, to)));
        }
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, bottom + 4.0)
    }
}

/// How wide the arrows on one side are together.
fn room(arcs: &[Arc], side: Side) -> f64 {
    let lanes = arcs.iter().filter(|one| one.side == side);
    let lanes = lanes.map(|one| one.lane + 1).max().unwrap_or(0);
    (lane_number(lanes) * LANE + if lanes > 0 { HEAD } else { 0.0 }).min(MOST_BESIDE)
}

fn lane_number(lane: usize) -> f64 {
    u32::try_from(lane).map_or(f64::from(u32::MAX), f64::from)
}

fn draw_state(svg: &mut Svg, state: &FlowState, (from, to): (f64, f64), top: f64) -> Frame {
    let wrapped = text::wrap(&state.name, to - from - 2.0 * PADDING, MOST_LINES);
    let lines = lane_number(wrapped.lines.len().max(1));
    let height = lines * LINE_HEIGHT + 2.0 * PADDING;
    frame(svg, [from, top, to - from, height], 1.5);
    if state.is_last {
        frame(
            svg,
            [from + 4.0, top + 4.0, to - from - 8.0, height - 8.0],
            1.0,
        );
    }
    let base = top + PADDING + LINE_HEIGHT * 0.76;
    let middle = f64::midpoint(from, to);
    svg.wrapped((middle, base), Anchor::Middle, &wrapped, &state.name);
    Frame { top, height }
}

fn frame(svg: &mut Svg, [x, y, width, height]: [f64; 4], stroke: f64) {
    let [x, y, width, height, stroke] = [x, y, width, height, stroke].map(number);
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\"");
    let paint = format!("fill=\"{GROUND}\" stroke=\"{BLUE}\" stroke-width=\"{stroke}\"");
    svg.shape("rect", "chart-state", &format!("{place} {paint}"));
}

fn draw_arc(svg: &mut Svg, arc: &Arc, frames: &[Frame], (left, right): (f64, f64)) {
    let (Some(from), Some(to)) = (frames.get(arc.from), frames.get(arc.to)) else {
        return;
    };
    let points = match arc.side {
        Side::Between => {
            let middle = f64::midpoint(left, right);
            vec![(middle, from.top + from.height), (middle, to.top)]
        }
        Side::Left | Side::Right => {
            // They leave in the lower part of a state and come in its upper part, each at a height of its own.
            let start = from.top + from.height * arc.leaves;
            let end = to.top + to.height * arc.comes;
            let (edge, out) = beside(arc, (left, right));
            vec![(edge, start), (out, start), (out, end), (edge, end)]
        }
    };
    let stroke = format!("stroke=\"{GREY}\" stroke-width=\"1.8\"");
    svg.polyline("chart-edge", &points, &stroke);
    if let [.., (before, above), (x, y)] = points.as_slice() {
        let (across, down) = ((x - before).signum(), (y - above).signum());
        let head = match arc.side {
            Side::Between => [
                (*x, *y),
                (x - HEAD, y - HEAD * down * 1.4),
                (x + HEAD, y - HEAD * down * 1.4),
            ],
            Side::Left | Side::Right => {
                let back = x - HEAD * across * 1.4;
                [(*x, *y), (back, y - HEAD), (back, y + HEAD)]
            }
        };
        svg.polygon("chart-text", &head, &format!("fill=\"{INK}\""));
    }
}

/// The edge of the states on the arc's side, and how far out it goes.
fn beside(arc: &Arc, (left, right): (f64, f64)) -> (f64, f64) {
    let (edge, room, outwards) = match arc.side {
        Side::Left => (left, left - MARGIN, -1.0),
        Side::Right | Side::Between => (right, WIDTH - MARGIN - right, 1.0),
    };
    let lanes = lane_number(arc.of.max(1));
    let out = HEAD + (room - HEAD) * lane_number(arc.lane + 1) / lanes;
    (edge, edge + outwards * out.min(room))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(name: &str) -> FlowState {
        FlowState {
            name: name.to_owned(),
            is_last: false,
        }
    }

    fn arrow(from: usize, to: usize) -> FlowArrow {
        FlowArrow {
            from,
            to,
            text: format!("{from} till {to}"),
        }
    }

    #[test]
    fn what_leads_nowhere_is_not_drawn() {
        let chart = FlowChart {
            states: vec![state("Nytt"), state("Pågår"), state("Klart")],
            arrows: vec![
                arrow(0, 1),
                arrow(0, 2),
                arrow(1, 0),
                arrow(1, 1),
                arrow(1, 9),
            ],
            ..FlowChart::default()
        };
        let drawn = chart.to_svg();
        assert_eq!(drawn.matches("<polyline").count(), 3, "{drawn}");
        assert!(drawn.contains("<title>0 till 2</title>"), "{drawn}");
        assert_eq!(drawn, chart.to_svg());
        assert!(FlowChart::default().to_svg().contains("viewBox"));
    }
}
