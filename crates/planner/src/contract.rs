//! What the planner knows of a contract. All days are inclusive.

use chrono::NaiveDate;
use samverk_foundation::Ore;

/// A contract that somebody has, for one need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Whose it is: the caller's own number for a party.
    pub party: u32,
    /// What several contracts of one party serve together, licence and operation of one system: with the same number
    /// they can begin anew only together.
    pub need: u32,
    /// A year; nothing when it is not known or not for the reader.
    pub value: Option<Ore>,
    pub term: Term,
    /// Days between the last day that is safe and the last that is lawful, for notices and options.
    pub margin: u16,
    /// The day on which a notice was received.
    pub noticed: Option<NaiveDate>,
    /// The day on which the ceiling of a framework is used up: it has no effect after that.
    pub exhausted: Option<NaiveDate>,
}

/// How long it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// To a day, or longer by options.
    Fixed {
        end: NaiveDate,
        options: Options,
        /// It may be ended before, by notice.
        early: Option<Early>,
    },
    /// From period to period, unless notice is received in time.
    Renewing {
        end: NaiveDate,
        /// Months of a period, at least one.
        every: u16,
        notice: Notice,
    },
    /// Until further notice, at the earliest after a day.
    Open {
        bound_until: Option<NaiveDate>,
        notice: Notice,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Counted from the day on which it is received.
    pub months: u16,
    /// It ends with the month in which the time is out.
    pub at_month_end: bool,
}

/// A fixed contract that may be ended before its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Early {
    /// The first day on which it may end so.
    pub from: NaiveDate,
    pub notice: Notice,
}

/// Rights to extend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub count: u8,
    /// Months of each.
    pub months: u16,
    /// Months at most in all.
    pub most: Option<u16>,
    /// Months before the end by which the call must be received.
    pub call_before: u16,
    /// What was called, in order.
    pub calls: Vec<Call>,
}

/// An option that somebody decided to call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Call {
    pub sent: Option<NaiveDate>,
    /// The other side has said that it was received on this day. Without that it has not extended anything.
    pub received: Option<NaiveDate>,
    /// The decision was annulled.
    pub is_annulled: bool,
}
