//! Where the nodes stand. Each has a strip of its own height on its side, so names never meet.

use super::NetworkNode;
use crate::WIDTH;
use crate::paint::{count, widest_word};
use crate::text::{self, LINE_HEIGHT, Wrapped};

/// From the middle of a node to its name.
pub(crate) const GAP: f64 = 16.0;
const FEW: usize = 40;
const MOST_LINES: usize = 3;
/// Between names on the same side.
const BETWEEN: f64 = 12.0;
/// Half the width of the ellipse: room for the lines before room for the names.
const NARROWEST: f64 = 100.0;
const WIDEST: f64 = 130.0;

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
        let across = (WIDTH / 2.0 - GAP - widest_word(names(), WIDTH)).clamp(NARROWEST, WIDEST);
        let most_lines = if nodes.len() > FEW { 1 } else { MOST_LINES };
        let narrowest = WIDTH / 2.0 - across - GAP;
        let labels = names().map(|name| Label {
            name,
            lines: text::wrap(name, narrowest, most_lines).lines.len(),
        });
        let mut right: Vec<Label> = labels.collect();
        let mut left = right.split_off(nodes.len().div_ceil(2));
        left.reverse();
        let down = height(&right).max(height(&left)) / 2.0;
        let ellipse = Ellipse {
            across,
            down: down.max(across),
        };
        let mut places = side(&ellipse, 1.0, &right);
        places.extend(side(&ellipse, -1.0, &left).into_iter().rev());
        Self {
            places,
            centre: (WIDTH / 2.0, ellipse.down),
            bottom: ellipse.down * 2.0,
        }
    }
}

struct Label<'n> {
    name: &'n str,
    /// As many as it needs where it has the least room.
    lines: usize,
}

impl Label<'_> {
    fn strip(&self) -> f64 {
        LINE_HEIGHT * count(self.lines) + BETWEEN
    }
}

fn height(labels: &[Label]) -> f64 {
    labels.iter().map(Label::strip).sum()
}

/// From the top down, with the height that is left over shared by all.
fn side(ellipse: &Ellipse, side: f64, labels: &[Label]) -> Vec<Place> {
    let spare = (ellipse.down * 2.0 - height(labels)) / count(labels.len().max(1));
    let mut top = -ellipse.down;
    let place = |label: &Label| {
        let strip = label.strip() + spare;
        let middle = top + strip / 2.0;
        top += strip;
        at(ellipse, middle, side, label)
    };
    labels.iter().map(place).collect()
}

fn at(ellipse: &Ellipse, height: f64, side: f64, label: &Label) -> Place {
    let node = WIDTH / 2.0 + side * ellipse.reach(height);
    // The name clears the ellipse over its whole height, so that no line crosses it.
    let widest_here = ellipse.reach((height.abs() - label.strip() / 2.0).max(0.0));
    let from_centre = widest_here + GAP;
    Place {
        node: (node, ellipse.down + height),
        label: WIDTH / 2.0 + side * from_centre,
        lines: text::wrap(label.name, WIDTH / 2.0 - from_centre, label.lines),
    }
}
