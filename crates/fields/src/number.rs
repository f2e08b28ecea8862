//! The sizes that numbers may have, the same whichever way they come in, so that each way out can
//! write them.

use crate::Expected;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use samverk_foundation::{Ore, Problem, parse_percent};
use std::ops::RangeInclusive;

/// Years that people write; anything else is a slip of the pen.
pub(crate) const YEARS: RangeInclusive<i32> = 1800..=2200;
pub(crate) const DECIMAL_WHOLE: usize = 15;
pub(crate) const DECIMAL_PART: usize = 10;
pub(crate) const AMOUNT_WHOLE: usize = 14;
/// The largest amount in öre with so many digits before the point.
pub(crate) const AMOUNT_MAX: u64 = 10_u64.pow(16) - 1;
const DECIMAL_END: i64 = 10_i64.pow(15);

/// An exact decimal written as plain digits, with at most so many before and after the point.
pub fn plain_decimal(text: &str, whole: usize, part: usize) -> Result<Decimal, Expected> {
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let is_plain = match unsigned.split_once('.') {
        Some((before, after)) => digits(before, whole) && digits(after, part),
        None => digits(unsigned, whole),
    };
    let number = is_plain.then(|| text.parse().ok()).flatten();
    number.ok_or(Expected::Decimal { whole, part })
}

/// The digits that were written, with a point.
pub fn plain(number: Decimal) -> String {
    number.to_string()
}

/// RFC 3339 `full-date`. Its year is looked at by [`is_sensible`].
pub(crate) fn plain_date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    date.filter(|date| text.len() == 10 && (1..=9999).contains(&date.year()))
}

pub(crate) fn is_sensible(date: NaiveDate) -> bool {
    YEARS.contains(&date.year())
}

pub(crate) fn written_date(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// Fails with `amount_invalid`, also over 99 999 999 999 999,99 kr.
pub(crate) fn amount(text: &str) -> Result<Ore, Problem> {
    let ore = Ore::parse(text)?;
    match ore.0.unsigned_abs() <= AMOUNT_MAX {
        true => Ok(ore),
        false => Err(unmeant(Problem::invalid("amount_invalid"), text)),
    }
}

/// A percent sign after it is passed over, for what has a unit of its own may be a share. Fails with
/// `number_invalid`, also when there are too many digits.
pub(crate) fn decimal(text: &str) -> Result<Decimal, Problem> {
    let number = parse_percent(text)?;
    let has_room = number.abs() < Decimal::from(DECIMAL_END);
    let parts = usize::try_from(number.normalize().scale());
    match has_room && parts.is_ok_and(|parts| parts <= DECIMAL_PART) {
        true => Ok(number),
        false => Err(unmeant(Problem::invalid("number_invalid"), text)),
    }
}

/// A number that was read, but that nothing like it would be right.
fn unmeant(problem: Problem, text: &str) -> Problem {
    let shown: String = text.trim().chars().take(40).collect();
    let problem = problem.with("value", shown);
    problem.with("meant", "none").with("other", "none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_room_in_every_way_out() {
        assert_eq!(
            amount("99999999999999,99").unwrap().0.unsigned_abs(),
            AMOUNT_MAX
        );
        assert_eq!(
            amount("100000000000000").unwrap_err().code,
            "amount_invalid"
        );
        assert_eq!(
            plain(decimal("999999999999999,0123456789").unwrap()),
            "999999999999999.0123456789"
        );
        for wrong in ["1000000000000000", "0,00000000001"] {
            assert_eq!(decimal(wrong).unwrap_err().code, "number_invalid");
            assert_eq!(decimal(wrong).unwrap_err().values.len(), 3);
        }
        assert_eq!(plain(decimal("38,50 %").unwrap()), "38.50");
    }

    #[test]
    fn plain_decimals_have_digits_only() {
        assert!(plain_decimal("-12.50", 2, 2).is_ok());
        for wrong in ["", "1e3", ".5", "5.", "123", "1.234", "1,5", "--1", "+1"] {
            assert!(plain_decimal(wrong, 2, 2).is_err(), "{wrong}");
        }
    }
}
