//! What serves what: a filled or an empty ring where a row and a column meet.

use crate::WIDTH;
use crate::grid::{Grid, Wish};
use crate::key::{self, Entry, SIGN};
use crate::paint::{BLUE, GREY, INK, RUST, count};
use crate::svg::{Anchor, Caption, Svg};
use crate::text::{self, LINE_HEIGHT};
use std::collections::BTreeSet;
use std::ops::Range;

const RING: f64 = 7.0;
const GAP_GROUND: &str = "#fbeae4";

/// Rows against columns: which goals the groups serve, which questions are answered. Columns are
/// numbered and named under the picture. A row that nothing serves is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageMatrix {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// Places in `rows` and `columns`.
    pub filled: Vec<(usize, usize)>,
    pub words: CoverageWords,
}

/// In the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageWords {
    /// Over and before the sums: `Antal`. Short.
    pub count: String,
    /// The filled ring: `bidrar`.
    pub filled: String,
    /// The empty ring: `bidrar inte`.
    pub empty: String,
    /// A row without a filled ring: `ingen grupp bidrar`.
    pub nothing: String,
}

impl CoverageMatrix {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let filled = self.within();
        let grid = self.grid();
        let bottom = grid.draw(
            &mut svg,
            |svg, block, row, top| self.draw_row(svg, &grid, &filled, (block, row, top)),
            |svg, block, top| self.draw_sums(svg, &grid, &filled, block, top),
        );
        let bottom = key::draw(&mut svg, bottom + 10.0, &self.entries(&filled));
        let names = self.columns.iter().enumerate();
        let names = names.map(|(index, name)| ((index + 1).to_string(), name.as_str()));
        let height = key::numbered(&mut svg, bottom + 8.0, names);
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, height)
    }

    /// How many columns serve each row, in order.
    pub fn row_counts(&self) -> Vec<usize> {
        let filled = self.within();
        let of = |row| filled.iter().filter(|place| place.0 == row).count();
        (0..self.rows.len()).map(of).collect()
    }

    fn within(&self) -> BTreeSet<(usize, usize)> {
        let exists =
            |place: &&(usize, usize)| place.0 < self.rows.len() && place.1 < self.columns.len();
        self.filled.iter().filter(exists).copied().collect()
    }

    fn reserved(&self) -> f64 {
        (text::width(&self.words.count) + 8.0).clamp(48.0, 110.0)
    }

    fn grid(&self) -> Grid<'_> {
        Grid::new(&Wish {
            rows: &self.rows,
            numbered: false,
            columns: self.columns.len(),
            narrowest_cell: 22.0,
            reserved: self.reserved(),
            most_lines: 3,
            even: false,
        })
    }

    fn draw_row(
        &self,
        svg: &mut Svg,
        grid: &Grid,
        filled: &BTreeSet<(usize, usize)>,
        (block, row, top): (&Range<usize>, usize, f64),
    ) {
        let served = filled.iter().filter(|place| place.0 == row).count();
        if served == 0 {
            let [x, y, width, height] = grid.place(block, block.start, row, top);
            let ground = [x, y + 1.0, width * count(block.len()), height - 2.0];
            svg.rectangle("chart-gap", GAP_GROUND, ground);
        }
        for column in block.clone() {
            let [x, y, width, height] = grid.place(block, column, row, top);
            let middle = (x + width / 2.0, y + height / 2.0);
            ring(svg, middle, filled.contains(&(row, column)));
        }
        if block.end < self.columns.len() {
            return;
        }
        let middle = top + grid.height(row) / 2.0;
        let color = if served == 0 { RUST } else { INK };
        svg.colored(
            (WIDTH - 2.0, middle),
            Anchor::End,
            color,
            &served.to_string(),
        );
        if served == 0 {
            warning(svg, (WIDTH - 28.0, middle));
        }
    }

    /// The sums of the columns, and the word over the sums of the rows.
    fn draw_sums(
        &self,
        svg: &mut Svg,
        grid: &Grid,
        filled: &BTreeSet<(usize, usize)>,
        block: &Range<usize>,
        top: f64,
    ) -> f64 {
        let middle = top + LINE_HEIGHT * 0.65;
        for column in block.clone() {
            let serves = filled.iter().filter(|place| place.1 == column).count();
            let [x, _, width, _] = grid.place(block, column, 0, 0.0);
            let centre = (x + width / 2.0, middle);
            svg.colored(centre, Anchor::Middle, INK, &serves.to_string());
        }
        let word = text::shorten(&self.words.count, self.reserved() - 8.0);
        svg.centred((WIDTH - 2.0, middle), Anchor::End, &word, &self.words.count);
        top + LINE_HEIGHT * 1.3
    }

    fn entries(&self, filled: &BTreeSet<(usize, usize)>) -> Vec<Entry<'_>> {
        let middle = SIGN / 2.0;
        let mut entries = vec![
            Entry::new(&self.words.filled, move |svg, x, y| {
                ring(svg, (x + middle, y), true);
            }),
            Entry::new(&self.words.empty, move |svg, x, y| {
                ring(svg, (x + middle, y), false);
            }),
        ];
        if (0..self.rows.len()).any(|row| !filled.iter().any(|place| place.0 == row)) {
            let draw = move |svg: &mut Svg, x: f64, y: f64| warning(svg, (x + middle, y));
            entries.push(Entry::new(&self.words.nothing, draw));
        }
        entries
    }
}

fn ring(svg: &mut Svg, middle: (f64, f64), filled: bool) {
    if filled {
        let paint = format!("fill=\"{BLUE}\" stroke=\"{BLUE}\" stroke-width=\"1.5\"");
        svg.circle("chart-filled", middle, RING, &paint);
    } else {
        let paint = format!("fill=\"#ffffff\" stroke=\"{GREY}\" stroke-width=\"1.3\"");
        svg.circle("chart-empty", middle, RING - 1.0, &paint);
    }
}

fn warning(svg: &mut Svg, (x, y): (f64, f64)) {
    let corners = [(x, y - 9.0), (x + 10.0, y + 8.0), (x - 10.0, y + 8.0)];
    svg.polygon("chart-nothing", &corners, &format!("fill=\"{RUST}\""));
    svg.rectangle("chart-nothing", "#ffffff", [x - 1.1, y - 3.5, 2.2, 6.0]);
    svg.rectangle("chart-nothing", "#ffffff", [x - 1.1, y + 4.0, 2.2, 2.2]);
}
