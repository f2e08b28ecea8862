//! The archive's receipt: a list of files with checksums. There is no standard for it, so a table (CSV), METS, and any XML
//! that tells of each file its path and its checksum are read.

mod compare;
mod from_csv;
mod from_xml;

pub use compare::{Comparison, Finding, compare};

use crate::Checksum;
use samverk_foundation::{Problem, Problems};

/// What a receipt may be at most, in bytes.
const BYTES_MAX: usize = 256 * 1024 * 1024;

/// The files that are told of, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub rows: Vec<Row>,
}

/// A file that is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line where it stands, from 1.
    pub line: usize,
    /// As it was written.
    pub path: String,
    pub checksum: Checksum,
}

/// Reads a receipt as CSV or XML, whichever it is.
///
/// Fails with `receipt_too_large`, `receipt_unreadable`, `receipt_column_missing`, `receipt_path_missing` or
/// `receipt_checksum_invalid` at their lines, or `receipt_empty`.
pub fn read_receipt(bytes: &[u8]) -> Result<Receipt, Problems> {
    if bytes.len() > BYTES_MAX {
        let large = Problem::too_large("receipt_too_large").with("max", BYTES_MAX / 1024 / 1024);
        return Err(large.into());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        unreadable(before.split(|byte| *byte == b'\n').count())
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let told = match text.trim_start().starts_with('<') {
        true => from_xml::read(text)?,
        // Or the lines would be counted differently.
        false => from_csv::read(&text.replace("\r\n", "\n"))?,
    };
    let rows = rows(told)?;
    match rows.is_empty() {
        true => Err(Problem::invalid("receipt_empty").into()),
        false => Ok(Receipt { rows }),
    }
}

/// A file as it is told of.
struct Told {
    line: usize,
    path: String,
    checksum: String,
}

fn rows(told: Vec<Told>) -> Result<Vec<Row>, Problems> {
    let mut problems = Problems::default();
    let mut rows = Vec::with_capacity(told.len());
    for one in told {
        rows.extend(problems.keep(row(one)));
    }
    match problems.is_empty() {
        true => Ok(rows),
        false => Err(problems),
    }
}

fn row(told: Told) -> Result<Row, Problem> {
    let at = |problem: Problem| problem.at_row(told.line);
    if told.path.trim().is_empty() {
        return Err(at(Problem::invalid("receipt_path_missing")));
    }
    let invalid =
        || at(Problem::invalid("receipt_checksum_invalid").with("value", told.checksum.trim()));
    let checksum = Checksum::parse(&told.checksum).ok_or_else(invalid)?;
    Ok(Row {
        line: told.line,
        path: told.path.trim().to_owned(),
        checksum,
    })
}

fn unreadable(line: usize) -> Problem {
    Problem::invalid("receipt_unreadable").at_row(line)
}

/// The names that archives have for a file's path, in small letters.
const PATHS: [&str; 8] = [
    "path",
    "sökväg",
    "filsökväg",
    "fil",
    "file",
    "filename",
    "filnamn",
    "href",
];
/// The same for its checksum.
const CHECKSUMS: [&str; 7] = [
    "sha256",
    "sha-256",
    "checksum",
    "kontrollsumma",
    "hash",
    "messagedigest",
    "checksumvalue",
];

fn is_one_of(names: &[&str], name: &str) -> bool {
    let name = name.trim().to_lowercase();
    names.contains(&name.as_str())
}
