//! Workbooks for the tests, made as text files of the format are.

use samverk_sheets::{Cell, Column, Kind, Sheet, read_table};

pub const MEMBERS: &[&str] = &["group", "party", "standing", "from", "to", "note"];

pub fn made() -> chrono::DateTime<chrono::Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub fn sheet(name: &str, columns: &[&str], rows: &[&[&str]]) -> Sheet {
    let columns = columns
        .iter()
        .map(|column| Column::new(*column, Kind::Text));
    let row = |row: &&[&str]| row.iter().map(|cell| Cell::text(*cell)).collect();
    Sheet {
        name: name.to_owned(),
        columns: columns.collect(),
        rows: rows.iter().map(row).collect(),
        ..Sheet::default()
    }
}

/// A text file of the format as a sheet.
pub fn sheet_of(name: &str, path: &str, bytes: &[u8]) -> Sheet {
    let text = std::str::from_utf8(bytes).unwrap();
    let heading = text.lines().next().unwrap().to_owned();
    let columns: Vec<&'static str> = heading.leak().split(',').collect();
    let table = read_table(bytes, path, &columns).unwrap();
    let rows: Vec<Vec<&str>> = table
        .rows()
        .map(|row| columns.iter().map(|column| row.get(column)).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sheet(name, &columns, &rows)
}
