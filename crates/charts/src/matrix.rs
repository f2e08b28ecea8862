//! Everybody against everybody: a number and a shade where a row and a column meet.

use crate::grid::{Grid, Wish};
use crate::key::{self, Entry};
use crate::paint::{GREY, INK};
use crate::svg::{Anchor, Caption, Svg};
use crate::text;
use std::collections::BTreeMap;

/// From nothing to the most.
const SHADES: [&str; 5] = ["#ffffff", "#d6e4ee", "#a3c2d6", "#1f5f8b", "#0e3a58"];
const EMPTY: &str = "#ffffff";
const SELF: &str = "#e4e7e9";

/// A square matrix. Columns have the numbers of the rows; when there is not room for all beside
/// each other they go on in a block beneath, so that numbers stay readable on a narrow screen.
/// Up to 20 parties have names in two lines, more have one line and the whole name as tooltip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixChart {
    /// Unique on the page.
    pub id: String,
    pub title: String,
    /// What the chart shows, in a sentence or two.
    pub description: String,
    /// The names of rows and columns.
    pub parties: Vec<String>,
    /// Cells that are not here are left blank. The cells where a party meets itself are grey
    /// unless they are here.
    pub cells: Vec<MatrixCell>,
    /// What the levels mean: `(0, "ingen samverkan")`. Empty for counts.
    pub levels: Vec<(u32, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixCell {
    /// Places in `parties`.
    pub row: usize,
    pub column: usize,
    /// A level or a count. The greatest of the chart has the darkest shade.
    pub value: u32,
    /// Tooltip: `Aneby och Eksjö: samverkan`. Empty means none.
    pub text: String,
}

impl MatrixChart {
    pub fn to_svg(&self) -> String {
        let mut svg = Svg::default();
        let cells: BTreeMap<_, _> = self
            .cells
            .iter()
            .map(|cell| ((cell.row, cell.column), cell))
            .collect();
        let grid = self.grid();
        let draw_row = |svg: &mut Svg, block: &std::ops::Range<usize>, row: usize, top: f64| {
            for column in block.clone() {
                let place = grid.place(block, column, row, top);
                match cells.get(&(row, column)) {
                    Some(cell) => self.draw_cell(svg, cell, place),
                    None if row == column => draw_shade(svg, SELF, place),
                    None => draw_shade(svg, EMPTY, place),
                }
            }
        };
        let bottom = grid.draw(&mut svg, draw_row, |_, _, top| top);
        let height = key::draw(&mut svg, bottom + 12.0, &self.entries());
        let caption = Caption {
            id: &self.id,
            title: &self.title,
            description: &self.description,
        };
        svg.finish(&caption, height)
    }

    fn grid(&self) -> Grid<'_> {
        let widest = self
            .cells
            .iter()
            .map(|cell| text::width(&cell.value.to_string()))
            .fold(0.0, f64::max);
        Grid::new(&Wish {
            rows: &self.parties,
            numbered: true,
            columns: self.parties.len(),
            narrowest_cell: widest + 2.0,
            reserved: 1.0,
            most_lines: if self.parties.len() > 20 { 1 } else { 2 },
            even: true,
        })
    }

    fn draw_cell(&self, svg: &mut Svg, cell: &MatrixCell, place: [f64; 4]) {
        let shade = self.shade(cell.value);
        let [x, y, width, height] = place;
        svg.group(&cell.text, |svg| {
            draw_shade(svg, SHADES[shade], place);
            let middle = (x + width / 2.0, y + height / 2.0);
            svg.colored(
                middle,
                Anchor::Middle,
                ink_on(shade),
                &cell.value.to_string(),
            );
        });
    }

    fn shade(&self, value: u32) -> usize {
        let values = self.cells.iter().map(|cell| cell.value);
        let most = values.chain(self.levels.iter().map(|level| level.0)).max();
        let steps = SHADES.len() as u64 - 1;
        let shade = (u64::from(value) * steps).div_ceil(u64::from(most.unwrap_or(0).max(1)));
        usize::try_from(shade).map_or(0, |shade| shade.min(SHADES.len() - 1))
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        self.levels
            .iter()
            .map(|(level, word)| (*level, self.shade(*level), word))
            .map(|(level, shade, word)| {
                Entry::new(word, move |svg, x, y| {
                    draw_shade(svg, SHADES[shade], [x + 4.0, y - 12.0, 28.0, 24.0]);
                    let middle = (x + 18.0, y);
                    svg.colored(middle, Anchor::Middle, ink_on(shade), &level.to_string());
                })
            })
            .collect()
    }
}

/// Every shade with the colour of the numbers on it.
#[cfg(test)]
pub(crate) fn inks() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHADES
        .into_iter()
        .enumerate()
        .map(|(shade, fill)| (fill, ink_on(shade)))
}

fn ink_on(shade: usize) -> &'static str {
    if shade < 3 { INK } else { "#ffffff" }
}

fn draw_shade(svg: &mut Svg, fill: &str, [x, y, width, height]: [f64; 4]) {
    let [x, y, width, height] = [x, y, width, height].map(crate::svg::number);
    svg.shape(
        "rect",
        "chart-cell",
        &format!(
            "x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" \
             stroke=\"{GREY}\" stroke-width=\"0.8\""
        ),
    );
}
