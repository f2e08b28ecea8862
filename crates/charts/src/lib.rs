//! Accessible SVG charts for pages and PDFs. Each is a picture with title and description;
//! the page puts the numbers as a table beside it.
//!
//! A chart is [`WIDTH`] units wide and scales to its container. The classes (`chart-bar`,
//! `chart-line`, `chart-target`, `chart-band`, `chart-axis`, `chart-text`, `chart-mark`) let a
//! page recolour it; without CSS the attributes in the SVG give the same look. Shapes, dashes and
//! fills ([`Shape`], [`Dash`], [`Fill`]) tell things apart without colour: keep them.

mod bars;
mod breaks;
mod bubbles;
mod compare;
mod coverage;
mod curve;
mod draw;
mod flow;
mod gantt;
mod grid;
#[cfg(test)]
mod inspect;
mod key;
mod ladder;
mod line;
mod matrix;
mod network;
mod paint;
#[cfg(test)]
mod picture_tests;
mod risks;
mod scale;
mod svg;
mod text;
mod tornado;

pub use bars::{Bar, BarChart};
pub use bubbles::{Bubble, BubbleChart};
pub use compare::{CompareBars, CompareRow, CompareValue};
pub use coverage::{CoverageMatrix, CoverageWords};
pub use curve::{Curve, CurveChart, CurvePoint};
pub use flow::{FlowArrow, FlowChart, FlowState};
pub use gantt::{GanttActivity, GanttChart, GanttRow, GanttWords};
pub use ladder::{LadderChart, LadderEntry, LadderGroup, LadderStep, LadderWords};
pub use line::{LineChart, LineWords, Mark, State, Target, end_of_year, in_year};
pub use matrix::{MatrixCell, MatrixChart};
pub use network::{NetworkChart, NetworkEdge, NetworkNode, NetworkWords};
pub use paint::{Dash, Fill, Shape};
pub use risks::{RiskChart, RiskMark};
pub use tornado::{TornadoChart, TornadoRow};

/// Width of every chart's viewBox. Text of [`FONT_SIZE`] is then readable at 320 px.
pub const WIDTH: f64 = 480.0;
/// Size of the text in units of the viewBox.
pub const FONT_SIZE: f64 = 18.0;
