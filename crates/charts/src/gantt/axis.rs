//! The time axis: whole months, quarters or years, whichever the span needs.

use super::{GanttActivity, GanttWords};
use crate::WIDTH;
use crate::paint::GREY;
use crate::svg::{Anchor, Svg};
use crate::text::{self, LINE_HEIGHT};
use chrono::{Datelike, NaiveDate};

const QUARTER: i32 = 3;
const YEAR: i32 = 12;
/// Months a line, and up to how many months they are used.
const UNITS: [(i32, i32); 7] = [
    (1, 18),
    (QUARTER, 60),
    (YEAR, 240),
    (YEAR * 5, 1_200),
    (YEAR * 20, 4_800),
    (YEAR * 100, 24_000),
    (YEAR * 1_000, i32::MAX),
];

pub(crate) struct Axis {
    /// Months since the year zero; the last one is not within.
    first: i32,
    last: i32,
    /// Months from one line to the next.
    unit: i32,
}

impl Axis {
    /// Over all dates, with a unit to spare where an end is open. None without any date.
    pub fn over<'a>(
        activities: impl Iterator<Item = &'a GanttActivity> + Clone,
        window: Option<(NaiveDate, NaiveDate)>,
    ) -> Option<Self> {
        let dates = || {
            let further = |one: &'a GanttActivity| one.further.iter().map(|(day, _)| *day);
            let own = |one: &'a GanttActivity| [one.from, one.to].into_iter().flatten();
            let window = window.into_iter().flat_map(|(from, to)| [from, to]);
            activities
                .clone()
                .flat_map(move |one| own(one).chain(further(one)))
                .chain(window)
        };
        let (first, last) = (month_of(dates().min()?), month_of(dates().max()?));
        let span = last - first + 1;
        let unit = UNITS
            .iter()
            .find(|(_, most)| span <= *most)
            .map_or(YEAR, |unit| unit.0);
        let open = |of: fn(&GanttActivity) -> (Option<NaiveDate>, Option<NaiveDate>)| {
            activities
                .clone()
                .any(|one| matches!(of(one), (None, Some(_))))
        };
        let open_start = i32::from(open(|one| (one.from, one.to)));
        let open_end = i32::from(open(|one| (one.to, one.from)));
        Some(Self {
            first: (first.div_euclid(unit) - open_start) * unit,
            last: (last.div_euclid(unit) + 1 + open_end) * unit,
            unit,
        })
    }

    pub fn holds(&self, date: NaiveDate) -> bool {
        (self.first..self.last).contains(&month_of(date))
    }

    /// Where a day begins.
    pub fn position(&self, date: NaiveDate) -> f64 {
        let in_month = f64::from(date.day0()) / f64::from(days_in(date));
        self.at(f64::from(month_of(date)) + in_month)
    }

    /// Where a day ends.
    pub fn after(&self, date: NaiveDate) -> f64 {
        let day = f64::from(date.day()) / f64::from(days_in(date));
        self.at(f64::from(month_of(date)) + day)
    }

    fn at(&self, month: f64) -> f64 {
        let share = (month - f64::from(self.first)) / f64::from((self.last - self.first).max(1));
        share.clamp(0.0, 1.0) * WIDTH
    }

    /// The ends of a bar, the last day within it. None without any date.
    pub fn ends(&self, activity: &GanttActivity) -> Option<(f64, f64)> {
        let from = activity.from.map(|date| self.position(date));
        let to = activity.to.map(|date| self.after(date));
        (from.is_some() || to.is_some()).then(|| (from.unwrap_or(0.0), to.unwrap_or(WIDTH)))
    }

    fn starts(&self) -> impl Iterator<Item = i32> {
        (self.first..self.last).step_by(usize::try_from(self.unit).unwrap_or(1))
    }

    /// Where the lines are, without the outer ones.
    pub fn lines(&self) -> impl Iterator<Item = f64> {
        self.starts().skip(1).map(|month| self.at(f64::from(month)))
    }

    /// Draws the words, and gives their lower end.
    pub fn draw(&self, svg: &mut Svg, words: &GanttWords, top: f64) -> f64 {
        let mut top = top + 4.0;
        if self.unit < YEAR {
            let year = |month: &i32| *month == self.first || month.rem_euclid(YEAR) == 0;
            let years: Vec<_> = self
                .starts()
                .filter(year)
                .map(|month| (month, year_of(month)))
                .collect();
            self.draw_words(svg, keep_later(self, years), top);
            top += LINE_HEIGHT;
        }
        let units: Vec<_> = self
            .starts()
            .map(|month| (month, self.word(month, words)))
            .collect();
        let widest = units
            .iter()
            .map(|unit| text::width(&unit.1))
            .fold(0.0, f64::max);
        let pitch = self.at(f64::from(self.first + self.unit)).max(1.0);
        let every = (1..=units.len()).find(|n| crate::paint::count(*n) * pitch >= widest + 5.0);
        let units = units
            .into_iter()
            .step_by(every.unwrap_or(usize::MAX))
            .collect();
        self.draw_words(svg, units, top);
        let bottom = top + LINE_HEIGHT + 2.0;
        svg.line("chart-axis", GREY, [0.0, bottom, WIDTH, bottom]);
        bottom
    }

    fn word(&self, month: i32, words: &GanttWords) -> String {
        let of_year = usize::try_from(month.rem_euclid(YEAR)).unwrap_or(0);
        match self.unit {
            1 => words.months[of_year].clone(),
            QUARTER => words.quarters[of_year / 3].clone(),
            _ => year_of(month),
        }
    }

    /// A word that would pass the right end is left out.
    fn draw_words(&self, svg: &mut Svg, words: Vec<(i32, String)>, top: f64) {
        for (month, word) in words {
            let x = self.at(f64::from(month));
            svg.line(
                "chart-axis",
                GREY,
                [x, top + 3.0, x, top + LINE_HEIGHT + 2.0],
            );
            let left = (x + 3.0).min(WIDTH - text::width(&word));
            if left >= x {
                let place = (left, top + LINE_HEIGHT / 2.0);
                svg.colored(place, Anchor::Start, crate::paint::INK, &word);
            }
        }
    }
}

/// A year too short for its word, at the beginning, gives way to the next.
fn keep_later(axis: &Axis, years: Vec<(i32, String)>) -> Vec<(i32, String)> {
    let mut kept: Vec<(i32, String)> = Vec::new();
    for (month, year) in years.into_iter().rev() {
        let end = axis.at(f64::from(month)) + text::width(&year) + 6.0;
        let meets = kept
            .last()
            .is_some_and(|next| end > axis.at(f64::from(next.0)));
        if !meets {
            kept.push((month, year));
        }
    }
    kept.reverse();
    kept
}

fn month_of(date: NaiveDate) -> i32 {
    date.year() * YEAR + date.month0().cast_signed()
}

fn year_of(month: i32) -> String {
    month.div_euclid(YEAR).to_string()
}

fn days_in(date: NaiveDate) -> u32 {
    match date.month() {
        4 | 6 | 9 | 11 => 30,
        2 if date.leap_year() => 29,
        2 => 28,
        _ => 31,
    }
}
