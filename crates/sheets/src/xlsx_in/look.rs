//! How a number is shown decides what it is: a date, a share, a code with leading zeros.

use super::xml::{Step, Xml};
use samverk_foundation::Problem;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    #[default]
    Number,
    Date,
    Percent,
    /// Whole numbers with zeros before them, `0180`, at least so many digits.
    Digits(usize),
}

/// The look of each cell format, by its place in the list that cells refer to.
pub(super) fn read_looks(text: &str) -> Result<Vec<Look>, Problem> {
    let mut xml = Xml::new(text, "styles");
    let mut patterns: BTreeMap<u32, String> = BTreeMap::new();
    let mut looks = Vec::new();
    let (mut in_patterns, mut in_cells) = (false, false);
    loop {
        match xml.next()? {
            Step::Open(element) => match element.name() {
                "numFmts" => in_patterns = true,
                "cellXfs" => in_cells = true,
                "numFmt" if in_patterns => {
                    let pattern = element.get("formatCode").unwrap_or_default();
                    patterns.extend(element.number("numFmtId").map(|id| (id, pattern)));
                }
                "xf" if in_cells => {
                    let id = element.number("numFmtId").unwrap_or_default();
                    let pattern = patterns.get(&id);
                    looks.push(pattern.map_or_else(|| built_in(id), |p| look_of(p)));
                }
                _ => {}
            },
            Step::Close(name) => match name.as_str() {
                "numFmts" => in_patterns = false,
                "cellXfs" => in_cells = false,
                _ => {}
            },
            Step::Text(_) => {}
            Step::End => return Ok(looks),
        }
    }
}

/// The formats that have a number only; some are dates in one language or another.
fn built_in(id: u32) -> Look {
    match id {
        9 | 10 => Look::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Look::Date,
        _ => Look::Number,
    }
}

fn look_of(pattern: &str) -> Look {
    // The second part is for negative numbers and so on; the first decides.
    let bare = without_words(pattern);
    let first = bare.split(';').next().unwrap_or_default();
    if first.contains('%') {
        return Look::Percent;
    }
    let is_general = first.eq_ignore_ascii_case("general");
    let has_date = first.chars().any(|c| "yYmMdDhHsSåÅ".contains(c));
    if has_date && !is_general {
        return Look::Date;
    }
    match first.len() {
        length @ 2.. if first.chars().all(|c| c == '0') => Look::Digits(length),
        _ => Look::Number,
    }
}

/// A pattern without quoted words, single characters after `\`, `_` or `*`, and `[Red]`;
/// but `[h]` counts hours and is kept.
fn without_words(pattern: &str) -> String {
    let mut bare = String::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                characters.by_ref().take_while(|c| *c != '"').for_each(drop);
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                if inside.chars().all(|c| "hHmMsS".contains(c)) {
                    bare.push_str(&inside);
                }
            }
            other => bare.push(other),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::{Look, look_of};

    #[test]
    fn patterns_are_understood() {
        let cases = [
            ("yyyy-mm-dd", Look::Date),
            ("åååå-mm-dd", Look::Date),
            ("[$-41D]d mmmm yyyy;@", Look::Date),
            ("[h]:mm", Look::Date),
            ("0.00 %", Look::Percent),
            ("0.00\\ %;[Red]\\-0.00\\ %", Look::Percent),
            ("#,##0 \"kr\"", Look::Number),
            ("#,##0\\ \"day\"", Look::Number),
            ("[Red]#,##0.00", Look::Number),
            ("General", Look::Number),
            ("0000", Look::Digits(4)),
            ("0", Look::Number),
        ];
        for (pattern, look) in cases {
            assert_eq!(look_of(pattern), look, "{pattern}");
        }
    }
}
