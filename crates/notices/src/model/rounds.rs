//! When a pace comes round, by Swedish clocks.

use super::Pace;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Europe::Stockholm;

/// Summaries are there when people come to work.
const MORNING: u32 = 7;

/// The latest moment at which the pace came round; none for what is never told.
pub fn round(pace: Pace, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let here = now.with_timezone(&Stockholm);
    let today = match here.hour() < MORNING {
        true => here.date_naive() - Days::new(1),
        false => here.date_naive(),
    };
    match pace {
        Pace::AtOnce => now.with_minute(0)?.with_second(0)?.with_nanosecond(0),
        Pace::Daily => morning(today),
        Pace::Weekly => {
            let since_monday = today.weekday().num_days_from_monday();
            morning(today - Days::new(since_monday.into()))
        }
        Pace::Never => None,
    }
}

/// How long a round goes back when there was none before it.
pub fn period(pace: Pace) -> TimeDelta {
    match pace {
        Pace::AtOnce => TimeDelta::hours(1),
        Pace::Daily => TimeDelta::days(1),
        Pace::Weekly | Pace::Never => TimeDelta::days(7),
    }
}

fn morning(day: NaiveDate) -> Option<DateTime<Utc>> {
    let time = NaiveTime::from_hms_opt(MORNING, 0, 0)?;
    let here = day.and_time(time).and_local_timezone(Stockholm);
    Some(here.earliest()?.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_begins_at_seven_and_a_week_on_monday_also_when_clocks_change() {
        for (pace, now, began) in [
            // A Sunday in winter time.
            (Pace::Daily, "2026-11-22T05:59:00Z", "2026-11-21T06:00:00Z"),
            (Pace::Daily, "2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z"),
            (Pace::Weekly, "2026-11-22T10:00:00Z", "2026-11-16T06:00:00Z"),
            (Pace::Weekly, "2026-11-23T06:00:00Z", "2026-11-23T06:00:00Z"),
            // Summer time begins on 28 March 2027 and ends on 25 October 2026.
            (Pace::Daily, "2027-03-28T05:00:00Z", "2027-03-28T05:00:00Z"),
            (Pace::Daily, "2026-10-25T05:30:00Z", "2026-10-24T05:00:00Z"),
            (Pace::AtOnce, "2026-11-22T10:59:59Z", "2026-11-22T10:00:00Z"),
        ] {
            assert_eq!(round(pace, at(now)), Some(at(began)), "{pace:?} {now}");
        }
        assert_eq!(round(Pace::Never, at("2026-11-22T10:00:00Z")), None);
    }

    proptest! {
        #[test]
        fn a_round_has_begun_within_its_period_and_an_hour(seconds in 1_700_000_000_i64..2_000_000_000) {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            for pace in [Pace::AtOnce, Pace::Daily, Pace::Weekly] {
                let began = round(pace, now).unwrap();
                prop_assert!(began <= now);
                prop_assert!(now - began < period(pace) + TimeDelta::hours(2));
                prop_assert_eq!(round(pace, began), Some(began));
            }
        }
    }
}
