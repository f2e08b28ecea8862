//! The limits of the Local Government Act (2017:725) that are watched. None ends on a day off.

use chrono::{Days, NaiveDate};
use samverk_foundation::Period;

/// A limit that somebody is reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Minutes are approved within fourteen days of the meeting (chapter 5, section 69).
    Approve,
    /// The approval is announced within two days (chapter 8, section 12).
    Announce,
}

const APPROVE_WITHIN: Period = Period::days(14);
const ANNOUNCE_WITHIN: Period = Period::days(2);
/// Three weeks, counted from the day on which the approval was announced (chapter 13, section 5).
const APPEAL_WITHIN: Period = Period::weeks(3);
const ONE_DAY: Days = Days::new(1);

/// The last day for approving the minutes of a meeting.
pub fn approve_by(held_on: NaiveDate) -> NaiveDate {
    APPROVE_WITHIN.statutory_end(held_on)
}

/// The last day for announcing that they are approved.
pub fn announce_by(approved_on: NaiveDate) -> NaiveDate {
    ANNOUNCE_WITHIN.statutory_end(approved_on)
}

/// The last day for appealing.
pub fn appeal_until(up_on: NaiveDate) -> NaiveDate {
    APPEAL_WITHIN.statutory_end(up_on)
}

/// The first day on which an announcement may be taken down: the day after the last one for appealing.
pub fn least_down_on(up_on: NaiveDate) -> NaiveDate {
    appeal_until(up_on) + ONE_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn limits_are_counted_from_the_day_after() {
        assert_eq!(approve_by(day("2026-12-09")), day("2026-12-23"));
        assert_eq!(announce_by(day("2026-12-08")), day("2026-12-10"));
        assert_eq!(appeal_until(day("2026-12-01")), day("2026-12-22"));
        assert_eq!(least_down_on(day("2026-12-01")), day("2026-12-23"));
    }

    #[test]
    fn no_limit_ends_on_a_day_off() {
        // On Christmas Eve, a Saturday, and Midsummer's Eve.
        assert_eq!(approve_by(day("2026-12-10")), day("2026-12-28"));
        assert_eq!(announce_by(day("2026-12-31")), day("2027-01-04"));
        assert_eq!(appeal_until(day("2026-05-29")), day("2026-06-22"));
        assert_eq!(least_down_on(day("2026-05-29")), day("2026-06-23"));
    }
}
