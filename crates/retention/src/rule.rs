//! What a plan says of a type of document, and what goes before it.

use chrono::{Datelike, NaiveDate};
use samverk_foundation::{Key, Period};
use std::collections::BTreeMap;

/// What the plan says of a type of document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Kept for good.
    Preserve,
    /// Disposed of a period after what sets it off.
    Dispose {
        after: Period,
        counting: Counting,
        /// What sets it off, by its code: `case-closed`, `legal-force`, `last-payment`.
        trigger: Key,
    },
}

/// From when a period is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    FromTheDay,
    /// From the last day of the year of what sets it off.
    FromTheEndOfTheYear,
}

/// The days on which things happened, by their codes: those that are known.
pub type Dates = BTreeMap<Key, NaiveDate>;

impl Rule {
    /// The first day on which it may be disposed of: the day after the period has ended. Nothing when it is preserved, or
    /// when it is not known what sets it off.
    pub fn due_on(&self, dates: &Dates) -> Option<NaiveDate> {
        match self {
            Self::Preserve => None,
            Self::Dispose {
                after,
                counting,
                trigger,
            } => {
                let from = counting.from(*dates.get(trigger)?)?;
                after.ends(from).succ_opt()
            }
        }
    }
}

impl Counting {
    fn from(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::FromTheDay => Some(day),
            Self::FromTheEndOfTheYear => NaiveDate::from_ymd_opt(day.year(), 12, 31),
        }
    }
}

/// A case or document that must stay whatever the plan says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Why: a trial, an audit, a request that waits.
    pub reason: String,
    /// The last day of it; without one it holds until somebody lifts it.
    pub until: Option<NaiveDate>,
}

impl Hold {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}
