//! Cells that were copied in a spreadsheet program: tabs between them, and quotes around those with line breaks. Any
//! text is such cells, for nobody can mend what a program copied.

/// The rows in which anything stands, without empty cells at their ends.
pub fn read_pasted(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    let mut rest = text.as_str();
    loop {
        let (cell, after) = match quoted(rest) {
            Some(quoted) => quoted,
            None => {
                let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        row.push(cell.trim().to_owned());
        let mut characters = after.chars();
        let end = characters.next();
        rest = characters.as_str();
        if end != Some('\t') {
            rows.push(std::mem::take(&mut row));
        }
        if end.is_none() {
            break;
        }
    }
    for row in &mut rows {
        let filled = row.iter().rposition(|cell| !cell.is_empty());
        row.truncate(filled.map_or(0, |last| last + 1));
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// A cell within quotes and what stands after it; nothing when the quote is a character among others.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None if after.is_empty() || after.starts_with(['\t', '\n']) => {
                return Some((cell, after));
            }
            None => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read_pasted;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_read_can_be_pasted_again(text in "[ab\"\t\n\r ]{0,40}") {
            let rows = read_pasted(&text);
            prop_assert!(rows.iter().all(|row| row.last().is_some_and(|cell| !cell.is_empty())));
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join("\t");
            let again = rows.iter().map(line).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(read_pasted(&again), rows);
        }
    }

    #[test]
    fn cells_are_read_as_programs_copy_them() {
        let text = "Del\tBelopp\r\n\"Drift\noch \"\"stöd\"\"\"\t1 657 180\r\n\t82,5 %\t\t\r\n\r\n";
        assert_eq!(
            read_pasted(text),
            [
                vec!["Del", "Belopp"],
                vec!["Drift\noch \"stöd\"", "1 657 180"],
                vec!["", "82,5 %"]
            ]
        );
    }

    #[test]
    fn a_quote_that_nothing_closes_is_a_character() {
        for (text, cell) in [("5\" rör", "5\" rör"), ("\"a", "\"a"), ("\"a\"b", "\"a\"b")] {
            assert_eq!(read_pasted(text), [[cell]], "{text}");
        }
        assert_eq!(read_pasted("\"a\tb\n"), [["\"a", "b"]]);
        assert!(read_pasted("\n\t\n").is_empty());
    }
}
