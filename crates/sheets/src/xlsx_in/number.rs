//! A number in a workbook is a binary fraction; what the person wrote is its first fifteen digits.

use super::look::Look;
use chrono::{Days, NaiveDate, NaiveTime};

/// Excel shows fifteen significant digits and keeps no more.
const DIGITS_AFTER_FIRST: usize = 14;
const SECONDS_OF_DAY: f64 = 86_400.0;

/// The number as a person would write it in this format: `0.3`, `2022`, `38 %`, `2026-11-22`, `0180`.
pub(super) fn written(number: f64, look: Look, from_1904: bool) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    Some(match look {
        Look::Number => plain(number, 0),
        Look::Percent => format!("{} %", plain(number, 2)),
        Look::Digits(length) => padded(&plain(number, 0), length),
        Look::Date => date(number, from_1904).unwrap_or_else(|| plain(number, 0)),
    })
}

/// Ordinary decimal notation without zeros at the end, times ten to the power of `shift`.
fn plain(number: f64, shift: i32) -> String {
    let scientific = format!("{:.DIGITS_AFTER_FIRST$e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let whole = exponent.parse::<i32>().unwrap_or_default() + shift + 1;
    let sign = if number < 0.0 { "-" } else { "" };
    let point = usize::try_from(whole).unwrap_or_default();
    if whole <= 0 {
        let zeros = "0".repeat(usize::try_from(-whole).unwrap_or_default());
        format!("{sign}0.{zeros}{digits}")
    } else if point >= digits.len() {
        format!("{sign}{digits}{}", "0".repeat(point - digits.len()))
    } else {
        let (before, after) = digits.split_at(point);
        format!("{sign}{before}.{after}")
    }
}

fn padded(number: &str, length: usize) -> String {
    match number.chars().all(|c| c.is_ascii_digit()) {
        true => format!("{number:0>length$}"),
        false => number.to_owned(),
    }
}

/// Days since the workbook's first day; the part after the point is the time of day.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within the dates that Excel has"
)]
fn date(serial: f64, from_1904: bool) -> Option<String> {
    const LAST: f64 = 2_958_465.0;
    if !(1.0..=LAST).contains(&serial) {
        return None;
    }
    let seconds = (serial.fract() * SECONDS_OF_DAY).round() as u32;
    let days = Days::new(serial.trunc() as u64);
    let first = match from_1904 {
        true => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        // Excel has a 29 February 1900 that never was, so days before it count from one day later.
        false if serial < 60.0 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        false => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let day = first.checked_add_days(days)?;
    match NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0) {
        Some(time) if seconds > 0 => Some(format!("{day} {time}")),
        _ => Some(day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_of_binary_fractions_is_left_out() {
        let cases = [
            (0.1 + 0.2, "0.3"),
            (2022.0, "2022"),
            (-12.5, "-12.5"),
            (4_361_000.0, "4361000"),
            (1e21, "1000000000000000000000"),
            (0.000_001, "0.000001"),
            (-0.0, "0"),
            (1.0 / 3.0, "0.333333333333333"),
        ];
        for (number, text) in cases {
            assert_eq!(written(number, Look::Number, false).unwrap(), text);
        }
    }

    #[test]
    fn shares_are_read_as_they_are_shown() {
        assert_eq!(written(0.38, Look::Percent, false).unwrap(), "38 %");
        assert_eq!(written(0.019, Look::Percent, false).unwrap(), "1.9 %");
        assert_eq!(written(1.0, Look::Percent, false).unwrap(), "100 %");
        assert_eq!(written(0.0, Look::Percent, false).unwrap(), "0 %");
    }

    #[test]
    fn codes_keep_their_zeros() {
        assert_eq!(written(180.0, Look::Digits(4), false).unwrap(), "0180");
        assert_eq!(written(1.5, Look::Digits(4), false).unwrap(), "1.5");
    }

    #[test]
    fn dates_are_days_since_the_first() {
        let day = |serial, from_1904| written(serial, Look::Date, from_1904).unwrap();
        assert_eq!(day(44_197.0, false), "2021-01-01");
        assert_eq!(day(1.0, false), "1900-01-01");
        assert_eq!(day(61.0, false), "1900-03-01");
        assert_eq!(day(42_735.0, true), "2021-01-01");
        assert_eq!(day(44_197.5, false), "2021-01-01 12:00:00");
        assert_eq!(day(-3.0, false), "-3");
    }
}
