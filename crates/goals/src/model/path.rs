//! The way from where an indicator starts to where it is to be.
//!
//! The rule in words: a target for a year is to be reached on 31 December of that year. Between
//! the starting point and the first target, and from each target to the next, the path is a
//! straight line over the days. The starting point is the base value on its date (or, without a
//! date, on the plan's first day); without a base value it is the first measurement. Before the
//! first point there is no path; after the last target the path stays at its value.

use super::{Direction, Measurement};
use crate::{Indicator, Target};
use chrono::NaiveDate;
use rust_decimal::Decimal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathPoint {
    pub date: NaiveDate,
    pub value: Decimal,
}

/// Points in order of date; the last is the final target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetPath {
    points: Vec<PathPoint>,
    targets_from: usize,
    pub direction: Direction,
}

impl TargetPath {
    /// The path of an indicator, or nothing when it has no target.
    /// `measurements` are in order of date; `plan_from` is the plan's first day.
    pub fn of(
        indicator: &Indicator,
        measurements: &[Measurement],
        plan_from: NaiveDate,
    ) -> Option<Self> {
        let base = indicator.base_value.map(|value| PathPoint {
            date: indicator.base_date.unwrap_or(plan_from),
            value,
        });
        let first = measurements.first();
        let first = first.map(|first| PathPoint {
            date: first.date,
            value: first.value,
        });
        Self::between(base.or(first), &indicator.targets, indicator.direction)
    }

    /// A start that is not before the first target says nothing of the way there and is left out.
    pub fn between(
        start: Option<PathPoint>,
        targets: &[Target],
        direction: Direction,
    ) -> Option<Self> {
        let mut aims: Vec<PathPoint> = targets
            .iter()
            .filter_map(|aim| {
                Some(PathPoint {
                    date: last_day(aim.year.0)?,
                    value: aim.value,
                })
            })
            .collect();
        aims.sort_by_key(|aim| aim.date);
        let first = aims.first()?.date;
        let mut points: Vec<_> = start
            .into_iter()
            .filter(|start| start.date < first)
            .collect();
        let targets_from = points.len();
        points.extend(aims);
        Some(Self {
            points,
            targets_from,
            direction,
        })
    }

    pub fn points(&self) -> &[PathPoint] {
        &self.points
    }

    /// The targets alone, without the starting point.
    pub fn targets(&self) -> &[PathPoint] {
        self.points.get(self.targets_from..).unwrap_or_default()
    }

    pub fn final_target(&self) -> Option<PathPoint> {
        self.points.last().copied()
    }

    /// What the path asks for on a day; nothing before its first point.
    pub fn value_on(&self, day: NaiveDate) -> Option<Decimal> {
        let after = self.points.iter().position(|point| point.date >= day);
        let Some(after) = after else {
            return self.final_target().map(|last| last.value);
        };
        let next = self.points.get(after)?;
        if next.date == day {
            return Some(next.value);
        }
        let before = self.points.get(after.checked_sub(1)?)?;
        let days = Decimal::from((next.date - before.date).num_days());
        let gone = Decimal::from((day - before.date).num_days());
        Some(before.value + (next.value - before.value) * gone / days)
    }

    /// Whether a value is as good as another, or better.
    pub fn is_met(&self, value: Decimal, asked: Decimal) -> bool {
        match self.direction {
            Direction::Up => value >= asked,
            Direction::Down => value <= asked,
        }
    }

    /// The last target whose year is over.
    pub fn last_due(&self, today: NaiveDate) -> Option<PathPoint> {
        self.targets()
            .iter()
            .rev()
            .find(|aim| aim.date < today)
            .copied()
    }

    /// How much the path changes in a year, from its first point to its last.
    pub fn pace(&self) -> Option<Decimal> {
        let (first, last) = (self.points.first()?, self.points.last()?);
        let days = Decimal::from((last.date - first.date).num_days());
        if days.is_zero() {
            return None;
        }
        Some((last.value - first.value) * Decimal::new(36_525, 2) / days)
    }
}

pub(super) fn last_day(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Days};
    use proptest::prelude::*;
    use samverk_fields::Year;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn target(year: i32, value: i64) -> Target {
        Target {
            year: Year(year),
            value: Decimal::from(value),
        }
    }

    #[test]
    fn the_path_is_straight_between_its_points() {
        let start = PathPoint {
            date: day("2010-12-31"),
            value: Decimal::from(20),
        };
        let path = TargetPath::between(Some(start), &[target(2013, 80)], Direction::Up).unwrap();
        assert_eq!(path.value_on(day("2010-12-30")), None);
        assert_eq!(path.value_on(day("2010-12-31")), Some(Decimal::from(20)));
        assert_eq!(path.value_on(day("2013-12-31")), Some(Decimal::from(80)));
        let halfway = path.value_on(day("2012-07-01")).unwrap().round_dp(1);
        assert_eq!(halfway, Decimal::new(500, 1));
        assert_eq!(path.value_on(day("2020-01-01")), Some(Decimal::from(80)));
    }

    #[test]
    fn without_targets_there_is_no_path() {
        assert_eq!(TargetPath::between(None, &[], Direction::Up), None);
    }

    #[test]
    fn a_start_after_the_first_target_is_left_out() {
        let start = PathPoint {
            date: day("2014-01-01"),
            value: Decimal::ONE,
        };
        let path = TargetPath::between(Some(start), &[target(2013, 80)], Direction::Up).unwrap();
        assert_eq!(path.points().len(), 1);
    }

    proptest! {
        #[test]
        fn the_path_meets_its_targets_and_never_leaves_the_span_between_them(
            start in (2000..2010_i32, 1..366_u64, -1_000_000..1_000_000_i64),
            steps in prop::collection::vec((1..6_i32, -1_000_000..1_000_000_i64), 1..6),
            day_number in 0..14_000_u64,
        ) {
            let first = NaiveDate::from_ymd_opt(start.0, 1, 1).unwrap() + Days::new(start.1 - 1);
            let start = PathPoint { date: first, value: Decimal::new(start.2, 2) };
            let mut year = 2010;
            let targets: Vec<Target> = steps
                .iter()
                .map(|(gap, value)| {
                    year += gap;
                    Target { year: Year(year), value: Decimal::new(*value, 2) }
                })
                .collect();
            let path = TargetPath::between(Some(start), &targets, Direction::Up).unwrap();
            for aim in &targets {
                prop_assert_eq!(path.value_on(last_day(aim.year.0).unwrap()), Some(aim.value));
            }
            let day = first + Days::new(day_number);
            let value = path.value_on(day).unwrap();
            let around = path.points().windows(2).find(|pair| pair[0].date <= day && day <= pair[1].date);
            match around {
                Some(pair) => {
                    let slack = Decimal::new(1, 12);
                    let (low, high) =
                        (pair[0].value.min(pair[1].value), pair[0].value.max(pair[1].value));
                    prop_assert!(low - slack <= value && value <= high + slack);
                }
                None => {
                    prop_assert!(day.year() > year);
                    prop_assert_eq!(Some(value), targets.last().map(|aim| aim.value));
                }
            }
        }
    }
}
