//! Whether something has become graver, by how it was rated before. Pure.

use crate::risks::{Risk, weight};
use chrono::NaiveDate;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trend {
    Rising(NaiveDate),
    Falling(NaiveDate),
    /// Rated anew on a day, with the same weight.
    Moved(NaiveDate),
    /// Never rated anew.
    Unchanged,
}

impl Trend {
    /// The last rating against the one before it.
    pub(crate) fn of(risk: &Risk) -> Self {
        let Some(last) = risk.earlier_ratings.iter().max_by_key(|one| one.until) else {
            return Self::Unchanged;
        };
        let before = weight(last.likelihood, last.consequence);
        match risk.weight().cmp(&before) {
            std::cmp::Ordering::Greater => Self::Rising(last.until),
            std::cmp::Ordering::Less => Self::Falling(last.until),
            std::cmp::Ordering::Equal => Self::Moved(last.until),
        }
    }

    /// The end of its text, and the day.
    pub(crate) fn code(self) -> (&'static str, Option<NaiveDate>) {
        match self {
            Self::Rising(day) => ("rising", Some(day)),
            Self::Falling(day) => ("falling", Some(day)),
            Self::Moved(day) => ("moved", Some(day)),
            Self::Unchanged => ("unchanged", None),
        }
    }
}
