//! A receipt as a table: a line of headings, then a line for each file.

use super::{CHECKSUMS, PATHS, Told, is_one_of, unreadable};
use csv::{ReaderBuilder, StringRecord};
use samverk_foundation::Problem;

pub fn read(text: &str) -> Result<Vec<Told>, Problem> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| fault(&error))?.clone();
    let path = column(&headings, &PATHS, "path")?;
    let checksum = column(&headings, &CHECKSUMS, "sha256")?;
    let mut told = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| fault(&error))?;
        let cell = |column| record.get(column).unwrap_or_default().to_owned();
        told.push(Told {
            line: line(&record),
            path: cell(path),
            checksum: cell(checksum),
        });
    }
    Ok(told)
}

/// The one that parts the headings.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |one: &u8| first.bytes().filter(|byte| byte == one).count();
    b";,\t".iter().copied().max_by_key(count).unwrap_or(b';')
}

fn column(headings: &StringRecord, names: &[&str], column: &str) -> Result<usize, Problem> {
    let missing = || {
        let missing = Problem::invalid("receipt_column_missing").at_row(1);
        missing.with("column", column)
    };
    headings
        .iter()
        .position(|heading| is_one_of(names, heading))
        .ok_or_else(missing)
}

fn line(record: &StringRecord) -> usize {
    let line = record.position().map_or(0, csv::Position::line);
    usize::try_from(line).unwrap_or(0)
}

fn fault(error: &csv::Error) -> Problem {
    let line = error.position().map_or(1, csv::Position::line);
    unreadable(usize::try_from(line).unwrap_or(1))
}
