//! Horizontal bars: a label, a bar, a value. For what each member pays.

use crate::scale::Scale;
use crate::svg::{Anchor, Caption, Svg};
use crate::text::{self, LINE_HEIGHT, Wrapped};
use crate::{FONT_SIZE, WIDTH};

const BAR: &str = "#2f7d8c";
/// As good as the others: who pays less has done nothing wrong. It goes the other way, and is quieter.
const NEGATIVE_BAR: &str = "#4c5e65";
const AXIS: &str = "#6b6b6b";
const BAR_HEIGHT: f64 = 20.0;
const ROW_GAP: f64 = 10.0;
const COLUMN_GAP: f64 = 12.0;
/// No label takes more than this much of the width.
const LABEL_SHARE: f64 = 0.42;
const VALUE_SHARE: f64 = 0.34;

#[derive(Clone, Debug, PartialEq)]
pub struct BarChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    pub bars: Vec<Bar>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub label: String,
    /// Only for the length of the bar; negative values go left from the zero line.
    pub value: f64,
    /// The value as it is to be read: `1 657 180 kr`.
    pub value_text: String,
}

impl BarChart {
    pub fn to_svg(&self) -> String {
        let columns = Columns::of(&self.bars);
        let mut svg = Svg::default();
        let mut top = ROW_GAP / 2.0;
        for bar in &self.bars {
            top += draw_row(&mut svg, &columns, bar, top);
        }
        let zero = columns.scale.position(0.0);
        svg.line("chart-axis", AXIS, [zero, 0.0, zero, top]);
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, top.max(ROW_GAP))
    }
}

/// Label, bar and value each have their own column, so that nothing meets.
struct Columns {
    label_width: f64,
    value_width: f64,
    scale: Scale,
}

impl Columns {
    fn of(bars: &[Bar]) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = &str>, share: f64| {
            texts
                .map(text::width)
                .fold(0.0, f64::max)
                .min(WIDTH * share)
        };
        let label_width = widest(&mut bars.iter().map(|bar| bar.label.as_str()), LABEL_SHARE);
        let value_width = widest(
            &mut bars.iter().map(|bar| bar.value_text.as_str()),
            VALUE_SHARE,
        );
        let left = label_width + COLUMN_GAP;
        let right = WIDTH - value_width - COLUMN_GAP;
        let values = bars.iter().map(|bar| bar.value).chain([0.0]);
        Self {
            label_width,
            value_width,
            scale: Scale::over(values, left, right),
        }
    }
}

/// Draws a row and gives its height.
fn draw_row(svg: &mut Svg, columns: &Columns, bar: &Bar, top: f64) -> f64 {
    let label = text::wrap(&bar.label, columns.label_width, 2);
    let value = text::shorten(&bar.value_text, columns.value_width);
    let height = lines_height(&label).max(BAR_HEIGHT) + ROW_GAP;
    let middle = top + (height - ROW_GAP) / 2.0;
    svg.wrapped(
        (0.0, first_base(middle, &label)),
        Anchor::Start,
        &label,
        &bar.label,
    );
    draw_bar(svg, columns, bar.value, middle);
    svg.wrapped(
        (WIDTH, first_base(middle, &value)),
        Anchor::End,
        &value,
        &bar.value_text,
    );
    height
}

fn draw_bar(svg: &mut Svg, columns: &Columns, value: f64, middle: f64) {
    let (zero, end) = (columns.scale.position(0.0), columns.scale.position(value));
    let (class, fill) = if end < zero {
        ("chart-bar chart-bar-negative", NEGATIVE_BAR)
    } else {
        ("chart-bar", BAR)
    };
    let place = [
        zero.min(end),
        middle - BAR_HEIGHT / 2.0,
        (end - zero).abs(),
        BAR_HEIGHT,
    ];
    svg.rectangle(class, fill, place);
}

#[allow(clippy::cast_precision_loss, reason = "a label has two lines")]
fn lines_height(wrapped: &Wrapped) -> f64 {
    wrapped.lines.len() as f64 * LINE_HEIGHT
}

/// The base line of the first of some lines that are centred on `middle`.
fn first_base(middle: f64, wrapped: &Wrapped) -> f64 {
    middle - lines_height(wrapped) / 2.0 + LINE_HEIGHT / 2.0 + FONT_SIZE * 0.35
}
