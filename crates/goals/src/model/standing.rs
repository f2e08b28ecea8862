//! How an indicator stands to its target path, with the numbers that say why.

use super::{Direction, Measurement, TargetPath};
use crate::Indicator;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum State {
    OnPath,
    Behind,
    Reached,
    /// Red, and never hidden.
    NotMeasured,
    /// Measured, but nobody has said what is to be reached.
    WithoutTarget,
}

impl State {
    pub const ALL: [Self; 5] = [
        Self::OnPath,
        Self::Behind,
        Self::Reached,
        Self::NotMeasured,
        Self::WithoutTarget,
    ];

    /// `on-path` and so on: the end of the text's key, and the page's `data-state`.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnPath => "on-path",
            Self::Behind => "behind",
            Self::Reached => "reached",
            Self::NotMeasured => "not-measured",
            Self::WithoutTarget => "without-target",
        }
    }

    /// The shape on pages: there is none of its own for a missing target.
    pub fn shape(self) -> &'static str {
        match self {
            Self::WithoutTarget => "not-measured",
            other => other.code(),
        }
    }
}

/// Why an indicator is in its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Reason {
    NeverMeasured,
    /// A target's year is over, and the last measurement is from before that year.
    NotSince {
        measured: NaiveDate,
        due_year: i32,
    },
    NoTarget {
        value: Decimal,
        date: NaiveDate,
    },
    /// The final target is met. `sharper` is what the same pace gives one year later, if anything.
    Reached {
        value: Decimal,
        date: NaiveDate,
        target: Decimal,
        year: i32,
        sharper: Option<Decimal>,
    },
    /// Compared with the path on the day of the measurement.
    Compared {
        value: Decimal,
        date: NaiveDate,
        asked: Decimal,
        next: Decimal,
        year: i32,
    },
    /// The first measurement is the starting point, or the path has not begun.
    Starting {
        value: Decimal,
        date: NaiveDate,
        next: Decimal,
        year: i32,
    },
    /// The years of all targets are over, and the last was not met.
    Missed {
        value: Decimal,
        date: NaiveDate,
        target: Decimal,
        year: i32,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub state: State,
    pub reason: Reason,
}

/// How the indicator stands on a day. Measurements are in order of date (the last recorded last);
/// those after the day do not count.
pub fn standing(
    indicator: &Indicator,
    measurements: &[Measurement],
    plan_from: NaiveDate,
    today: NaiveDate,
) -> Standing {
    let made = measurements.partition_point(|measurement| measurement.date <= today);
    let made = measurements.get(..made).unwrap_or_default();
    let Some(last) = made.last() else {
        return Standing {
            state: State::NotMeasured,
            reason: Reason::NeverMeasured,
        };
    };
    match TargetPath::of(indicator, made, plan_from) {
        None => {
            let reason = Reason::NoTarget {
                value: last.value,
                date: last.date,
            };
            Standing {
                state: State::WithoutTarget,
                reason,
            }
        }
        Some(path) => on_path(indicator, &path, last, today),
    }
}

fn on_path(
    indicator: &Indicator,
    path: &TargetPath,
    last: &Measurement,
    today: NaiveDate,
) -> Standing {
    let (value, date) = (last.value, last.date);
    if let Some(due) = path.last_due(today)
        && date.year() < due.date.year()
    {
        let reason = Reason::NotSince {
            measured: date,
            due_year: due.date.year(),
        };
        return Standing {
            state: State::NotMeasured,
            reason,
        };
    }
    let aim = path.targets().iter().find(|aim| aim.date >= date).copied();
    let Some(end) = path.final_target() else {
        let reason = Reason::NoTarget { value, date };
        return Standing {
            state: State::WithoutTarget,
            reason,
        };
    };
    if path.is_met(value, end.value) {
        let sharper = sharper_target(indicator, path, value);
        let (target, year) = (end.value, end.date.year());
        let reason = Reason::Reached {
            value,
            date,
            target,
            year,
            sharper,
        };
        return Standing {
            state: State::Reached,
            reason,
        };
    }
    let Some(aim) = aim else {
        let reason = Reason::Missed {
            value,
            date,
            target: end.value,
            year: end.date.year(),
        };
        return Standing {
            state: State::Behind,
            reason,
        };
    };
    let (next, year) = (aim.value, aim.date.year());
    let starts_here = path
        .points()
        .first()
        .is_some_and(|first| first.date == date);
    match path.value_on(date) {
        Some(asked) if !starts_here || asked == next => {
            let met = path.is_met(value, asked);
            let reason = Reason::Compared {
                value,
                date,
                asked,
                next,
                year,
            };
            Standing {
                state: if met { State::OnPath } else { State::Behind },
                reason,
            }
        }
        _ => Standing {
            state: State::OnPath,
            reason: Reason::Starting {
                value,
                date,
                next,
                year,
            },
        },
    }
}

/// One more year at the path's pace. Nothing when a percentage cannot go further.
fn sharper_target(indicator: &Indicator, path: &TargetPath, value: Decimal) -> Option<Decimal> {
    let step = path.pace()?.abs().round_dp(0).max(Decimal::ONE);
    let further = match path.direction {
        Direction::Up => value.checked_add(step)?,
        Direction::Down => value.checked_sub(step)?,
    };
    let further = match (&*indicator.unit, path.direction) {
        ("%", Direction::Up) => further.min(Decimal::ONE_HUNDRED),
        (_, Direction::Down) => further.max(Decimal::ZERO),
        _ => further,
    };
    let is_sharper = match path.direction {
        Direction::Up => further > value,
        Direction::Down => further < value,
    };
    is_sharper.then_some(further)
}

#[cfg(test)]
#[path = "standing_tests.rs"]
pub(super) mod tests;
