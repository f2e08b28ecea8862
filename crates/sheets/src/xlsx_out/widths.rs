//! Column widths from what stands in the column, within what fits on a page.

use crate::sheet::{Cell, Sheet};
use samverk_foundation::{format_decimal, format_integer, format_percent};

const NARROWEST: usize = 9;
const WIDEST: usize = 60;
/// Room for the filter button and the margins of a cell, in characters.
const MARGIN: usize = 3;

/// The width of a column in characters. The long title above the table does not count.
pub(super) fn column(sheet: &Sheet, place: usize) -> f64 {
    let heading = sheet
        .columns
        .get(place)
        .map_or(0, |column| longest_line(&column.heading));
    let rows = sheet.rows.iter().chain(&sheet.totals);
    let widest = rows
        .filter_map(|row| row.get(place))
        .map(width)
        .fold(heading, usize::max);
    let width = (widest + MARGIN).clamp(NARROWEST, WIDEST);
    f64::from(u32::try_from(width).unwrap_or(u32::MAX))
}

fn width(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) => longest_line(text),
        Cell::Integer(number) => longest_line(&format_integer(*number)),
        Cell::Decimal(number) => longest_line(&format_decimal(*number)),
        Cell::Kronor(amount) => longest_line(&amount.to_string()),
        Cell::Percent(percent) => longest_line(&format_percent(*percent)),
        Cell::Date(_) => "2026-11-22".len(),
    }
}

fn longest_line(text: &str) -> usize {
    text.lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0)
}
