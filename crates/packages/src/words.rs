//! Texts as they stand in a package. Each sort has its rule, so that whatever comes in can be written as XML and read
//! again as the same.

use samverk_foundation::{Problem, text};

/// A text of one line that says something, as the house keeps texts: composed (NFC), and without what has neither width
/// nor meaning. Control characters fall away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(String);

/// The same of one line or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose(String);

/// What a file was called where it came from, letter by letter: also in letters that are not composed, or that turn the
/// reading direction around. A character that XML cannot carry, and any control character, is U+FFFD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalName(String);

/// A media type, `application/pdf`; whatever is none is `application/octet-stream`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType(String);

impl Line {
    /// Fails with `archive_text_missing` at the field, when nothing of it can be seen.
    pub fn new(text: &str, field: &str) -> Result<Self, Problem> {
        let missing = || Problem::invalid("archive_text_missing").at_field(field);
        Self::of(text).ok_or_else(missing)
    }

    /// Nothing when nothing of it can be seen.
    pub fn of(text: &str) -> Option<Self> {
        let line = text::in_one_line(&kept(text));
        (!line.is_empty()).then_some(Self(line))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Prose {
    /// Nothing when nothing of it can be seen.
    pub fn of(text: &str) -> Option<Self> {
        let prose = kept(text);
        (!prose.is_empty()).then_some(Self(prose))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl OriginalName {
    pub fn of(name: &str) -> Self {
        let written = |c: char| match c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') {
            true => '\u{fffd}',
            false => c,
        };
        Self(name.chars().map(written).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl MediaType {
    pub fn of(text: &str) -> Self {
        let essence = text.split(';').next().unwrap_or_default().trim();
        let is_one = essence
            .split_once('/')
            .is_some_and(|(kind, of)| is_token(kind) && is_token(of));
        match is_one {
            true => Self(essence.to_ascii_lowercase()),
            false => Self("application/octet-stream".to_owned()),
        }
    }

    pub(crate) fn xml() -> Self {
        Self("application/xml".to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// RFC 6838: what a type and a subtype are made of.
fn is_token(text: &str) -> bool {
    let fits = |c: u8| c.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&c);
    (1..=127).contains(&text.len()) && text.bytes().all(fits)
}

fn kept(written: &str) -> String {
    // Nothing that is refused is left, so nothing is.
    text::prose(&text::printable(written)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_composed_and_a_name_is_left_as_it_was() {
        assert_eq!(
            Line::of(" A\u{30a}by\u{1}\r\nk ").unwrap().as_str(),
            "Åby k"
        );
        assert_eq!(Prose::of("a\r\nb\u{b}c").unwrap().as_str(), "a\nb\nc");
        assert_eq!(
            OriginalName::of("A\u{30a}\u{202e}\u{0}.pdf").as_str(),
            "A\u{30a}\u{202e}\u{fffd}.pdf"
        );
    }

    #[test]
    fn a_text_that_must_say_something_says_where_it_does_not() {
        let missing = Line::new("\u{200b} \u{7}", "subject").unwrap_err();
        assert_eq!(missing.code, "archive_text_missing");
        assert_eq!(missing.place.field.as_deref(), Some("subject"));
    }

    #[test]
    fn what_is_no_media_type_is_bytes() {
        assert_eq!(
            MediaType::of("Text/HTML; charset=utf-8").as_str(),
            "text/html"
        );
        for none in ["", "pdf", "a/b/c", "application/", "å/b", "a b/c"] {
            assert_eq!(MediaType::of(none).as_str(), "application/octet-stream");
        }
    }
}
