//! Sheets whose columns are not known beforehand: what stands under each heading.

use crate::{csv_in, encoding};
use samverk_foundation::Problem;

/// One sheet, as its rows say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LooseSheet {
    pub name: String,
    /// The row of the headings, counted from 1.
    pub heading: usize,
    pub columns: Vec<String>,
    pub rows: Vec<LooseRow>,
}

/// The cells of a row that say something, each under its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LooseRow {
    pub line: usize,
    pub cells: Vec<(String, String)>,
}

impl LooseRow {
    pub fn get(&self, column: &str) -> &str {
        let found = self.cells.iter().find(|(heading, _)| heading == column);
        found.map_or("", |(_, text)| text.as_str())
    }
}

/// A CSV file with several sheets in it: a cell in the first column names a sheet, the row after it has the
/// headings. Fails with `file_not_utf8`, `quote_unclosed` or `quote_misplaced`.
pub fn read_sheets_in_csv(bytes: &[u8], file: &str) -> Result<Vec<LooseSheet>, Problem> {
    let placed = |problem: Problem| problem.at_file(file);
    let text = encoding::decode(bytes).map_err(placed)?;
    let records = csv_in::records(text, ',', 0).map_err(placed)?;
    let mut sheets: Vec<LooseSheet> = Vec::new();
    for record in records.iter().filter(|record| !record.is_blank()) {
        let mut cells = record.cells.iter().map(|cell| cell.trim());
        let first = cells.next().unwrap_or_default();
        let rest: Vec<&str> = cells.collect();
        if !first.is_empty() {
            sheets.push(LooseSheet {
                name: first.to_owned(),
                ..LooseSheet::default()
            });
        }
        let Some(sheet) = sheets.last_mut() else {
            continue;
        };
        if rest.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        match sheet.columns.is_empty() {
            true => {
                sheet.heading = record.line;
                sheet.columns = rest.into_iter().map(str::to_owned).collect();
            }
            false => {
                let under = sheet.columns.iter().cloned().zip(rest);
                let said = under.filter(|(heading, cell)| !heading.is_empty() && !cell.is_empty());
                let cells = said
                    .map(|(heading, cell)| (heading, cell.to_owned()))
                    .collect();
                sheet.rows.push(LooseRow {
                    line: record.line,
                    cells,
                });
            }
        }
    }
    Ok(sheets)
}

/// A CSV file with whatever columns it has; the separator is the one that its first line says or has most of. Fails
/// with `file_not_utf8`, `quote_unclosed`, `quote_misplaced` or `file_empty`.
pub fn read_loose_csv(bytes: &[u8], file: &str) -> Result<LooseSheet, Problem> {
    let placed = |problem: Problem| problem.at_file(file);
    let text = encoding::decode(bytes).map_err(placed)?;
    let (separator, text, before) = match csv_in::told_separator(text) {
        Some((separator, rest)) => (separator, rest, 1),
        None => {
            let cells = |separator: &char| {
                csv_in::first_record(text, *separator).map_or(0, |record| record.cells.len())
            };
            let most = [',', '\t', ';'].into_iter().max_by_key(cells);
            (most.unwrap_or(';'), text, 0)
        }
    };
    let records = csv_in::records(text, separator, before).map_err(placed)?;
    let mut records = records.into_iter().filter(|record| !record.is_blank());
    let empty = || Problem::invalid("file_empty").at_file(file);
    let heading = records.next().ok_or_else(empty)?;
    let columns: Vec<String> = heading
        .cells
        .iter()
        .map(|cell| cell.trim().to_owned())
        .collect();
    let rows = records.map(|record| LooseRow {
        line: record.line,
        cells: columns
            .iter()
            .cloned()
            .zip(record.cells.iter().map(|cell| cell.trim().to_owned()))
            .filter(|(heading, cell)| !heading.is_empty() && !cell.is_empty())
            .collect(),
    });
    Ok(LooseSheet {
        name: String::new(),
        heading: heading.line,
        rows: rows.collect(),
        columns: columns.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_have_several_sheets() {
        let text = "survey,,\n,type,name\n,text,a\n,,\nchoices\n,list name,name\n,x,1\n";
        let sheets = read_sheets_in_csv(text.as_bytes(), "x.csv").unwrap();
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["survey", "choices"]);
        assert_eq!(sheets[0].rows[0].get("name"), "a");
        assert_eq!(
            (sheets[1].rows[0].line, sheets[1].rows[0].get("list name")),
            (7, "x")
        );
    }
}
