//! Swedish personal numbers and coordination numbers in a text: cases are neither found by them nor spelt by them.

/// Whether the text has one.
pub fn has_personal_number(text: &str) -> bool {
    parts(text).any(|part| part.is_number)
}

/// The text without them.
pub fn without_personal_numbers(text: &str) -> String {
    let kept = parts(text).filter(|part| !part.is_number);
    kept.map(|part| part.text).collect::<Vec<_>>().join(" ")
}

struct Part<'t> {
    text: &'t str,
    is_number: bool,
}

/// What may stand between the day and the last four digits.
const BETWEEN: [char; 5] = ['-', '+', ' ', '\u{2013}', '\u{a0}'];

fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut found = Vec::new();
    let (mut begin, mut from) = (0, 0);
    while let Some(place) = text[from..].find(|sign: char| sign.is_ascii_digit()) {
        let at = from + place;
        match number_at(&text[at..]) {
            Some(length) => {
                found.push((begin, at, false));
                found.push((at, at + length, true));
                begin = at + length;
                from = begin;
            }
            None => from = at + digits(&text[at..]),
        }
    }
    found.push((begin, text.len(), false));
    found.into_iter().map(|(from, to, is_number)| Part {
        text: &text[from..to],
        is_number,
    })
}

/// How many digits it begins with.
fn digits(text: &str) -> usize {
    text.len()
        - text
            .trim_start_matches(|sign: char| sign.is_ascii_digit())
            .len()
}

/// The length of the number that the text begins with.
fn number_at(text: &str) -> Option<usize> {
    let first = digits(text);
    if matches!(first, 10 | 12) {
        return is_number(&text[first - 10..first]).then_some(first);
    }
    let rest = text.get(first..)?;
    let between = rest.chars().next().filter(|sign| BETWEEN.contains(sign))?;
    let last = rest.get(between.len_utf8()..)?;
    if !matches!(first, 6 | 8) || digits(last) != 4 {
        return None;
    }
    let ten = format!("{}{}", &text[first - 6..first], &last[..4]);
    is_number(&ten).then_some(first + between.len_utf8() + 4)
}

/// A month, a day (sixty more in a coordination number), and the digit that checks the others.
fn is_number(ten: &str) -> bool {
    let digits: Vec<u32> = ten.chars().filter_map(|sign| sign.to_digit(10)).collect();
    let [_, _, a, b, c, d, ..] = digits[..] else {
        return false;
    };
    let (month, day) = (a * 10 + b, c * 10 + d);
    let is_day = (1..=31).contains(&day) || (61..=91).contains(&day);
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => *digit,
        })
        .sum();
    (1..=12).contains(&month) && is_day && digits.len() == 10 && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // Numbers that the Swedish Tax Agency has set aside for tests.
    #[test]
    fn numbers_are_found_however_they_are_written() {
        for text in [
            "189001019802",
            "18900101-9802",
            "900101-9802",
            "900101+9802",
            "Ansökan av 19900101 9802 om stöd",
            "9001019802.",
        ] {
            assert!(has_personal_number(text), "{text}");
            let rest = without_personal_numbers(text);
            assert!(!rest.contains("9802") && !rest.contains("0101"), "{rest}");
        }
        for text in [
            "KS 2026/00042",
            "212000-0142",
            "900101-9803",
            "2026-11-22",
            "2018.018 MN",
            "1234567890123456",
            "",
        ] {
            assert!(!has_personal_number(text), "{text}");
            assert_eq!(without_personal_numbers(text), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9 åäö+/–-]{0,40}") {
            prop_assert!(!has_personal_number(&without_personal_numbers(&text)) || has_personal_number(&text));
        }
    }
}
