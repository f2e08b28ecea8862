//! Measurements that look like slips of the pen.

use super::Measurement;
use crate::Indicator;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_foundation::{Problem, format_decimal};

/// From so many times the figure before, or so small a part of it, it is asked about.
const TIMES: Decimal = Decimal::TEN;

/// The dates on which more than ten times as much was measured as the time before, or less than a
/// tenth: `measurement_jump`. On each date the last recorded counts, so a correction settles it.
/// `series` is in order of date. The first measurement is compared with the base value.
pub fn jumps(indicator: &Indicator, series: &[Measurement]) -> Vec<(NaiveDate, Problem)> {
    let mut before = indicator.base_value;
    let mut found = Vec::new();
    let last_of_date = series.chunk_by(|one, next| one.date == next.date);
    for made in last_of_date.filter_map(<[Measurement]>::last) {
        if let Some(last) = before.filter(|last| is_jump(*last, made.value)) {
            found.push((made.date, jump(indicator, last, made)));
        }
        before = Some(made.value);
    }
    found
}

/// From nothing or to nothing is no slip of the pen. Figures are below 10¹², so nothing overflows.
fn is_jump(last: Decimal, now: Decimal) -> bool {
    let (last, now) = (last.abs(), now.abs());
    !last.is_zero() && !now.is_zero() && (now > last * TIMES || last > now * TIMES)
}

fn jump(indicator: &Indicator, last: Decimal, made: &Measurement) -> Problem {
    let figure = |value: Decimal| match &*indicator.unit {
        "" => format_decimal(value),
        unit => format!("{}\u{a0}{unit}", format_decimal(value)),
    };
    Problem::invalid("measurement_jump")
        .with("date", made.date)
        .with("last", figure(last))
        .with("now", figure(made.value))
        .at_field("value")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Direction;
    use crate::model::standing::tests::{indicator, measured};

    fn dates(base: Option<i64>, series: &[(&str, i64)]) -> Vec<String> {
        let mut one = indicator(Direction::Up);
        one.base_value = base.map(Decimal::from);
        let found = jumps(&one, &measured(series)).into_iter();
        found.map(|(date, _)| date.to_string()).collect()
    }

    #[test]
    fn ten_times_is_a_change_and_more_is_asked_about() {
        assert!(dates(None, &[("2025-01-01", 5), ("2025-06-01", 50)]).is_empty());
        let slip = [("2025-01-01", 5), ("2025-06-01", 51), ("2025-07-01", 5)];
        assert_eq!(dates(None, &slip), ["2025-06-01", "2025-07-01"]);
        assert_eq!(dates(Some(60), &[("2025-01-01", 5)]), ["2025-01-01"]);
    }

    #[test]
    fn a_correction_on_the_same_date_settles_it() {
        let corrected = [("2025-01-01", 5), ("2025-06-01", 600), ("2025-06-01", 6)];
        assert!(dates(None, &corrected).is_empty());
    }

    #[test]
    fn from_and_to_nothing_is_no_slip() {
        let series = [("2025-01-01", 5), ("2025-06-01", 0), ("2025-07-01", 9)];
        assert!(dates(Some(0), &series).is_empty());
    }
}
