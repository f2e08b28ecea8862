//! The work before a start, as a chain: each part begins when the one before it is done.

use crate::months::{days_after, days_before};
use chrono::NaiveDate;

/// What is done before a joint purchase can begin, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeadStep {
    Need,
    PowersOfAttorney,
    Specification,
    Announcement,
    TenderTime,
    Award,
    Standstill,
    RollOut,
}

impl LeadStep {
    pub const ALL: [Self; 8] = [
        Self::Need,
        Self::PowersOfAttorney,
        Self::Specification,
        Self::Announcement,
        Self::TenderTime,
        Self::Award,
        Self::Standstill,
        Self::RollOut,
    ];
}

/// Weeks for each, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead(pub [u16; 8]);

impl Lead {
    pub const USUAL: Self = Self([8, 8, 12, 2, 6, 6, 2, 16]);

    pub fn weeks(self) -> u32 {
        self.0.into_iter().map(u32::from).sum()
    }

    /// The first day on which a purchase can begin when work begins today.
    pub fn earliest(self, today: NaiveDate) -> NaiveDate {
        days_after(today, self.weeks().saturating_mul(7))
    }

    /// When each part begins at the latest and ends, for a start on a day.
    pub fn before(self, start: NaiveDate) -> Vec<(LeadStep, NaiveDate, NaiveDate)> {
        let mut ends = days_before(start, 1);
        let mut parts = Vec::with_capacity(self.0.len());
        for (step, weeks) in LeadStep::ALL.into_iter().zip(self.0).rev() {
            let days = u32::from(weeks) * 7;
            let begins = days_before(ends, days.saturating_sub(1));
            let begins = if weeks == 0 { ends } else { begins };
            parts.push((step, begins, ends));
            if weeks > 0 {
                ends = days_before(begins, 1);
            }
        }
        parts.reverse();
        parts
    }

    /// The last day on which powers of attorney count: only parties named in the announcement may be in.
    pub fn named_by(self, start: NaiveDate) -> NaiveDate {
        let parts = self.before(start);
        let announced = parts
            .iter()
            .find(|(step, ..)| *step == LeadStep::Announcement);
        announced.map_or(start, |(_, begins, _)| days_before(*begins, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_ends_the_day_before_the_start_and_has_no_holes() {
        let start = NaiveDate::from_ymd_opt(2028, 7, 1).unwrap_or_default();
        let lead = Lead([8, 6, 12, 0, 5, 4, 2, 16]);
        let parts = lead.before(start);
        assert_eq!(parts.len(), 8);
        assert_eq!(
            parts.last().map(|(.., ends)| *ends),
            Some(days_before(start, 1))
        );
        for pair in parts.windows(2).filter(|pair| pair[0].1 < pair[0].2) {
            assert!(pair[1].1 >= pair[0].2, "{pair:?}");
        }
        assert_eq!(lead.earliest(parts[0].1), start);
        assert!(lead.named_by(start) < start);
    }
}
