//! What is easily overlooked in a sheet: merged cells, and what is hidden but counts.

use super::address;
use super::cells::{Cells, row_number};
use samverk_foundation::Problem;

/// So many ranges are named; the rest are counted among them.
const NAMED_MAX: usize = 12;

pub(super) fn of(cells: &Cells, is_hidden: bool) -> Vec<Problem> {
    let mut remarks = Vec::new();
    if cells.rows.is_empty() {
        return remarks;
    }
    if is_hidden {
        remarks.push(Problem::invalid("sheet_hidden"));
    }
    remarks.extend(
        cells
            .merged
            .iter()
            .filter_map(|region| merged(cells, region))
            .take(NAMED_MAX),
    );
    remarks.extend(hidden_rows(cells));
    remarks.extend(hidden_columns(cells));
    remarks
}

/// Only the first cell of a merged region has a value; that matters where the table stands.
fn merged(cells: &Cells, region: &str) -> Option<Problem> {
    let (first, last) = region.split_once(':')?;
    let (first, last) = (address::parse(first)?, address::parse(last)?);
    let ends = first.0.min(last.0)..=first.0.max(last.0);
    cells.rows.range(ends).next()?;
    let remark = Problem::invalid("cells_merged").with("cells", region);
    Some(remark.at_row(row_number(first.0)))
}

fn hidden_rows(cells: &Cells) -> Option<Problem> {
    let mut rows: Vec<u32> = cells.hidden_rows.clone();
    rows.retain(|row| cells.rows.contains_key(row));
    rows.sort_unstable();
    rows.dedup();
    let first = rows.first()?;
    let remark = Problem::invalid("rows_hidden").with("rows", ranges(&rows, |row| row.to_string()));
    Some(remark.at_row(row_number(*first)))
}

fn hidden_columns(cells: &Cells) -> Option<Problem> {
    let is_hidden = |column: &u32| {
        let mut hidden = cells.hidden_columns.iter();
        hidden.any(|(first, last)| (first..=last).contains(&column))
    };
    let (row, heading) = cells.rows.iter().next()?;
    let columns: Vec<u32> = heading.keys().copied().filter(is_hidden).collect();
    let first = heading.get(columns.first()?)?;
    let named = ranges(&columns, address::letters);
    let remark = Problem::invalid("columns_hidden").with("columns", named);
    let name = first.as_deref().unwrap_or_default().trim();
    Some(remark.at_row(row_number(*row)).at_column(name))
}

/// `4–6, 9` for sorted numbers.
fn ranges(numbers: &[u32], name: impl Fn(u32) -> String) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let shown = |(first, last): &(u32, u32)| match first == last {
        true => name(*first),
        false => format!("{}–{}", name(*first), name(*last)),
    };
    let mut named: Vec<String> = ranges.iter().take(NAMED_MAX).map(shown).collect();
    if ranges.len() > NAMED_MAX {
        named.push("…".to_owned());
    }
    named.join(", ")
}
