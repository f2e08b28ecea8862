//! The one rule for text that somebody wrote, whichever way it comes in: forms, the API, files,
//! workbooks, claims of identity providers and mail. What is let in can be written in every document.

use crate::Problem;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A longer text is a mistake.
pub const TEXT_MAX: usize = 20_000;
/// A longer name is a text in the wrong field.
pub const NAME_MAX: usize = 500;
/// So much of the text before a refused character is shown.
const SHOWN_BEFORE: usize = 20;

/// A text of one or several lines as it is kept: composed (NFC), with LF as its only line break,
/// without blanks around it and without what has neither width nor meaning. A text with nothing
/// visible is empty. Fails with `character_not_allowed`.
pub fn prose(text: &str) -> Result<String, Problem> {
    match text.char_indices().find(|(_, c)| is_refused(*c)) {
        Some((at, character)) => Err(refused(&text[..at], character)),
        None => Ok(tidy(text)),
    }
}

/// A text of one line, for names and titles: a line break or tab in it is a space. Fails with
/// `character_not_allowed`.
pub fn line(text: &str) -> Result<String, Problem> {
    prose(text).map(|text| in_one_line(&text))
}

/// A name or title as it is kept: in one line. Fails with `text_too_long` at the field over 500
/// characters.
pub fn name(text: &str, field: &str) -> Result<String, Problem> {
    let name = in_one_line(text);
    match name.chars().count() <= NAME_MAX {
        true => Ok(name),
        false => Err(Problem::invalid("text_too_long")
            .with("max", NAME_MAX)
            .at_field(field)),
    }
}

/// A text that was kept before there was a rule, as documents can hold it: what is refused is left
/// out, and line breaks are of one kind.
pub fn printable(text: &str) -> Cow<'_, str> {
    match text.contains(|c| is_refused(c) || is_line_break(c) && c != '\n') {
        true => Cow::Owned(tidy(&text.replace(is_refused, ""))),
        false => Cow::Borrowed(text),
    }
}

/// The text in one line.
pub fn in_one_line(text: &str) -> String {
    if !text.contains(['\n', '\t']) {
        return text.to_owned();
    }
    let lines = text.split(['\n', '\t']).map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// A text of at most so many characters, or its beginning, which ends between two words.
pub fn beginning(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most).collect();
    let whole_words = start.rsplit_once(' ');
    let start = whole_words.map_or(start.as_str(), |(words, _)| words);
    format!("{start} …")
}

/// Whether anything in the text can be seen.
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_invisible(c))
}

fn tidy(text: &str) -> String {
    let one_break = text.replace("\r\n", "\n");
    let kept = one_break.chars().filter(|c| !is_left_out(*c));
    let composed: String = kept
        .map(|c| if is_line_break(c) { '\n' } else { c })
        .nfc()
        .collect();
    match is_visible(&composed) {
        true => composed.trim().to_owned(),
        false => String::new(),
    }
}

fn refused(before: &str, character: char) -> Problem {
    let before = tidy(&before.replace(is_refused, ""));
    let skipped = before.chars().count().saturating_sub(SHOWN_BEFORE);
    let before: String = in_one_line(&before).chars().skip(skipped).collect();
    let before = if before.is_empty() { "none" } else { &before };
    Problem::invalid("character_not_allowed")
        .with("character", format!("U+{:04X}", u32::from(character)))
        .with("before", before)
}

/// Line breaks of old systems and of Unicode, and the soft ones that Word makes.
fn is_line_break(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' | '\n')
}

/// Control characters, what turns the reading direction around, what stands for a character that
/// was lost, and what is no character at all.
fn is_refused(c: char) -> bool {
    let is_control = c.is_control() && c != '\t' && !is_line_break(c);
    let code = u32::from(c);
    let is_none = matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe;
    is_control || is_none || matches!(c, '\u{202d}' | '\u{202e}' | '\u{fffd}')
}

/// What programs leave behind when text is copied, and no reader misses: spaces without width, byte
/// order marks, and the embeddings and isolates that say what the letters say by themselves.
fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{206f}'
    )
}

/// Soft hyphens, joiners and the like, which are kept inside a text but do not make one.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        let beginning = |text| super::beginning(text, 60);
        assert_eq!(beginning("Mer tid för arkivet"), "Mer tid för arkivet");
        let long = "Kommunerna behöver hjälp med upphandling av gemensamma system för e-arkiv";
        let expected = "Kommunerna behöver hjälp med upphandling av gemensamma …";
        assert_eq!(beginning(long), expected);
    }

    #[test]
    fn line_breaks_of_every_kind_become_one_kind() {
        let read = prose("a\r\nb\rc\u{b}d\u{c}e\u{2028}f\u{2029}g\n").unwrap();
        assert_eq!(read, "a\nb\nc\nd\ne\nf\ng");
        assert_eq!(line(" a\u{b} b\tc ").unwrap(), "a b c");
    }

    #[test]
    fn letters_are_composed_and_what_nobody_sees_is_left_out() {
        assert_eq!(prose("A\u{30a}by").unwrap(), "Åby");
        assert_eq!(prose("\u{feff}a\u{200b}\u{30a}").unwrap(), "å");
        assert_eq!(prose("\u{202a}12\u{202c} \u{2060}kr").unwrap(), "12 kr");
        assert_eq!(prose("sam\u{ad}verkan").unwrap(), "sam\u{ad}verkan");
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(prose(family).unwrap(), family);
    }

    #[test]
    fn a_name_is_one_line_of_at_most_five_hundred_characters() {
        assert_eq!(name("Gemensam\ndrift", "name").unwrap(), "Gemensam drift");
        assert!(name(&"å".repeat(NAME_MAX), "name").is_ok());
        let refused = name(&"å".repeat(NAME_MAX + 1), "title").unwrap_err();
        let told = (refused.code, refused.place.field.as_deref());
        assert_eq!(told, ("text_too_long", Some("title")));
    }

    #[test]
    fn a_text_without_anything_visible_is_empty() {
        for empty in ["\u{200b}", " \u{a0}\u{3000} ", "\u{ad}\u{200d}", "\u{2800}"] {
            assert_eq!(prose(empty).unwrap(), "", "{empty:?}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_refused_with_its_place() {
        for (text, character) in [
            ("\u{0}", "U+0000"),
            ("\u{1}", "U+0001"),
            ("\u{1b}", "U+001B"),
            ("\u{85}", "U+0085"),
            ("\u{202e}", "U+202E"),
            ("\u{fffd}", "U+FFFD"),
            ("\u{ffff}", "U+FFFF"),
        ] {
            let problem = prose(&format!("Vik{text}")).unwrap_err();
            assert_eq!(problem.code, "character_not_allowed");
            assert_eq!(problem.values[0].1, character);
            assert_eq!(problem.values[1].1, "Vik");
            assert_eq!(printable(&format!("Vik{text}")), "Vik");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_as_itself(text in "\\PC{0,12}|[a\u{30a}\u{200b}\u{ad}\r\n\t\u{b} ]{0,12}") {
            if let Ok(kept) = prose(&text) {
                prop_assert_eq!(prose(&kept).unwrap(), kept.clone());
                let name = line(&text).unwrap();
                prop_assert_eq!(line(&name).unwrap(), name.clone());
                prop_assert!(!name.contains('\n'));
                prop_assert_eq!(printable(&kept), kept.as_str());
            }
        }
    }
}
