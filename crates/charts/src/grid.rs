//! The ground of the matrices: named rows, numbered columns, and as many blocks under each
//! other as the columns need.

use crate::WIDTH;
use crate::paint::{PALE, count, height_of, widest_word};
use crate::svg::{Anchor, Svg};
use crate::text::{self, LINE_HEIGHT, Wrapped};
use std::ops::Range;

const NUMBER: f64 = 26.0;
const GAP: f64 = 4.0;
const LEAST_HEIGHT: f64 = 28.0;
const WIDEST_CELL: f64 = 36.0;
/// No word of a row's name needs to be broken before it is this wide.
const WIDEST_WORD: f64 = 160.0;
const BETWEEN_BLOCKS: f64 = 18.0;

/// What the grid must have room for.
pub(crate) struct Wish<'g> {
    pub rows: &'g [String],
    /// Rows have numbers before their names.
    pub numbered: bool,
    pub columns: usize,
    pub narrowest_cell: f64,
    /// Kept free at the right end.
    pub reserved: f64,
    pub most_lines: usize,
    /// All rows equally high.
    pub even: bool,
}

pub(crate) struct Grid<'g> {
    rows: Vec<(&'g str, Wrapped, f64)>,
    numbered: bool,
    columns: usize,
    in_block: usize,
    cell: f64,
    left: f64,
}

impl<'g> Grid<'g> {
    pub fn new(wish: &Wish<'g>) -> Self {
        let number = if wish.numbered { NUMBER } else { 0.0 };
        let names = wish.rows.iter().map(String::as_str);
        let label = number + widest_word(names, WIDEST_WORD) + GAP;
        let room = WIDTH - wish.reserved - label;
        let columns = wish.columns.max(1);
        let narrowest = wish.narrowest_cell.max(22.0);
        let fitting = (1..=columns)
            .rev()
            .find(|many| count(*many) * narrowest <= room);
        let in_block = columns.div_ceil(columns.div_ceil(fitting.unwrap_or(1)));
        let most = (room / count(in_block)).clamp(narrowest, WIDEST_CELL.max(narrowest));
        let left_of = |cell: f64| WIDTH - wish.reserved - cell * count(in_block);
        let rows_beside = |cell| named(wish, left_of(cell) - number - GAP);
        let cell = widest_cell(narrowest, most, |cell| {
            rows_beside(cell).iter().all(|row| !row.1.shortened)
        });
        let left = left_of(cell);
        let mut rows = rows_beside(cell);
        if wish.even {
            let highest = rows.iter().map(|row| row.2).fold(0.0, f64::max);
            rows.iter_mut().for_each(|row| row.2 = highest);
        }
        Self {
            rows,
            numbered: wish.numbered,
            columns: wish.columns,
            in_block,
            cell,
            left,
        }
    }

    /// The columns of each block. Without columns there is still one block, with the names.
    pub fn blocks(&self) -> Vec<Range<usize>> {
        let starts = (0..self.columns.max(1)).step_by(self.in_block);
        starts
            .map(|start| start..(start + self.in_block).min(self.columns))
            .collect()
    }

    /// Draws the numbers over the columns, and gives their lower end.
    pub fn head(&self, svg: &mut Svg, block: &Range<usize>, top: f64) -> f64 {
        for column in block.clone() {
            let [x, ..] = self.place(block, column, 0, 0.0);
            let number = (column + 1).to_string();
            let middle = (x + self.cell / 2.0, top + LINE_HEIGHT / 2.0);
            svg.colored(middle, Anchor::Middle, crate::paint::INK, &number);
        }
        top + LINE_HEIGHT + 3.0
    }

    /// Draws number, name and the line under a row.
    pub fn label(&self, svg: &mut Svg, row: usize, top: f64) {
        let Some((name, lines, height)) = self.rows.get(row) else {
            return;
        };
        let middle = top + height / 2.0;
        let mut left = 0.0;
        if self.numbered {
            let number = (row + 1).to_string();
            svg.colored(
                (NUMBER - 4.0, middle),
                Anchor::End,
                crate::paint::INK,
                &number,
            );
            left = NUMBER + 2.0;
        }
        svg.centred((left, middle), Anchor::Start, lines, name);
        svg.line(
            "chart-guide",
            PALE,
            [0.0, top + height, WIDTH, top + height],
        );
    }

    pub fn height(&self, row: usize) -> f64 {
        self.rows.get(row).map_or(LEAST_HEIGHT, |row| row.2)
    }

    pub fn place(&self, block: &Range<usize>, column: usize, row: usize, top: f64) -> [f64; 4] {
        let x = self.left + count(column - block.start) * self.cell;
        [x, top, self.cell, self.height(row)]
    }

    /// Draws every block with `draw_row`, and gives the lower end. `foot` ends each block.
    pub fn draw(
        &self,
        svg: &mut Svg,
        mut draw_row: impl FnMut(&mut Svg, &Range<usize>, usize, f64),
        mut foot: impl FnMut(&mut Svg, &Range<usize>, f64) -> f64,
    ) -> f64 {
        let mut top = 0.0;
        for block in self.blocks() {
            if block.start > 0 {
                top += BETWEEN_BLOCKS;
            }
            top = self.head(svg, &block, top);
            for row in 0..self.rows.len() {
                self.label(svg, row, top);
                draw_row(svg, &block, row, top);
                top += self.height(row);
            }
            top = foot(svg, &block, top);
        }
        top
    }
}

/// Names in lines, with the heights of their rows.
fn named<'g>(wish: &Wish<'g>, room: f64) -> Vec<(&'g str, Wrapped, f64)> {
    let row = |name: &'g String| {
        let lines = text::wrap(name, room, wish.most_lines);
        let height = (height_of(&lines) + 6.0).max(LEAST_HEIGHT);
        (name.as_str(), lines, height)
    };
    wish.rows.iter().map(row).collect()
}

/// Cells give way to names, but not under `narrowest`.
fn widest_cell(narrowest: f64, most: f64, names_fit: impl Fn(f64) -> bool) -> f64 {
    let mut cell = most;
    while cell > narrowest && !names_fit(cell) {
        cell -= 1.0;
    }
    cell.max(narrowest)
}
