//! Sets of days as spans in order.

use crate::months::next;
use chrono::NaiveDate;

/// Days from the first to the last, both in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Span {
    /// Nothing when it would end before it begins.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    pub fn day(day: NaiveDate) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    pub fn has(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// The part that both have.
    pub fn within(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }
}

/// The same days, in order, with no day in two spans and none that touch.
pub fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(before) if span.first <= next(before.last) => {
                before.last = before.last.max(span.last);
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// The days that both sets have; each is a union.
pub fn intersection(one: &[Span], other: &[Span]) -> Vec<Span> {
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    let mut both = Vec::new();
    while let (Some(a), Some(b)) = (ones.peek(), others.peek()) {
        both.extend(a.within(**b));
        if a.last <= b.last {
            ones.next();
        } else {
            others.next();
        }
    }
    both
}
