//! CSV out: exact for machines, careful for spreadsheet programs.

use crate::sheet::{Cell, Sheet};
use rust_decimal::Decimal;
use samverk_foundation::text;

/// A CSV file with comma and LF, quotes only where they are needed. The texts are left as they are.
pub fn write_csv<R: AsRef<[String]>>(
    columns: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> String {
    let mut file = line(columns, ',', "\n");
    for row in rows {
        file.push_str(&line(row.as_ref(), ',', "\n"));
    }
    file
}

/// A CSV file that a Swedish Excel opens with å, ä, ö and numbers intact: byte order mark,
/// semicolon, decimal comma. A text that would be run as a formula gets an apostrophe before it.
pub fn write_csv_download(sheet: &Sheet) -> String {
    let headings: Vec<String> = sheet.columns.iter().map(|c| disarmed(&c.heading)).collect();
    let mut file = format!("\u{feff}{}", line(&headings, ';', "\r\n"));
    for row in sheet.rows.iter().chain(&sheet.totals) {
        let cells: Vec<String> = row.iter().map(written).collect();
        file.push_str(&line(&cells, ';', "\r\n"));
    }
    file
}

fn line(cells: &[impl AsRef<str>], separator: char, end: &str) -> String {
    // A single empty cell would otherwise be a blank line, which readers skip.
    if let [only] = cells
        && only.as_ref().is_empty()
    {
        return format!("\"\"{end}");
    }
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| quoted(cell.as_ref(), separator))
        .collect();
    cells.join(&separator.to_string()) + end
}

fn quoted(cell: &str, separator: char) -> String {
    let cell = &*text::printable(cell);
    if cell.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => disarmed(text),
        Cell::Integer(number) => number.to_string(),
        Cell::Decimal(number) => with_comma(*number),
        Cell::Kronor(amount) => amount.to_plain().replace('.', ","),
        Cell::Percent(percent) => with_comma(*percent) + "%",
        Cell::Date(date) => date.format("%Y-%m-%d").to_string(),
    }
}

fn with_comma(number: Decimal) -> String {
    number.to_string().replace('.', ",")
}

/// See OWASP "CSV injection": these first characters make a spreadsheet program calculate.
const CALCULATING: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn is_calculating(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(CALCULATING)
}

/// A text that a spreadsheet program does not run as a formula. [`rearmed`] gives it back.
pub fn disarmed(text: &str) -> String {
    match is_calculating(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// What was [`disarmed`], as it was. Any other text is left as it is.
pub fn rearmed(text: &str) -> &str {
    let rest = text.strip_prefix('\'');
    rest.filter(|rest| is_calculating(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, Kind};
    use samverk_foundation::Ore;

    #[test]
    fn only_what_needs_quotes_gets_them() {
        let rows = [
            vec!["a, b".to_owned(), "c; d".to_owned()],
            vec!["\"x\"\ny".into(), "=1".into()],
        ];
        let file = write_csv(&["one", "two"], rows);
        assert_eq!(file, "one,two\n\"a, b\",c; d\n\"\"\"x\"\"\ny\",=1\n");
    }

    #[test]
    fn what_is_disarmed_runs_no_formula_and_is_given_back() {
        for (text, harmless) in [
            ("=1+1", "'=1+1"),
            ("'=1+1", "''=1+1"),
            ("-3", "'-3"),
            ("'n Boer", "'n Boer"),
            ("", ""),
        ] {
            assert_eq!(disarmed(text), harmless);
            assert_eq!(rearmed(harmless), text);
        }
        assert_eq!(rearmed("=1+1"), "=1+1", "written by hand");
    }

    #[test]
    fn a_download_has_swedish_numbers_and_no_formulas() {
        let sheet = Sheet {
            columns: vec![
                Column::new("Part", Kind::Text),
                Column::new("Belopp", Kind::Kronor),
            ],
            rows: vec![
                vec!["=HYPERLINK(\"x\")".into(), Ore(-1250).into()],
                vec!["Åmål; Säffle".into(), Cell::Percent(Decimal::new(190, 2))],
            ],
            ..Sheet::default()
        };
        let expected = "\u{feff}Part;Belopp\r\n\"'=HYPERLINK(\"\"x\"\")\";-12,50\r\n\"Åmål; Säffle\";1,90%\r\n";
        assert_eq!(write_csv_download(&sheet), expected);
    }
}
