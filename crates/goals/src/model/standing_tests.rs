use super::*;
use crate::Target;
use crate::indicators::sample;
use samverk_fields::{Rows, Year};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(in crate::model) fn indicator(direction: Direction) -> Indicator {
    sample("mal", direction)
}

pub(in crate::model) fn measured(values: &[(&str, i64)]) -> Vec<Measurement> {
    let measurement = |((date, value), position): (&(&str, i64), i64)| Measurement {
        id: Uuid::nil(),
        date: day(date),
        value: Decimal::from(*value),
        numerator: None,
        denominator: None,
        note: String::new(),
        position,
    };
    values.iter().zip(0..).map(measurement).collect()
}

fn targets(values: &[(i32, i64)]) -> Rows<Target> {
    let target = |(year, value): &(i32, i64)| Target {
        year: Year(*year),
        value: Decimal::from(*value),
    };
    Rows(values.iter().map(target).collect())
}

/// Document 002: 80 % within three years, 100 % within five, from 20 % in April 2010.
fn stands(direction: Direction, values: &[(&str, i64)], today: &str) -> Standing {
    let mut indicator = indicator(direction);
    indicator.base_value = Some(Decimal::from(20));
    indicator.base_date = Some(day("2010-12-31"));
    indicator.targets = match direction {
        Direction::Up => targets(&[(2013, 80), (2015, 100)]),
        Direction::Down => targets(&[(2013, 10), (2015, 5)]),
    };
    standing(&indicator, &measured(values), day("2010-04-01"), day(today))
}

#[test]
fn what_is_not_measured_is_never_hidden() {
    let never = stands(Direction::Up, &[], "2012-01-01");
    assert_eq!(
        never,
        Standing {
            state: State::NotMeasured,
            reason: Reason::NeverMeasured
        }
    );
    let stale = stands(Direction::Up, &[("2012-06-30", 60)], "2014-01-01");
    let reason = Reason::NotSince {
        measured: day("2012-06-30"),
        due_year: 2013,
    };
    assert_eq!(
        stale,
        Standing {
            state: State::NotMeasured,
            reason
        }
    );
}

#[test]
fn a_measurement_is_compared_with_the_path_on_its_own_day() {
    assert_eq!(
        stands(Direction::Up, &[("2012-07-01", 50)], "2012-12-01").state,
        State::OnPath
    );
    let behind = stands(Direction::Up, &[("2012-07-01", 49)], "2012-12-01");
    assert_eq!(behind.state, State::Behind);
    let Reason::Compared {
        next, year, asked, ..
    } = behind.reason
    else {
        panic!("{behind:?}")
    };
    assert_eq!(
        (next, year, asked.round_dp(0)),
        (Decimal::from(80), 2013, Decimal::from(50))
    );
}

#[test]
fn the_final_target_reached_asks_for_a_sharper_one() {
    let reached = stands(Direction::Up, &[("2014-07-01", 100)], "2014-12-01");
    let Reason::Reached {
        sharper, target, ..
    } = reached.reason
    else {
        panic!("{reached:?}")
    };
    assert_eq!(
        (reached.state, target),
        (State::Reached, Decimal::ONE_HUNDRED)
    );
    assert_eq!(sharper, None, "a share cannot be over 100 %");
    let reached = stands(Direction::Down, &[("2014-07-01", 5)], "2014-12-01");
    let Reason::Reached { sharper, .. } = reached.reason else {
        panic!("{reached:?}")
    };
    assert_eq!(sharper, Some(Decimal::from(2)), "three a year further down");
}

#[test]
fn less_can_be_better() {
    assert_eq!(
        stands(Direction::Down, &[("2012-07-01", 15)], "2012-12-01").state,
        State::OnPath
    );
    assert_eq!(
        stands(Direction::Down, &[("2012-07-01", 16)], "2012-12-01").state,
        State::Behind
    );
}

#[test]
fn after_the_last_year_a_missed_target_stays_behind() {
    let missed = stands(Direction::Up, &[("2016-02-01", 90)], "2016-03-01");
    assert_eq!(missed.state, State::Behind);
    assert!(matches!(missed.reason, Reason::Missed { year: 2015, .. }));
}

#[test]
fn the_first_measurement_is_the_start_when_there_is_no_base() {
    let first = measured(&[("2011-03-01", 30)]);
    let mut up = indicator(Direction::Up);
    up.targets = targets(&[(2013, 80)]);
    let stands = standing(&up, &first, day("2010-04-01"), day("2011-04-01"));
    assert_eq!(stands.state, State::OnPath);
    assert!(matches!(stands.reason, Reason::Starting { year: 2013, .. }));
    let later = measured(&[("2011-03-01", 30), ("2012-06-01", 31)]);
    let stands = standing(&up, &later, day("2010-04-01"), day("2012-07-01"));
    assert_eq!(stands.state, State::Behind);
}

#[test]
fn without_targets_nothing_can_be_on_path() {
    let up = indicator(Direction::Up);
    let once = measured(&[("2011-03-01", 30)]);
    let stands = standing(&up, &once, day("2010-04-01"), day("2011-04-01"));
    assert_eq!(stands.state, State::WithoutTarget);
}

#[test]
fn measurements_after_the_day_do_not_count() {
    let later = stands(Direction::Up, &[("2012-07-01", 50)], "2012-06-30");
    assert_eq!(later.state, State::NotMeasured);
}
