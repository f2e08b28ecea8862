//! Any bytes as a CSV file: a table or problems with their places, never a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let columns = ["key", "name", "amount", "date"];
    if let Ok(table) = samverk_sheets::read_table(bytes, "any.csv", &columns) {
        for row in table.rows() {
            let _ = (row.text("name"), row.date("date"));
            let (amount, decimal) = (row.amount("amount"), row.decimal("amount"));
            // What is an amount is a number too, unless it says its unit.
            if amount.is_ok() && row.get("amount").ends_with(|c: char| c.is_ascii_digit()) {
                assert!(decimal.is_ok());
            }
        }
    }
});
