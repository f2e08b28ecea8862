//! Accessible SVG charts for pages and PDFs. Each is a picture with title and description;
//! the page puts the numbers as a table beside it.
//!
//! A chart is [`WIDTH`] units wide and scales to its container. The classes (`chart-bar`,
//! `chart-line`, `chart-target`, `chart-band`, `chart-axis`, `chart-text`, `chart-mark`) let a
//! page recolour it; without CSS the attributes in the SVG give the same look.

mod bars;
mod line;
mod scale;
mod svg;
mod text;

pub use bars::{Bar, BarChart};
pub use line::{LineChart, LineWords, Mark, State, Target, end_of_year, in_year};

/// Width of every chart's viewBox. Text of [`FONT_SIZE`] is then readable at 320 px.
pub const WIDTH: f64 = 520.0;
/// Size of the text in units of the viewBox.
pub const FONT_SIZE: f64 = 18.0;
