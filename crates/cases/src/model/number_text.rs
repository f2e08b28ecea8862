//! Numbers as they were written before: a year of four digits and a running number, in whatever order of letters.

use super::place;

/// The year and the running number of a number such as `KS 2026/00042`, `MR 2018-0483` or `2018.018 MN`. Nothing where they
/// cannot be told apart.
pub fn read_number(text: &str) -> Option<(i32, i64)> {
    let groups = digit_groups(text);
    let pairs = groups.windows(2).filter_map(|pair| {
        let [(from, year), (next, sequence)] = pair else {
            return None;
        };
        let between = text.get(from + year.len()..*next)?;
        let is_year = year.len() == 4;
        let parted = matches!(between, "/" | "-" | "." | ":");
        let year: i32 = year.parse().ok()?;
        let sequence: i64 = sequence
            .parse()
            .ok()
            .filter(|_| sequence.len() <= DIGITS_MAX)?;
        let stands = is_year && parted && YEARS.contains(&year) && sequence > 0;
        stands.then_some((year, sequence))
    });
    let pairs: Vec<(i32, i64)> = pairs.collect();
    match pairs.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The place of the number that somebody looks for, if that is all that they have typed: `2025/77`, or with the letters
/// of the registry.
pub fn number_sought(typed: &str, code: &str) -> Option<i64> {
    let (typed, code) = (typed.trim().to_lowercase(), code.to_lowercase());
    let bare = typed.strip_prefix(&code);
    let bare = bare.or_else(|| typed.strip_suffix(&code)).unwrap_or(&typed);
    let is_sign = |letter: char| letter.is_ascii_digit() || " /-.:".contains(letter);
    let (year, sequence) = read_number(bare).filter(|_| bare.chars().all(is_sign))?;
    Some(place(year, sequence))
}

const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;
/// As many as a place holds.
const DIGITS_MAX: usize = 8;

/// Each run of digits with where it begins.
fn digit_groups(text: &str) -> Vec<(usize, &str)> {
    let mut groups = Vec::new();
    let mut begun = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_ascii_digit(), begun) {
            (true, None) => begun = Some(at),
            (false, Some(from)) => {
                groups.extend(text.get(from..at).map(|group| (from, group)));
                begun = None;
            }
            _ => {}
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_looked_for_by_its_place_and_nothing_else_is() {
        for typed in ["2025/77", " ks 2025/00077 ", "KS2025-77", "2025.77 KS"] {
            assert_eq!(number_sought(typed, "KS"), Some(place(2025, 77)), "{typed}");
        }
        for typed in [
            "",
            "2025",
            "77",
            "BN 2025/77",
            "svar på 2025/77",
            "2025/77 bygglov",
        ] {
            assert_eq!(number_sought(typed, "KS"), None, "{typed}");
        }
        assert_eq!(number_sought("2025/77", ""), Some(place(2025, 77)));
    }

    #[test]
    fn numbers_of_all_shapes_are_read() {
        for (text, expected) in [
            ("KS 2026/00042", Some((2026, 42))),
            ("MR 2018-0483", Some((2018, 483))),
            ("2018.018 MN", Some((2018, 18))),
            ("ÖN-2 2026/7", Some((2026, 7))),
            ("2018:12", Some((2018, 12))),
            ("KS 26/42", None),
            ("KS 2026/0", None),
            ("KS 2026 42", None),
            ("2018-2019-7", None),
            ("KS 2026/123456789", None),
            ("", None),
            ("Ärende", None),
        ] {
            assert_eq!(read_number(text), expected, "{text}");
        }
    }
}
