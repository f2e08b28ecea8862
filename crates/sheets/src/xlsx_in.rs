//! XLSX in: sheets of a workbook as tables, with sheet, row and column in every error.
//!
//! Read is what is shown: formulas as the value that was saved with them, dates as `2026-11-22`,
//! `38 %` for 0.38 in a cell that shows percent. Numbers have the fifteen digits that Excel keeps,
//! so 0.1 + 0.2 is 0.3. What is hidden is read too, and reported.

pub(crate) mod address;
mod cells;
mod contents;
mod look;
mod number;
mod package;
mod remarks;
mod xml;

pub use package::WORKBOOK_BYTES_MAX;

use crate::Table;
use crate::loose::{LooseRow, LooseSheet};
use crate::record::Record;
use cells::{Cells, Shared, Shown, read_cells, read_strings, row_number};
use contents::{SheetPart, read_contents};
use look::read_looks;
use package::{Package, damaged};
use samverk_foundation::{Problem, Problems};
use std::collections::BTreeMap;

/// A table of the format has at most half as many.
const COLUMNS_MAX: usize = 32;
const ROWS_MAX: usize = 100_000;

/// A workbook, read and closed.
#[derive(Clone, Debug)]
pub struct Workbook {
    pub sheets: Vec<WorkbookSheet>,
}

#[derive(Clone, Debug)]
pub struct WorkbookSheet {
    /// The name on the tab.
    pub name: String,
    /// File and tab, for people: `budget.xlsx › lines`.
    pub place: String,
    is_hidden: bool,
    cells: Cells,
}

/// Reads a workbook; `file` is the name that its problems carry.
///
/// Fails with `file_too_large`, `workbook_too_large`, `workbook_not_xlsx`, `workbook_old_format`,
/// `workbook_encrypted`, `workbook_macros` or `workbook_damaged`.
pub fn read_workbook(bytes: &[u8], file: &str) -> Result<Workbook, Problem> {
    read(bytes, file).map_err(|problem| problem.at_file(file))
}

fn read(bytes: &[u8], file: &str) -> Result<Workbook, Problem> {
    let mut package = Package::open(bytes)?;
    let contents = read_contents(&mut package)?;
    let strings = optional(&mut package, contents.strings.as_deref(), read_strings)?;
    let looks = optional(&mut package, contents.styles.as_deref(), read_looks)?;
    let mut shared = Shared::new(strings, looks, contents.from_1904);
    let mut sheets = Vec::new();
    for part in contents.sheets {
        sheets.push(read_sheet(&mut package, part, file, &mut shared)?);
    }
    Ok(Workbook { sheets })
}

fn optional<T: Default>(
    package: &mut Package,
    part: Option<&str>,
    read: impl Fn(&str) -> Result<T, Problem>,
) -> Result<T, Problem> {
    match part {
        Some(part) => package
            .part(part)?
            .map_or_else(|| Ok(T::default()), |text| read(&text)),
        None => Ok(T::default()),
    }
}

fn read_sheet(
    package: &mut Package,
    part: SheetPart,
    file: &str,
    shared: &mut Shared,
) -> Result<WorkbookSheet, Problem> {
    let text = package
        .part(&part.part)?
        .ok_or_else(|| damaged(&part.part))?;
    Ok(WorkbookSheet {
        place: format!("{file} › {}", part.name),
        cells: read_cells(&text, &part.part, shared)?,
        name: part.name,
        is_hidden: part.is_hidden,
    })
}

impl WorkbookSheet {
    /// Whether no cell has anything in it.
    pub fn is_empty(&self) -> bool {
        self.cells.rows.is_empty()
    }

    /// The sheet as a table with exactly these columns, in any order. The first row with anything
    /// in it is the heading; empty rows are passed over.
    ///
    /// Fails with everything that is wrong: `cell_error`, `formula_without_value`,
    /// `cell_unreadable`, `character_not_allowed`, `cell_outside_table`, `column_unknown`,
    /// `column_repeated`, `column_missing`, `file_empty` or `workbook_too_large`.
    pub fn table(&self, columns: &[&'static str]) -> Result<Table, Problems> {
        let mut rows = self.cells.rows.iter();
        let heading = rows.next().map(|(row, cells)| (*row, headings(cells)));
        let (heading_row, headings) = heading.unwrap_or_default();
        let mut problems = Problems::default();
        if self.cells.rows.len() > ROWS_MAX || headings.len() > COLUMNS_MAX {
            problems.push(package::too_large());
            return Err(self.placed(problems));
        }
        let mut records = Vec::new();
        if !headings.is_empty() {
            records.push(Record {
                line: row_number(heading_row),
                cells: headings.values().cloned().collect(),
            });
        }
        for (row, cells) in rows {
            note_wrong(*row, cells, &headings, &mut problems);
            let cell = |column| match cells.get(column) {
                Some(Ok(text)) => text.clone(),
                Some(Err(_)) | None => String::new(),
            };
            let cells = headings.keys().map(cell).collect();
            records.push(Record {
                line: row_number(*row),
                cells,
            });
        }
        let table = Table::from_records(records, &self.place, columns);
        match table {
            Ok(table) => problems.or(table),
            Err(more) => {
                problems.extend(more.0);
                Err(problems)
            }
        }
        .map_err(|problems| self.placed(problems))
    }

    /// The sheet with whatever columns it has: what stands under each heading of the first row with anything in
    /// it. Cells without a heading are passed over. Fails with what cannot be read, at its row, or with
    /// `workbook_too_large`.
    pub fn loose(&self) -> Result<LooseSheet, Problems> {
        let mut rows = self.cells.rows.iter();
        let heading = rows.next().map(|(row, cells)| (*row, headings(cells)));
        let (heading_row, headings) = heading.unwrap_or_default();
        if self.cells.rows.len() > ROWS_MAX {
            return Err(self.placed(package::too_large().into()));
        }
        let mut problems = Problems::default();
        let mut read = Vec::new();
        for (row, cells) in rows {
            let mut said = Vec::new();
            for (column, heading) in &headings {
                match cells.get(column) {
                    Some(Ok(text)) if !text.trim().is_empty() => {
                        said.push((heading.clone(), text.trim().to_owned()));
                    }
                    Some(Err(problem)) => problems.push(problem.clone().at_column(heading)),
                    Some(Ok(_)) | None => {}
                }
            }
            read.push(LooseRow {
                line: row_number(*row),
                cells: said,
            });
        }
        let sheet = LooseSheet {
            name: self.name.clone(),
            heading: row_number(heading_row),
            columns: headings.into_values().collect(),
            rows: read,
        };
        problems.or(sheet).map_err(|problems| self.placed(problems))
    }

    fn placed(&self, problems: Problems) -> Problems {
        crate::table::in_file(problems, &self.place)
    }

    /// What the reader should look at again before it counts: `cells_merged`, `rows_hidden`,
    /// `columns_hidden` and `sheet_hidden`, with their place.
    pub fn remarks(&self) -> Vec<Problem> {
        let remarks = remarks::of(&self.cells, self.is_hidden);
        self.placed(Problems(remarks)).0
    }
}

/// The heading of each column that has one. One that cannot be read stands as its error.
fn headings(cells: &BTreeMap<u32, Shown>) -> BTreeMap<u32, String> {
    let text = |shown: &Shown| match shown {
        Ok(text) => text.trim().to_owned(),
        Err(problem) => problem.code.to_owned(),
    };
    cells
        .iter()
        .map(|(column, shown)| (*column, text(shown)))
        .collect()
}

fn note_wrong(
    row: u32,
    cells: &BTreeMap<u32, Shown>,
    headings: &BTreeMap<u32, String>,
    problems: &mut Problems,
) {
    for (column, shown) in cells {
        match (headings.get(column), shown) {
            (Some(heading), Err(problem)) => problems.push(problem.clone().at_column(heading)),
            (Some(_), Ok(_)) => {}
            (None, _) => {
                let outside = Problem::invalid("cell_outside_table");
                let outside = outside.with("cell", address::of(row, *column));
                problems.push(
                    outside
                        .at_row(row_number(row))
                        .at_column(&address::letters(*column)),
                );
            }
        }
    }
}
