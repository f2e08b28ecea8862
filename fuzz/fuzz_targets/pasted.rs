//! Any text as pasted cells: rows that say something, and the same ones when they are pasted again.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let rows = samverk_sheets::read_pasted(text);
    assert!(rows.iter().all(|row| row.last().is_some_and(|cell| !cell.is_empty())));
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join("\t");
    let again = rows.iter().map(line).collect::<Vec<_>>().join("\n");
    assert_eq!(samverk_sheets::read_pasted(&again), rows);
});
