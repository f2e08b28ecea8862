//! How far each uncertainty moves a result: bars from the low to the high end around what is likely.

use crate::scale::Scale;
use crate::svg::{Anchor, Caption, Svg};
use crate::text::{self, LINE_HEIGHT};
use crate::{FONT_SIZE, WIDTH};

const LOW: &str = "#4c5e65";
const HIGH: &str = "#2f7d8c";
const AXIS: &str = "#6b6b6b";
const BAR_HEIGHT: f64 = 20.0;
const ROW_GAP: f64 = 14.0;
const GAP: f64 = 8.0;

/// Rows in the order given: the widest first makes a tornado.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    /// The result when all is as likely, where the bars begin.
    pub middle: f64,
    pub rows: Vec<TornadoRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TornadoRow {
    pub label: String,
    /// The result at the low and the high end of the row's uncertainty.
    pub low: f64,
    pub high: f64,
    /// The same as they are to be read.
    pub low_text: String,
    pub high_text: String,
}

impl TornadoChart {
    pub fn to_svg(&self) -> String {
        let ends = self.rows.iter().flat_map(|row| [row.low, row.high]);
        // Zero is in the picture: a bar that crosses it turns the result.
        let scale = Scale::over(ends.chain([self.middle, 0.0]), GAP, WIDTH - GAP);
        let mut svg = Svg::default();
        let mut top = 0.0;
        let mut bars = Vec::new();
        for row in &self.rows {
            bars.push(top + LINE_HEIGHT);
            top += draw_row(&mut svg, &scale, self.middle, row, top);
        }
        let (zero, middle) = (scale.position(0.0), scale.position(self.middle));
        for bar in bars {
            let end = bar + BAR_HEIGHT + 8.0;
            svg.line("chart-axis", AXIS, [middle, bar, middle, end]);
            svg.line("chart-axis", AXIS, [zero, bar, zero, end]);
        }
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, top.max(LINE_HEIGHT))
    }
}

/// Label over the bar, the two ends under it. Gives the row's height.
fn draw_row(svg: &mut Svg, scale: &Scale, middle: f64, row: &TornadoRow, top: f64) -> f64 {
    let label = text::shorten(&row.label, WIDTH);
    svg.wrapped((0.0, top + FONT_SIZE), Anchor::Start, &label, &row.label);
    let bar = top + LINE_HEIGHT + 4.0;
    let from = scale.position(middle);
    for (class, fill, value) in [
        ("chart-bar chart-bar-negative", LOW, row.low),
        ("chart-bar", HIGH, row.high),
    ] {
        let to = scale.position(value);
        let place = [from.min(to), bar, (to - from).abs(), BAR_HEIGHT];
        svg.rectangle(class, fill, place);
    }
    let base = bar + BAR_HEIGHT + FONT_SIZE;
    let (left, right) = match row.low <= row.high {
        true => (&row.low_text, &row.high_text),
        false => (&row.high_text, &row.low_text),
    };
    for (place, anchor, text) in [(0.0, Anchor::Start, left), (WIDTH, Anchor::End, right)] {
        let short = text::shorten(text, (WIDTH - GAP) / 2.0);
        svg.wrapped((place, base), anchor, &short, text);
    }
    LINE_HEIGHT + 4.0 + BAR_HEIGHT + FONT_SIZE + ROW_GAP
}
