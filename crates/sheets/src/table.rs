use crate::record::Record;
use crate::{Row, csv_in, encoding, heading};
use samverk_foundation::{Problem, Problems};

/// A table whose heading and row lengths are right. The cells are still text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    file: String,
    columns: Vec<&'static str>,
    /// Cells in the order of `columns`, whatever their order in the file.
    records: Vec<Record>,
}

/// Reads a CSV file with exactly these columns, in any order.
///
/// Fails with `file_not_utf8`, `character_not_allowed`, `quote_unclosed`, `quote_misplaced` or
/// `file_empty`; or with every `column_unknown`, `column_repeated` and `column_missing`;
/// or with every `row_length`. Each names the file and the row.
pub fn read_table(bytes: &[u8], file: &str, columns: &[&'static str]) -> Result<Table, Problems> {
    read_records(bytes, columns)
        .and_then(|records| Table::from_records(records, file, columns))
        .map_err(|problems| in_file(problems, file))
}

fn read_records(bytes: &[u8], columns: &[&'static str]) -> Result<Vec<Record>, Problems> {
    let text = encoding::decode(bytes)?;
    let separator = heading::separator(columns, |with| csv_in::first_record(text, with));
    Ok(csv_in::records(text, separator)?)
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
        let positions = heading::positions(&heading, columns)?;
        let mut problems = Problems::default();
        let records = records
            .filter_map(|record| problems.keep(arranged(record, &positions, heading.cells.len())))
            .collect();
        problems.or(Self {
            file: file.to_owned(),
            columns: columns.to_vec(),
            records,
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

fn arranged(record: Record, positions: &[usize], length: usize) -> Result<Record, Problem> {
    if record.cells.len() != length {
        return Err(Problem::invalid("row_length")
            .with("expected", length)
            .with("found", record.cells.len())
            .at_row(record.line));
    }
    let cells = positions
        .iter()
        .map(|position| record.cells[*position].trim().to_owned());
    Ok(Record {
        line: record.line,
        cells: cells.collect(),
    })
}
