//! The same rows under several scenarios: a bar for each, one under the other.

use crate::WIDTH;
use crate::key::{self, Entry, SIGN};
use crate::paint::{Fill, GREY, corners, height_of};
use crate::scale::Scale;
use crate::svg::{Anchor, Caption, Svg};
use crate::text;

const BAR: f64 = 16.0;
const PITCH: f64 = 23.0;
const GAP: f64 = 10.0;
const BETWEEN_ROWS: f64 = 12.0;
const VALUE_SHARE: f64 = 0.4;

/// Grouped horizontal bars. Made for two to four series; each has its own fill, and after the
/// fifth the fills begin again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompareBars {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    /// The names of the series, in the order of the values.
    pub series: Vec<String>,
    pub rows: Vec<CompareRow>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompareRow {
    pub label: String,
    /// One for each series. `None` leaves the bar out: the row has no value there.
    pub values: Vec<Option<CompareValue>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompareValue {
    /// Only for the length of the bar; negative values go left from the zero line.
    pub value: f64,
    /// The value as it is to be read: `1 657 180 kr`.
    pub text: String,
}

impl CompareBars {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let many = self.rows.iter().map(|row| row.values.len());
        let many = many.max().unwrap_or(0).max(self.series.len());
        svg.tiles(&self.id, (0..many).map(fill_of));
        let value_width = self.value_width();
        let values = self.values().map(|value| value.value).chain([0.0]);
        let scale = Scale::over(values, 2.0, WIDTH - value_width - GAP);
        let mut top = key::draw(&mut svg, 0.0, &self.entries());
        for row in &self.rows {
            top = self.draw_row(&mut svg, &scale, row, top + BETWEEN_ROWS);
        }
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, top + 2.0)
    }

    fn values(&self) -> impl Iterator<Item = &CompareValue> {
        self.rows.iter().flat_map(|row| row.values.iter().flatten())
    }

    fn value_width(&self) -> f64 {
        let widths = self.values().map(|value| text::width(&value.text));
        widths.fold(0.0, f64::max).min(WIDTH * VALUE_SHARE)
    }

    fn draw_row(&self, svg: &mut Svg, scale: &Scale, row: &CompareRow, top: f64) -> f64 {
        let label = text::wrap(&row.label, WIDTH, 2);
        let first = top + height_of(&label) + 2.0;
        let label_middle = top + height_of(&label) / 2.0;
        svg.centred((0.0, label_middle), Anchor::Start, &label, &row.label);
        let mut bottom = first;
        for (series, value) in row.values.iter().enumerate() {
            if let Some(value) = value {
                self.draw_bar(svg, scale, (fill_of(series), value), bottom + PITCH / 2.0);
            }
            bottom += PITCH;
        }
        let zero = scale.position(0.0);
        svg.line("chart-axis", GREY, [zero, first, zero, bottom]);
        bottom
    }

    fn draw_bar(
        &self,
        svg: &mut Svg,
        scale: &Scale,
        (fill, value): (Fill, &CompareValue),
        middle: f64,
    ) {
        let (zero, end) = (scale.position(0.0), scale.position(value.value));
        let place = [zero.min(end), middle - BAR / 2.0, (end - zero).abs(), BAR];
        svg.filled(&self.id, fill, &corners(place));
        let words = text::shorten(&value.text, self.value_width());
        svg.centred((WIDTH, middle), Anchor::End, &words, &value.text);
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let series = self.series.iter().enumerate();
        series
            .map(|(index, word)| {
                Entry::new(word, move |svg, x, y| {
                    let place = [x + 2.0, y - BAR / 2.0, SIGN - 4.0, BAR];
                    svg.filled(&self.id, fill_of(index), &corners(place));
                })
            })
            .collect()
    }
}

fn fill_of(series: usize) -> Fill {
    Fill::ALL[series % Fill::ALL.len()]
}
