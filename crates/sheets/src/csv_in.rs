//! CSV (RFC 4180) to records. Written here because every record must know the line it starts on,
//! also after blank lines, CRLF and cells with newlines, and an open quote must be reported.

use crate::record::Record;
use samverk_foundation::Problem;
use std::iter::Peekable;
use std::str::Chars;

/// The separator that Excel's own first line says, and what stands after the line: `sep=;`.
pub(crate) fn told_separator(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let told = first
        .get(..4)
        .filter(|told| told.eq_ignore_ascii_case("sep="))?;
    let mut characters = first[told.len()..].chars();
    let separator = characters.next()?;
    characters
        .all(|c| matches!(c, ',' | ';' | '\t'))
        .then_some((separator, rest))
}

/// All records but blank lines, where so many lines stand before the text. Fails with
/// `quote_unclosed` or `quote_misplaced`.
pub(crate) fn records(
    text: &str,
    separator: char,
    lines_before: usize,
) -> Result<Vec<Record>, Problem> {
    let mut reader = Reader {
        characters: text.chars().peekable(),
        separator,
        line: 1 + lines_before,
    };
    let mut records = Vec::new();
    while let Some(record) = reader.record()? {
        if record.cells != [""] {
            records.push(record);
        }
    }
    Ok(records)
}

/// The first record that is not a blank line, as it reads with this separator.
pub(crate) fn first_record(text: &str, separator: char) -> Option<Record> {
    let mut reader = Reader {
        characters: text.chars().peekable(),
        separator,
        line: 1,
    };
    loop {
        let record = reader.record().ok()??;
        if record.cells != [""] {
            return Some(record);
        }
    }
}

struct Reader<'t> {
    characters: Peekable<Chars<'t>>,
    separator: char,
    line: usize,
}

enum End {
    Cell,
    Record,
}

impl Reader<'_> {
    fn record(&mut self) -> Result<Option<Record>, Problem> {
        if self.characters.peek().is_none() {
            return Ok(None);
        }
        let mut record = Record {
            line: self.line,
            cells: Vec::new(),
        };
        loop {
            let (cell, end) = self.cell()?;
            record.cells.push(cell);
            if matches!(end, End::Record) {
                return Ok(Some(record));
            }
        }
    }

    fn cell(&mut self) -> Result<(String, End), Problem> {
        if self.characters.next_if_eq(&'"').is_some() {
            return self.quoted_cell();
        }
        let mut cell = String::new();
        while let Some(character) = self.next() {
            match character {
                '\n' => return Ok((cell, End::Record)),
                c if c == self.separator => return Ok((cell, End::Cell)),
                c => cell.push(c),
            }
        }
        Ok((cell, End::Record))
    }

    fn quoted_cell(&mut self) -> Result<(String, End), Problem> {
        let opened_on = self.line;
        let mut cell = String::new();
        while let Some(character) = self.next() {
            if character != '"' {
                cell.push(character);
            } else if self.characters.next_if_eq(&'"').is_some() {
                cell.push('"');
            } else {
                return self.after_quote().map(|end| (cell, end));
            }
        }
        Err(Problem::invalid("quote_unclosed").at_row(opened_on))
    }

    fn after_quote(&mut self) -> Result<End, Problem> {
        let line = self.line;
        while let Some(character) = self.next() {
            match character {
                '\n' => return Ok(End::Record),
                c if c == self.separator => return Ok(End::Cell),
                ' ' | '\t' => {}
                _ => return Err(Problem::invalid("quote_misplaced").at_row(line)),
            }
        }
        Ok(End::Record)
    }

    /// The next character, with CRLF and a lone CR read as LF, counting lines.
    fn next(&mut self) -> Option<char> {
        let character = match self.characters.next()? {
            '\r' => {
                self.characters.next_if_eq(&'\n');
                '\n'
            }
            other => other,
        };
        self.line += usize::from(character == '\n');
        Some(character)
    }
}

#[cfg(test)]
mod tests {
    use super::{records, told_separator};

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        let records = records(text, ',', 0).unwrap();
        records
            .into_iter()
            .map(|record| (record.line, record.cells))
            .collect()
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn lines_are_counted_over_newlines_in_cells_and_blank_lines() {
        let rows = read("a,b\r\n\"x\r\ny\",2\r\n\r\n3,\"say \"\"hi\"\"\"");
        assert_eq!(
            rows,
            [
                row(1, &["a", "b"]),
                row(2, &["x\ny", "2"]),
                row(5, &["3", "say \"hi\""])
            ]
        );
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        assert_eq!(read("a\rb"), [row(1, &["a"]), row(2, &["b"])]);
    }

    #[test]
    fn a_quote_inside_an_unquoted_cell_is_a_character() {
        assert_eq!(read("5\" rör,1"), [row(1, &["5\" rör", "1"])]);
    }

    #[test]
    fn an_open_quote_is_reported_where_it_opens() {
        let problem = records("a\nb\n\"c\nd\n", ',', 0).unwrap_err();
        assert_eq!(
            (problem.code, problem.place.row),
            ("quote_unclosed", Some(3))
        );
        let problem = records("a\n\"b\"c\n", ',', 0).unwrap_err();
        assert_eq!(
            (problem.code, problem.place.row),
            ("quote_misplaced", Some(2))
        );
    }

    #[test]
    fn excel_says_its_separator_on_a_line_of_its_own() {
        assert_eq!(told_separator("sep=;\r\na;b"), Some((';', "a;b")));
        assert_eq!(told_separator("\"sep=,\"\na,b"), Some((',', "a,b")));
        assert_eq!(told_separator("sep=;;;\na;b"), Some((';', "a;b")));
        for heading in ["separator;b\n", "sep=\n", "", "sep", "ååå"] {
            assert_eq!(told_separator(heading), None, "{heading}");
        }
    }
}
