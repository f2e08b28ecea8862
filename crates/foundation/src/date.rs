//! Dates as people write them: `2021-01-01`, `20210101`, `1 jan 2021`, `1 januari 2021`.

use crate::Problem;
use crate::number::YEARS;
use chrono::{Datelike, NaiveDate};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const HYPHENS: [char; 6] = [
    '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}',
];

/// Nothing is guessed about the order of days and months. Fails with `date_invalid`.
pub fn parse_date(text: &str) -> Result<NaiveDate, Problem> {
    let date = read(text.trim()).filter(|date| YEARS.contains(&date.year()));
    date.ok_or_else(|| Problem::invalid("date_invalid").with("value", text.trim()))
}

fn read(text: &str) -> Option<NaiveDate> {
    let hyphened: Vec<&str> = text.split(HYPHENS).collect();
    if let [year, month, day] = hyphened.as_slice() {
        return of_digits(year, month, day);
    }
    if text.len() == 8
        && let (Some(year), Some(month), Some(day)) = (text.get(..4), text.get(4..6), text.get(6..))
    {
        return of_digits(year, month, day);
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["den", day, month, year] | [day, month, year] => {
            NaiveDate::from_ymd_opt(digits(year, 4..=4)?, named(month)?, digits(day, 1..=2)?)
        }
        _ => None,
    }
}

fn of_digits(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let (month, day) = (digits(month, 1..=2)?, digits(day, 1..=2)?);
    NaiveDate::from_ymd_opt(digits(year, 4..=4)?, month, day)
}

fn digits<N: std::str::FromStr>(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<N> {
    let fits = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// `jan`, `jan.` and `januari`: at least three letters.
fn named(word: &str) -> Option<u32> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let is_it = |month: &&str| word.len() >= 3 && month.starts_with(word);
    let place = |months: &[&str; 12]| months.iter().position(is_it);
    let found = place(&MONTHS).or_else(|| place(&ENGLISH_MONTHS))?;
    u32::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::parse_date;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2021-01-05",
            "20210105",
            "5 jan 2021",
            "5 jan. 2021",
            "05 Januari 2021",
            "den 5 januari 2021",
            "5 January 2021",
            "2021-1-5",
            "2021\u{2011}01\u{2011}05",
            " 2021\u{2013}01\u{2013}05 ",
        ] {
            assert_eq!(
                parse_date(text).unwrap().to_string(),
                "2021-01-05",
                "{text}"
            );
        }
        assert_eq!(parse_date("1 okt 2021").unwrap().to_string(), "2021-10-01");
        assert_eq!(parse_date("1 maj 2021").unwrap().to_string(), "2021-05-01");
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for text in [
            "",
            "5/1 2021",
            "05/01/2021",
            "2021-02-30",
            "210105",
            "2021-01-05 12:00:00",
            "5 j 2021",
            "1 ja 2021",
            "0021-01-05",
            "12026-01-05",
            "2021-01-05-06",
            "åååå",
        ] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
