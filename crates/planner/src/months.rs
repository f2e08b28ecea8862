//! Months as the law counts them (act 1930:173 § 2): a month ends on the day with the same number, or on the
//! last day of a month that has no such day.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Further than this nobody plans; arithmetic stops there instead of failing.
pub const FAR: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// 31 January + 1 month is 28 or 29 February.
pub fn after(day: NaiveDate, months: u16) -> NaiveDate {
    let later = day.checked_add_months(Months::new(u32::from(months)));
    later.unwrap_or(FAR).min(FAR)
}

/// The day that lies so many months before: 31 May − 3 months is 28 or 29 February.
pub fn before(day: NaiveDate, months: u16) -> NaiveDate {
    day.checked_sub_months(Months::new(u32::from(months)))
        .unwrap_or(NaiveDate::MIN)
}

pub fn days_after(day: NaiveDate, days: u32) -> NaiveDate {
    let later = day.checked_add_days(Days::new(u64::from(days)));
    later.unwrap_or(FAR).min(FAR)
}

pub fn days_before(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MIN)
}

/// The first day after an inclusive end.
pub fn next(day: NaiveDate) -> NaiveDate {
    days_after(day, 1)
}

/// The last day when a period that ends on a day goes on for so many months. It is counted from the day after:
/// 28 February 2027 + 12 months is 29 February 2028.
pub fn extended(end: NaiveDate, months: u16) -> NaiveDate {
    days_before(after(next(end), months), 1)
}

/// The last day of its month.
pub fn month_end(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    days_before(after(first, 1), 1)
}

/// The first day from which so many months lead to the given day or beyond.
pub fn first_reaching(day: NaiveDate, months: u16) -> NaiveDate {
    let from = before(day, months);
    if after(from, months) >= day {
        from
    } else {
        next(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or(FAR)
    }

    #[test]
    fn a_month_without_the_day_ends_on_its_last() {
        assert_eq!(after(day("2027-01-31"), 1), day("2027-02-28"));
        assert_eq!(after(day("2028-01-31"), 1), day("2028-02-29"));
        assert_eq!(before(day("2027-05-31"), 3), day("2027-02-28"));
        assert_eq!(before(day("2027-12-31"), 3), day("2027-09-30"));
    }

    #[test]
    fn a_period_ends_on_an_inclusive_day() {
        assert_eq!(extended(day("2027-06-30"), 12), day("2028-06-30"));
        assert_eq!(extended(day("2027-02-28"), 12), day("2028-02-29"));
        assert_eq!(extended(day("2028-02-29"), 12), day("2029-02-28"));
        assert_eq!(extended(day("2027-01-31"), 1), day("2027-02-28"));
        assert_eq!(month_end(day("2028-02-03")), day("2028-02-29"));
    }

    #[test]
    fn the_first_day_that_reaches_another_is_found() {
        for (wanted, months) in [
            ("2027-05-31", 3),
            ("2027-02-28", 1),
            ("2027-03-01", 1),
            ("2028-02-29", 12),
        ] {
            let first = first_reaching(day(wanted), months);
            assert!(after(first, months) >= day(wanted), "{wanted}");
            assert!(
                after(days_before(first, 1), months) < day(wanted),
                "{wanted}"
            );
        }
    }

    #[test]
    fn beyond_the_calendar_it_stays_at_its_end() {
        assert_eq!(after(FAR, 12), FAR);
        assert_eq!(next(FAR), FAR);
    }
}
