//! When the ceiling of a framework is used up. A framework has no effect after that (C-216/17, C-23/20).

use crate::months::days_after;
use chrono::NaiveDate;
use samverk_foundation::Ore;

/// What somebody called off until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalledOff {
    pub until: NaiveDate,
    pub amount: Ore,
}

/// The day on which the ceiling is used up when calling off goes on as it has since the start. Nothing when it has not
/// begun. A day that has passed when it is used up already: the last day until which something was called off.
pub fn exhausted(start: NaiveDate, ceiling: Ore, called: &[CalledOff]) -> Option<NaiveDate> {
    let sum: i128 = called.iter().map(|one| i128::from(one.amount.0)).sum();
    let last = called.iter().map(|one| one.until).max()?;
    let days = i128::from((last - start).num_days() + 1);
    if sum <= 0 || days <= 0 {
        return None;
    }
    if sum >= i128::from(ceiling.0) {
        return Some(last);
    }
    // ceiling / (sum / days), in whole days: the last one that is covered.
    let covered = i128::from(ceiling.0) * days / sum;
    let covered = u32::try_from(covered).unwrap_or(u32::MAX);
    Some(days_after(start, covered.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn what_has_been_called_off_tells_when_it_is_used_up() {
        let called = |until: &str, kronor| CalledOff {
            until: day(until),
            amount: Ore::from_kronor(kronor),
        };
        let start = day("2026-01-01");
        let half = [called("2026-12-31", 500_000)];
        let ceiling = Ore::from_kronor(1_000_000);
        assert_eq!(exhausted(start, ceiling, &half), Some(day("2027-12-31")));
        let over = [called("2026-06-30", 700_000), called("2026-12-31", 400_000)];
        assert_eq!(exhausted(start, ceiling, &over), Some(day("2026-12-31")));
        assert_eq!(exhausted(start, ceiling, &[]), None);
    }
}
