//! Whatever the bytes are, reading answers; and what is written is read back the same.

use proptest::prelude::*;
use samverk_sheets::{read_table, write_csv};

const COLUMNS: &[&str] = &["key", "name", "note"];

/// Bytes that look enough like a table to get past the heading.
fn nearly_a_table() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "key", "name", "note", ",", ";", "\"", "\"\"", "\n", "\r\n", "\r", "\u{feff}", "å", "\0",
        " ", "x",
    ]);
    (any::<bool>(), prop::collection::vec(pieces, 0..40)).prop_map(|(heading, pieces)| {
        let heading = if heading { "key,name,note\n" } else { "" };
        format!("{heading}{}", pieces.concat()).into_bytes()
    })
}

/// Cells without spaces around them and without lone CR: those are not kept by the format.
fn cell() -> impl Strategy<Value = String> {
    prop::string::string_regex("([a-zåäö0-9,;\"=+]([a-zåäö ,;\"\n]{0,8}[a-zåäö,;\"])?)?").unwrap()
}

fn read_everything(bytes: &[u8]) {
    let Ok(table) = read_table(bytes, "any.csv", COLUMNS) else {
        return;
    };
    for row in table.rows() {
        assert!(row.line > 1);
        for column in COLUMNS {
            let _ = (
                row.key(column),
                row.keys(column),
                row.words(column),
                row.amount(column),
            );
            let _ = (
                row.decimal(column),
                row.integer(column),
                row.year(column),
                row.date(column),
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_everything(&bytes);
    }

    #[test]
    fn near_tables_never_panic(bytes in nearly_a_table()) {
        read_everything(&bytes);
    }

    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec(cell(), 3), 0..6)) {
        let kept: Vec<_> = without_blank_end(rows);
        let file = write_csv(COLUMNS, &kept);
        let table = read_table(file.as_bytes(), "any.csv", COLUMNS).unwrap();
        let read: Vec<Vec<String>> =
            table.rows().map(|row| COLUMNS.iter().map(|c| row.text(c)).collect()).collect();
        prop_assert_eq!(read, kept);
    }

    /// The csv crate is the judge of what the written file means.
    #[test]
    fn other_readers_understand_what_is_written(rows in prop::collection::vec(prop::collection::vec(cell(), 3), 0..6)) {
        let file = write_csv(COLUMNS, &rows);
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(read, rows);
    }
}

/// Blank rows at the end of a file mean nothing.
fn without_blank_end(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    while rows
        .last()
        .is_some_and(|row| row.iter().all(String::is_empty))
    {
        rows.pop();
    }
    rows
}
