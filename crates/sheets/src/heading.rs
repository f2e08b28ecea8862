//! The heading of a table: which separator it uses and where each column stands.

use crate::record::Record;
use samverk_foundation::text::is_visible;
use samverk_foundation::{Problem, Problems};

/// Comma, semicolon or tab: the one under which the heading has more of the wanted columns,
/// or else more columns at all.
pub(crate) fn separator(columns: &[&str], heading_with: impl Fn(char) -> Option<Record>) -> char {
    let score = |separator: char| {
        let cells = heading_with(separator)
            .map(|record| record.cells)
            .unwrap_or_default();
        (
            cells
                .iter()
                .filter(|cell| columns.contains(&cell.trim()))
                .count(),
            cells.len(),
        )
    };
    let better = |best, next| {
        if score(next) > score(best) {
            next
        } else {
            best
        }
    };
    [';', '\t'].into_iter().fold(',', better)
}

/// Excel leaves columns without a name, and without anything in them, at the end.
pub(crate) fn without_empty_end(mut heading: Record) -> Record {
    let is_empty = |cell: &String| !is_visible(cell);
    while heading.cells.len() > 1 && heading.cells.last().is_some_and(is_empty) {
        heading.cells.pop();
    }
    heading
}

/// For each wanted column its place in the records.
/// Fails with `column_unknown`, `column_repeated` and `column_missing`, all at once.
pub(crate) fn positions(
    heading: &Record,
    columns: &[&'static str],
) -> Result<Vec<usize>, Problems> {
    let found: Vec<&str> = heading.cells.iter().map(|cell| cell.trim()).collect();
    let mut problems = Problems::default();
    let wrong = |code, column: &str| {
        Problem::invalid(code)
            .at_row(heading.line)
            .at_column(column)
    };
    for (position, name) in found.iter().enumerate() {
        if name.is_empty() && columns.len() > 1 {
            continue;
        }
        if !columns.contains(name) {
            problems.push(wrong("column_unknown", name).with("allowed", columns.join(", ")));
        } else if found[..position].contains(name) {
            problems.push(wrong("column_repeated", name));
        }
    }
    let mut positions = Vec::with_capacity(columns.len());
    for column in columns {
        match found.iter().position(|name| name == column) {
            Some(position) => positions.push(position),
            None => problems.push(wrong("column_missing", column)),
        }
    }
    problems.or(positions)
}
