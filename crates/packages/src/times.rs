//! Days and moments as the schemas take them: of the years 1 to 9999.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use samverk_foundation::Problem;
use std::fmt;

/// A day. Written with midnight and without a zone, since a day in a registry is a day wherever it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(NaiveDate);

/// A moment, written in UTC and whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<Utc>);

impl Day {
    /// Fails with `archive_date_outside`.
    pub fn new(day: NaiveDate) -> Result<Self, Problem> {
        within(day.year(), day).map(|()| Self(day))
    }

    pub fn date(self) -> NaiveDate {
        self.0
    }
}

impl Moment {
    /// Fails with `archive_date_outside`.
    pub fn new(moment: DateTime<Utc>) -> Result<Self, Problem> {
        within(moment.year(), moment.date_naive()).map(|()| Self(moment))
    }

    pub(crate) fn seconds(self) -> u64 {
        u64::try_from(self.0.timestamp()).unwrap_or(0)
    }
}

fn within(year: i32, day: NaiveDate) -> Result<(), Problem> {
    match (1..=9999).contains(&year) {
        true => Ok(()),
        false => Err(Problem::invalid("archive_date_outside").with("date", day)),
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}T00:00:00", self.0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0.format("%Y-%m-%dT%H:%M:%SZ"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_outside_of_what_the_schemas_take_is_refused() {
        let day = |year| NaiveDate::from_ymd_opt(year, 2, 3).unwrap();
        assert_eq!(
            Day::new(day(987)).unwrap().to_string(),
            "0987-02-03T00:00:00"
        );
        for outside in [0, -5, 10_000] {
            let refused = Day::new(day(outside)).unwrap_err();
            assert_eq!(refused.code, "archive_date_outside");
            let moment = day(outside).and_hms_opt(1, 2, 3).unwrap().and_utc();
            assert_eq!(
                Moment::new(moment).unwrap_err().code,
                "archive_date_outside"
            );
        }
    }
}
