//! Days off against almanacs, and what holds of every limit.

use crate::calendar::{DayOff, Period, day_off, easter_day, is_working_day, statutory_last_day};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// From the Swedish almanac.
#[test]
fn easter_is_where_the_almanac_has_it() {
    for text in [
        "1818-03-22",
        "1943-04-25",
        "1954-04-18",
        "1981-04-19",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2018-04-01",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2038-04-25",
        "2285-03-22",
    ] {
        let easter = day(text);
        assert_eq!(easter_day(easter.year()), Some(easter));
    }
}

/// Every day off of 2026 that the almanac prints in red, and the three eves.
#[test]
fn the_days_off_of_a_year_are_those_of_the_almanac() {
    let all = day("2026-01-01").iter_days().take(365);
    let off = all.filter_map(|day| Some((day.to_string(), day_off(day)?)));
    let expected = [
        ("2026-01-01", DayOff::NewYearsDay),
        ("2026-01-06", DayOff::Epiphany),
        ("2026-04-03", DayOff::GoodFriday),
        ("2026-04-05", DayOff::EasterDay),
        ("2026-04-06", DayOff::EasterMonday),
        ("2026-05-01", DayOff::MayDay),
        ("2026-05-14", DayOff::AscensionDay),
        ("2026-05-24", DayOff::WhitSunday),
        ("2026-06-06", DayOff::NationalDay),
        ("2026-06-19", DayOff::MidsummersEve),
        ("2026-06-20", DayOff::MidsummersDay),
        ("2026-10-31", DayOff::AllSaintsDay),
        ("2026-12-24", DayOff::ChristmasEve),
        ("2026-12-25", DayOff::ChristmasDay),
        ("2026-12-26", DayOff::BoxingDay),
        ("2026-12-31", DayOff::NewYearsEve),
    ];
    let expected = expected.map(|(day, off)| (day.to_owned(), off));
    assert_eq!(off.collect::<Vec<_>>(), expected);
}

#[test]
fn the_national_day_took_the_place_of_whit_monday() {
    assert_eq!(day_off(day("2004-05-31")), Some(DayOff::WhitMonday));
    assert_eq!(day_off(day("2004-06-06")), None);
    assert_eq!(day_off(day("2005-05-16")), None);
    assert_eq!(day_off(day("2005-06-06")), Some(DayOff::NationalDay));
}

#[test]
fn a_statutory_last_day_moves_to_the_next_weekday() {
    for (ends, last) in [
        // Midsummer's Eve, and the days after it.
        ("2026-06-19", "2026-06-22"),
        ("2026-06-20", "2026-06-22"),
        // Christmas Eve is a Thursday, and Monday is the next weekday.
        ("2026-12-24", "2026-12-28"),
        // New Year's Eve is a Thursday, and then come a holiday and a weekend.
        ("2026-12-31", "2027-01-04"),
        // Good Friday to Easter Monday; Maundy Thursday is a weekday.
        ("2026-04-03", "2026-04-07"),
        ("2026-04-02", "2026-04-02"),
        ("2026-05-01", "2026-05-04"),
        // The eve of Epiphany and the day after Ascension Day are weekdays, whoever is off.
        ("2026-01-05", "2026-01-05"),
        ("2026-05-15", "2026-05-15"),
    ] {
        assert_eq!(statutory_last_day(day(ends)), day(last), "{ends}");
    }
}

#[test]
fn times_are_counted_from_the_day_after() {
    assert_eq!(Period::weeks(3).ends(day("2026-05-29")), day("2026-06-19"));
    assert_eq!(
        Period::weeks(3).statutory_end(day("2026-05-29")),
        day("2026-06-22")
    );
    assert_eq!(Period::months(1).ends(day("2027-01-31")), day("2027-02-28"));
    assert_eq!(Period::months(6).ends(day("2027-08-31")), day("2028-02-29"));
    // Over Christmas and New Year: 23, 28, 29, 30 December and 4 January.
    assert_eq!(
        Period::working_days(5).ends(day("2026-12-22")),
        day("2027-01-04")
    );
    assert_eq!(
        Period::working_days(0).ends(day("2026-12-25")),
        day("2026-12-25")
    );
    assert_eq!(Period::days(1).ends(NaiveDate::MAX), NaiveDate::MAX);
    assert_eq!(Period::working_days(1).ends(NaiveDate::MAX), NaiveDate::MAX);
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..200_000).prop_map(|days| day("1900-01-01") + Days::new(days))
}

proptest! {
    #[test]
    fn a_last_day_is_a_working_day_and_none_before_it_is(ends in some_day()) {
        let last = statutory_last_day(ends);
        prop_assert!(is_working_day(last));
        prop_assert!(ends <= last && last <= ends + Days::new(5));
        for between in ends.iter_days().take_while(|day| *day < last) {
            prop_assert!(!is_working_day(between));
        }
        prop_assert_eq!(statutory_last_day(last), last);
    }

    #[test]
    fn a_later_beginning_never_ends_earlier(from in some_day(), number in 0_u16..400, later in 0_u64..40) {
        let then = from + Days::new(later);
        for period in [Period::days(number), Period::weeks(number), Period::months(number), Period::working_days(number)] {
            prop_assert!(period.ends(from) <= period.ends(then));
            prop_assert!(period.statutory_end(from) <= period.statutory_end(then));
            prop_assert!(period.ends(from) >= from);
        }
    }

    #[test]
    fn working_days_are_those_between(from in some_day(), number in 1_u16..100) {
        let end = Period::working_days(number).ends(from);
        let between = from.iter_days().skip(1).take_while(|day| *day <= end);
        prop_assert_eq!(between.filter(|day| is_working_day(*day)).count(), usize::from(number));
        prop_assert!(is_working_day(end));
    }

    #[test]
    fn a_year_has_its_days_off(year in 2005_i32..2400) {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let off: Vec<_> = first.iter_days().take_while(|day| day.year() == year)
            .filter(|day| day_off(*day).is_some()).collect();
        // Sixteen, unless Ascension Day falls on the first of May.
        let shared = day_off(NaiveDate::from_ymd_opt(year, 5, 1).unwrap()) == Some(DayOff::MayDay)
            && easter_day(year).unwrap() + Days::new(39) == NaiveDate::from_ymd_opt(year, 5, 1).unwrap();
        let whit = easter_day(year).unwrap() + Days::new(49) == NaiveDate::from_ymd_opt(year, 6, 6).unwrap();
        prop_assert_eq!(off.len(), 16 - usize::from(shared) - usize::from(whit));
        prop_assert_eq!(easter_day(year).unwrap().weekday(), Weekday::Sun);
    }
}
