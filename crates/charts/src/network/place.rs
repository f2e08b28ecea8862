//! Where the nodes stand. Each has a strip of its own height on its side, so names never meet.

use super::NetworkNode;
use crate::WIDTH;
use crate::paint::{count, widest_word};
use crate::text::{self, LINE_HEIGHT, Wrapped};

/// From the middle of a node to its name.
pub(crate) const GAP: f64 = 16.0;
const FEW: usize = 40;

pub(crate) struct Layout {
    pub places: Vec<Place>,
    pub centre: (f64, f64),
    pub bottom: f64,
}

pub(crate) struct Place {
    pub node: (f64, f64),
    /// Where the name starts (right side) or ends (left side).
    pub label: f64,
    pub lines: Wrapped,
}

struct Ellipse {
    across: f64,
    down: f64,
}

impl Ellipse {
    /// Half its width at a height over or under the middle.
    fn reach(&self, height: f64) -> f64 {
        let share = (height / self.down).clamp(-1.0, 1.0);
        self.across * (1.0 - share * share).max(0.0).sqrt()
    }
}

impl Layout {
    pub fn of(nodes: &[NetworkNode]) -> Self {
        let names = || nodes.iter().map(|node| node.name.as_str());
        let across = (WIDTH / 2.0 - GAP - widest_word(names(), WIDTH)).clamp(60.0, 130.0);
        let narrowest = WIDTH / 2.0 - across - GAP;
        let one_line = nodes.len() > FEW || names().all(|name| text::width(name) <= narrowest);
        let most_lines = if one_line { 1 } else { 2 };
        let strip = LINE_HEIGHT * count(most_lines) + 8.0;
        let right = nodes.len().div_ceil(2);
        let down = (count(right) * strip / 2.0).max(across);
        let ellipse = Ellipse { across, down };
        let places = nodes.iter().enumerate().map(|(index, node)| {
            let (side, place, of) = if index < right {
                (1.0, index, right)
            } else {
                (-1.0, nodes.len() - 1 - index, nodes.len() - right)
            };
            let height = down * ((count(place) + 0.5) * 2.0 / count(of) - 1.0);
            at(&ellipse, height, side, strip, &node.name, most_lines)
        });
        Self {
            places: places.collect(),
            centre: (WIDTH / 2.0, down),
            bottom: down * 2.0,
        }
    }
}

fn at(
    ellipse: &Ellipse,
    height: f64,
    side: f64,
    strip: f64,
    name: &str,
    most_lines: usize,
) -> Place {
    let node = WIDTH / 2.0 + side * ellipse.reach(height);
    // The name clears the ellipse over its whole height, so that no line crosses it.
    let widest_here = ellipse.reach((height.abs() - strip / 2.0).max(0.0));
    let from_centre = widest_here + GAP;
    Place {
        node: (node, ellipse.down + height),
        label: WIDTH / 2.0 + side * from_centre,
        lines: text::wrap(name, WIDTH / 2.0 - from_centre, most_lines),
    }
}
