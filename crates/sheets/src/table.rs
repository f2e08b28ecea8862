use crate::record::Record;
use crate::{Row, csv_in, csv_out, encoding, heading};
use samverk_foundation::{Problem, Problems, text};
use std::collections::HashMap;

/// A table whose heading and row lengths are right. The cells are still text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    file: String,
    columns: Vec<&'static str>,
    /// Cells in the order of `columns`, whatever their order in the file.
    records: Vec<Record>,
}

/// Reads a CSV file with exactly these columns, in any order. The separator is a comma, a semicolon
/// or a tab, or what Excel's own first line `sep=;` says.
///
/// Fails with `file_not_utf8`, `quote_unclosed`, `quote_misplaced` or `file_empty`; or with every
/// `column_unknown`, `column_repeated` and `column_missing`; or with `row_length`,
/// `cell_outside_table` and `character_not_allowed` in every row. Each names
/// the file and the row.
pub fn read_table(bytes: &[u8], file: &str, columns: &[&'static str]) -> Result<Table, Problems> {
    read_records(bytes, columns)
        .and_then(|records| Table::from_records(records, file, columns))
        .map_err(|problems| in_file(problems, file))
}

fn read_records(bytes: &[u8], columns: &[&'static str]) -> Result<Vec<Record>, Problems> {
    let text = encoding::decode(bytes)?;
    let (separator, text, lines_before) = match csv_in::told_separator(text) {
        Some((separator, rest)) => (separator, rest, 1),
        None => {
            let by_heading = heading::separator(columns, |with| csv_in::first_record(text, with));
            (by_heading, text, 0)
        }
    };
    Ok(csv_in::records(text, separator, lines_before)?)
}

pub(crate) fn in_file(problems: Problems, file: &str) -> Problems {
    Problems(
        problems
            .0
            .into_iter()
            .map(|problem| problem.at_file(file))
            .collect(),
    )
}

impl Table {
    /// The place where every input format comes together; the first record is the heading.
    pub(crate) fn from_records(
        records: Vec<Record>,
        file: &str,
        columns: &[&'static str],
    ) -> Result<Self, Problems> {
        let mut records = without_blank_end(records).into_iter();
        let heading = records
            .next()
            .ok_or_else(|| Problem::invalid("file_empty"))?;
        let heading = heading::without_empty_end(heading);
        let positions = heading::positions(&heading, columns)?;
        let mut problems = Problems::default();
        let mut arranged_records = Vec::new();
        for record in records {
            let record = arranged(record, &positions, &heading.cells, columns);
            arranged_records.extend(problems.keep(record));
        }
        problems.or(Self {
            file: file.to_owned(),
            columns: columns.to_vec(),
            records: arranged_records,
        })
    }

    pub fn file(&self) -> &str {
        &self.file
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row {
            line: record.line,
            file: &self.file,
            columns: &self.columns,
            cells: &record.cells,
        })
    }

    /// Puts something else in the cells of a column, where there is something else to put.
    pub fn respell(&mut self, column: &str, other: impl Fn(&str) -> Option<String>) {
        let Some(position) = self.columns.iter().position(|name| *name == column) else {
            return;
        };
        let mut known: HashMap<String, Option<String>> = HashMap::new();
        let cells = self.records.iter_mut();
        for cell in cells.filter_map(|record| record.cells.get_mut(position)) {
            let found = known.entry(cell.clone()).or_insert_with(|| other(cell));
            if let Some(found) = found {
                cell.clone_from(found);
            }
        }
    }

    /// The texts that were disarmed for spreadsheet programs, as they were.
    #[must_use]
    pub fn rearmed(mut self) -> Self {
        let records = self.records.iter_mut();
        for cell in records.flat_map(|record| &mut record.cells) {
            *cell = csv_out::rearmed(cell).to_owned();
        }
        self
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

fn without_blank_end(mut records: Vec<Record>) -> Vec<Record> {
    while records.last().is_some_and(Record::is_blank) {
        records.pop();
    }
    records
}

/// The cells in the order of the columns, as text is kept.
fn arranged(
    mut record: Record,
    positions: &[usize],
    heading: &[String],
    columns: &[&str],
) -> Result<Record, Problem> {
    let (line, found) = (record.line, record.cells.len());
    // Excel leaves empty cells at the end of rows, with or without a heading above them.
    let is_empty = |cell: &String| cell.trim().is_empty();
    while record.cells.len() > heading.len() && record.cells.last().is_some_and(is_empty) {
        record.cells.pop();
    }
    if record.cells.len() != heading.len() {
        return Err(Problem::invalid("row_length")
            .with("expected", heading.len())
            .with("found", found)
            .at_row(line));
    }
    let outside = heading
        .iter()
        .zip(&record.cells)
        .position(|(name, cell)| name.trim().is_empty() && !is_empty(cell));
    if let Some(position) = outside {
        let outside = Problem::invalid("cell_outside_table").with("cell", position + 1);
        return Err(outside.at_row(line));
    }
    let kept = positions.iter().zip(columns).map(|(position, column)| {
        let kept = text::prose(&record.cells[*position]);
        kept.map_err(|problem| problem.at_row(line).at_column(column))
    });
    let cells = kept.collect::<Result<_, _>>()?;
    Ok(Record { line, cells })
}
