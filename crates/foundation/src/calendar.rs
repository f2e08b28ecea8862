//! Swedish days off, and when a time limit ends. Pure: no clock, no data that grows old.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A day that is free by law every year, or is counted as one when a statutory time ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff {
    NewYearsDay,
    Epiphany,
    GoodFriday,
    EasterDay,
    EasterMonday,
    MayDay,
    AscensionDay,
    WhitSunday,
    /// A holiday until 2004, when the national day took its place.
    WhitMonday,
    NationalDay,
    MidsummersEve,
    MidsummersDay,
    AllSaintsDay,
    ChristmasEve,
    ChristmasDay,
    BoxingDay,
    NewYearsEve,
}

/// In this year the national day became a holiday (SFS 2004:1320).
const NATIONAL_DAY_FROM: i32 = 2005;

/// The day off that this day is, Saturdays and Sundays aside: the holidays of lag (1989:253) om allmänna
/// helgdagar, and the three eves of lag (1930:173) om beräkning av lagstadgad tid.
pub fn day_off(day: NaiveDate) -> Option<DayOff> {
    fixed(day).or_else(|| movable(day))
}

fn fixed(day: NaiveDate) -> Option<DayOff> {
    Some(match (day.month(), day.day()) {
        (1, 1) => DayOff::NewYearsDay,
        (1, 6) => DayOff::Epiphany,
        (5, 1) => DayOff::MayDay,
        (6, 6) if day.year() >= NATIONAL_DAY_FROM => DayOff::NationalDay,
        (12, 24) => DayOff::ChristmasEve,
        (12, 25) => DayOff::ChristmasDay,
        (12, 26) => DayOff::BoxingDay,
        (12, 31) => DayOff::NewYearsEve,
        // The Friday and Saturday of one week of June, and the Saturday nearest after October.
        (6, 19..=25) if day.weekday() == Weekday::Fri => DayOff::MidsummersEve,
        (6, 20..=26) if day.weekday() == Weekday::Sat => DayOff::MidsummersDay,
        (10, 31) | (11, 1..=6) if day.weekday() == Weekday::Sat => DayOff::AllSaintsDay,
        _ => return None,
    })
}

fn movable(day: NaiveDate) -> Option<DayOff> {
    let easter = easter_day(day.year())?;
    Some(match day.signed_duration_since(easter).num_days() {
        -2 => DayOff::GoodFriday,
        0 => DayOff::EasterDay,
        1 => DayOff::EasterMonday,
        39 => DayOff::AscensionDay,
        49 => DayOff::WhitSunday,
        50 if day.year() < NATIONAL_DAY_FROM => DayOff::WhitMonday,
        _ => return None,
    })
}

/// Easter day of the Gregorian calendar: the first Sunday after the first full moon of spring, by the
/// computation that Butcher's Ecclesiastical Calendar (1876) gives.
pub fn easter_day(year: i32) -> Option<NaiveDate> {
    let (golden, century, of_century) = (
        year.rem_euclid(19),
        year.div_euclid(100),
        year.rem_euclid(100),
    );
    let correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4)
        - epact
        - of_century.rem_euclid(4))
    .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let from_march = epact + weekday - 7 * late + 114;
    let (month, day) = (from_march.div_euclid(31), from_march.rem_euclid(31) + 1);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Whether people work: no Saturday, Sunday, holiday, or eve of Midsummer, Christmas or New Year.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && day_off(day).is_none()
}

/// The last day of a statutory time that would end on this day: the next weekday when it is a Saturday, a
/// Sunday, a holiday, or one of the three eves (lag 1930:173, section 2).
pub fn statutory_last_day(day: NaiveDate) -> NaiveDate {
    let mut last = day;
    while !is_working_day(last) {
        match last.succ_opt() {
            Some(next) => last = next,
            None => return day,
        }
    }
    last
}

/// In what a time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Days,
    WorkingDays,
    Weeks,
    /// A month ends on the day of the same number, or on its last day (lag 1930:173, section 1).
    Months,
}

/// How long somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub number: u16,
    pub counted: Counted,
}

impl Period {
    pub const fn days(number: u16) -> Self {
        Self {
            number,
            counted: Counted::Days,
        }
    }

    pub const fn working_days(number: u16) -> Self {
        Self {
            number,
            counted: Counted::WorkingDays,
        }
    }

    pub const fn weeks(number: u16) -> Self {
        Self {
            number,
            counted: Counted::Weeks,
        }
    }

    pub const fn months(number: u16) -> Self {
        Self {
            number,
            counted: Counted::Months,
        }
    }

    /// The day on which the time ends, counted from the day after.
    pub fn ends(self, from: NaiveDate) -> NaiveDate {
        let days = |number: u64| from.checked_add_days(Days::new(number));
        let end = match self.counted {
            Counted::Days => days(self.number.into()),
            Counted::Weeks => days(7 * u64::from(self.number)),
            Counted::Months => from.checked_add_months(Months::new(self.number.into())),
            Counted::WorkingDays => Some(after_working_days(from, self.number)),
        };
        end.unwrap_or(NaiveDate::MAX)
    }

    /// The same when the law gives the time: the last day on which what is to be done can be done.
    pub fn statutory_end(self, from: NaiveDate) -> NaiveDate {
        statutory_last_day(self.ends(from))
    }
}

/// So many working days later; the same day for none.
fn after_working_days(from: NaiveDate, number: u16) -> NaiveDate {
    let mut later = from.iter_days().skip(1).filter(|day| is_working_day(*day));
    match number.checked_sub(1) {
        Some(before) => later.nth(before.into()),
        None => Some(from),
    }
    .unwrap_or(NaiveDate::MAX)
}
