//! Marks, lines and fills that differ by form as well as by colour, so that a print in black
//! and white and an eye that does not tell colours apart both show the difference.

use crate::svg::number;
use crate::text::{LINE_HEIGHT, Wrapped};

pub(crate) const INK: &str = "#1b1b1b";
pub(crate) const BLUE: &str = "#1f5f8b";
pub(crate) const RUST: &str = "#a33b20";
pub(crate) const GREEN: &str = "#2e6b3f";
pub(crate) const PLUM: &str = "#6d3f8f";
pub(crate) const GREY: &str = "#6b6b6b";
/// Only for grounds and guide lines that carry no meaning of their own.
pub(crate) const PALE: &str = "#d3dce2";
pub(crate) const GROUND: &str = "#f1f5f8";

/// The form of a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    #[default]
    Circle,
    Square,
    Diamond,
    Triangle,
    Hexagon,
}

/// How a line is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dash {
    #[default]
    Solid,
    Dashed,
    Dotted,
    DashDot,
}

/// What fills a bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fill {
    #[default]
    Solid,
    Striped,
    Dotted,
    Crossed,
    /// White with an outline.
    Empty,
}

impl Shape {
    pub(crate) fn color(self) -> &'static str {
        match self {
            Self::Circle => BLUE,
            Self::Square => RUST,
            Self::Diamond => GREEN,
            Self::Triangle => PLUM,
            Self::Hexagon => GREY,
        }
    }

    /// The corners on a circle of radius one, scaled so that all shapes look equally large.
    pub(crate) fn corners(self) -> (&'static [(f64, f64)], f64) {
        match self {
            Self::Circle => (&[], 1.0),
            Self::Square => (&[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)], 0.88),
            Self::Diamond => (&[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)], 1.2),
            Self::Triangle => (&[(0.0, -1.0), (1.0, 0.8), (-1.0, 0.8)], 1.1),
            Self::Hexagon => (
                &[
                    (-1.0, 0.0),
                    (-0.5, -0.87),
                    (0.5, -0.87),
                    (1.0, 0.0),
                    (0.5, 0.87),
                    (-0.5, 0.87),
                ],
                1.08,
            ),
        }
    }
}

impl Dash {
    pub(crate) fn color(self) -> &'static str {
        match self {
            Self::Solid => BLUE,
            Self::Dashed => RUST,
            Self::Dotted => GREEN,
            Self::DashDot => PLUM,
        }
    }

    /// Attributes of a stroke. Dots are round ends of strokes without length.
    pub(crate) fn stroke(self, width: f64) -> String {
        let gap = |factor: f64, least: f64| number((width * factor).max(least));
        let dashes = match self {
            Self::Solid => String::new(),
            Self::Dashed => format!(" stroke-dasharray=\"{} {}\"", gap(2.5, 8.0), gap(1.5, 5.0)),
            Self::Dotted => format!(
                " stroke-dasharray=\"0.1 {}\" stroke-linecap=\"round\"",
                gap(2.2, 5.0)
            ),
            Self::DashDot => format!(
                " stroke-dasharray=\"{} {} {} {}\"",
                gap(3.0, 10.0),
                gap(1.4, 4.0),
                gap(0.8, 2.0),
                gap(1.4, 4.0)
            ),
        };
        let (color, width) = (self.color(), number(width));
        format!("stroke=\"{color}\" stroke-width=\"{width}\"{dashes}")
    }
}

impl Fill {
    pub(crate) const ALL: [Self; 5] = [
        Self::Solid,
        Self::Striped,
        Self::Dotted,
        Self::Empty,
        Self::Crossed,
    ];

    pub(crate) fn color(self) -> &'static str {
        match self {
            Self::Solid => BLUE,
            Self::Striped => RUST,
            Self::Dotted => GREEN,
            Self::Crossed => PLUM,
            Self::Empty => INK,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Striped => "striped",
            Self::Dotted => "dotted",
            Self::Crossed => "crossed",
            Self::Empty => "empty",
        }
    }

    /// What is drawn in each tile of eight by eight.
    pub(crate) fn tile(self) -> Option<String> {
        let color = self.color();
        let stroke = format!("stroke=\"{color}\" stroke-width=\"2.4\"");
        match self {
            Self::Solid | Self::Empty => None,
            Self::Striped => Some(format!(
                "<path d=\"M-2 2L2 -2M0 8L8 0M6 10L10 6\" {stroke}/>"
            )),
            Self::Dotted => Some(format!(
                "<circle cx=\"2\" cy=\"2\" r=\"1.6\" fill=\"{color}\"/>\
                 <circle cx=\"6\" cy=\"6\" r=\"1.6\" fill=\"{color}\"/>"
            )),
            Self::Crossed => Some(format!(
                "<path d=\"M0 0L8 8M0 8L8 0\" stroke=\"{color}\" stroke-width=\"1.6\"/>"
            )),
        }
    }
}

pub(crate) fn height_of(wrapped: &Wrapped) -> f64 {
    count(wrapped.lines.len()) * LINE_HEIGHT
}

/// How many there are, as a length can be reckoned from it.
#[allow(clippy::cast_precision_loss, reason = "a chart has few things")]
pub(crate) fn count(things: usize) -> f64 {
    things as f64
}

/// The four corners of a place given by corner and size.
pub(crate) fn corners([x, y, width, height]: [f64; 4]) -> [(f64, f64); 4] {
    let (right, bottom) = (x + width.max(0.0), y + height.max(0.0));
    [(x, y), (right, y), (right, bottom), (x, bottom)]
}

/// The widest word in units of the viewBox, at most `most`.
pub(crate) fn widest_word<'t>(texts: impl Iterator<Item = &'t str>, most: f64) -> f64 {
    texts
        .flat_map(|text| text.split([' ', '\n', '\t']))
        .map(crate::text::width)
        .fold(0.0, f64::max)
        .min(most)
}
