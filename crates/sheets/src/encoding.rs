//! From bytes to text. Only UTF-8 is accepted; anything else is named, with its first row.

use samverk_foundation::Problem;

const UTF_16_MARKS: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
/// How much of the offending row is shown, in characters.
const EXCERPT_LENGTH: usize = 40;

/// The text without byte order mark. Fails with `file_not_utf8`.
pub fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if UTF_16_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        // The mark tells in which order the bytes stand.
        let (text, ..) = encoding_rs::UTF_16LE.decode(bytes);
        let line = text.lines().next().unwrap_or_default();
        return Err(not_utf8("UTF-16", 1, line));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| single_byte_encoding(bytes, error.valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn single_byte_encoding(bytes: &[u8], at: usize) -> Problem {
    let start = bytes[..at]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let end = bytes[at..]
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'));
    let line = &bytes[start..end.map_or(bytes.len(), |length| at + length)];
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(line);
    not_utf8("ISO-8859-1 / Windows-1252", row_at(&bytes[..at]), &text)
}

fn not_utf8(encoding: &str, row: usize, line: &str) -> Problem {
    let excerpt: String = line
        .chars()
        .filter(|c| !c.is_control())
        .take(EXCERPT_LENGTH)
        .collect();
    Problem::invalid("file_not_utf8")
        .with("encoding", encoding)
        .with("excerpt", excerpt)
        .at_row(row)
}

fn row_at(before: &[u8]) -> usize {
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_byte_order_mark_is_removed() {
        assert_eq!(decode("\u{feff}key".as_bytes()).unwrap(), "key");
    }

    #[test]
    fn latin_1_is_named_with_its_row_and_shown_readable() {
        let problem = decode(b"key,name\r\na,Aneby\r\nj,J\xf6nk\xf6ping\r\n").unwrap_err();
        assert_eq!(problem.code, "file_not_utf8");
        assert_eq!(problem.place.row, Some(3));
        assert!(
            problem
                .values
                .contains(&("excerpt", "j,Jönköping".to_owned())),
            "{problem}"
        );
    }

    #[test]
    fn utf_16_is_named() {
        let problem = decode(b"\xff\xfek\0e\0y\0").unwrap_err();
        for told in [("encoding", "UTF-16"), ("excerpt", "key")] {
            let told = (told.0, told.1.to_owned());
            assert!(problem.values.contains(&told), "{problem}");
        }
    }
}
