//! Numbers as Swedish readers write and read them: `4 361 000`, `38,00 %`. One reader for all ways in.

use crate::Problem;
use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// The spaces that part groups of three digits: ordinary, unbreakable, narrow and thin.
const GROUP_SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];
/// Years that a plan, a budget or a population can have; anything else is a slip of the pen.
pub(crate) const YEARS: RangeInclusive<i32> = 1800..=2200;
/// So much of what was written is shown.
const SHOWN: usize = 40;

/// A number as it was written: its digits before and after the decimal sign.
pub(crate) struct Written<'t> {
    pub is_negative: bool,
    pub whole: String,
    pub part: &'t str,
}

impl<'t> Written<'t> {
    /// Digits in groups of three divided by one kind of space, or none; one decimal sign, comma or
    /// point; a sign. Nothing else.
    pub fn read(text: &'t str) -> Option<Self> {
        let (is_negative, rest) = signed(text.trim());
        let (whole, part) = match rest.split_once([',', '.']) {
            Some((_, "")) => return None,
            Some((whole, part)) => (whole, part),
            None => (rest, ""),
        };
        let whole = ungrouped(whole)?;
        all_digits(part).then_some(Self {
            is_negative,
            whole,
            part,
        })
    }

    fn decimal(&self) -> Option<Decimal> {
        let sign = if self.is_negative { "-" } else { "" };
        let point = if self.part.is_empty() { "" } else { "." };
        Decimal::from_str_exact(&format!("{sign}{}{point}{}", self.whole, self.part)).ok()
    }

    /// The number without decimal sign, with so many of its digits after it. Nothing when it is too large.
    pub fn scaled(&self, decimals: usize) -> Option<i64> {
        let sign = if self.is_negative { "-" } else { "" };
        format!("{sign}{}{:0<decimals$}", self.whole, self.part)
            .parse()
            .ok()
    }
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = match text.chars().find(|c| GROUP_SPACES.contains(c)) {
        Some(space) => text.split(space).collect(),
        None => vec![text],
    };
    let (first, others) = groups.split_first()?;
    let fits = others.is_empty() || first.len() <= 3 && others.iter().all(|one| one.len() == 3);
    let is_whole = !first.is_empty() && groups.iter().all(|group| all_digits(group));
    (fits && is_whole).then(|| groups.concat())
}

/// Reads `1 234,5`, `1234.5` and `−3`. Fails with `number_invalid`, which says what would be right.
pub fn parse_decimal(text: &str) -> Result<Decimal, Problem> {
    let read = Written::read(text).and_then(|written| written.decimal());
    read.ok_or_else(|| unread(Problem::invalid("number_invalid"), text, None))
}

/// Reads a percentage with or without its sign: `38,00 %`, `38%` and `38` are the same. Fails with
/// `number_invalid`.
pub fn parse_percent(text: &str) -> Result<Decimal, Problem> {
    let bare = text.trim();
    let bare = bare.strip_suffix('%').map_or(bare, str::trim_end);
    parse_decimal(bare).map_err(|_| unread(Problem::invalid("number_invalid"), text, None))
}

/// Reads `4 361 000`. Fails with `integer_invalid`, also on decimals that are zero.
pub fn parse_integer(text: &str) -> Result<i64, Problem> {
    let read = Written::read(text).filter(|written| written.part.is_empty());
    read.and_then(|written| written.scaled(0))
        .ok_or_else(|| unread(Problem::invalid("integer_invalid"), text, Some(0)))
}

/// Reads a year of four digits. Fails with `year_invalid`.
pub fn parse_year(text: &str) -> Result<i32, Problem> {
    let digits = text.trim();
    let year = (digits.len() == 4 && all_digits(digits))
        .then(|| digits.parse().ok())
        .flatten();
    year.filter(|year| YEARS.contains(year))
        .ok_or_else(|| Problem::invalid("year_invalid").with("value", shown(text)))
}

/// The problem that a number cannot be read, with up to two readings that it may have been meant to
/// have; `none` where there is none. `decimals` is how many it may have.
pub(crate) fn unread(problem: Problem, text: &str, decimals: Option<usize>) -> Problem {
    let bare = text.trim().trim_end_matches('%').trim_end();
    let mut readings = readings(bare, decimals).into_iter();
    let mut reading = || readings.next().unwrap_or_else(|| "none".to_owned());
    problem
        .with("value", shown(text))
        .with("meant", reading())
        .with("other", reading())
}

fn shown(text: &str) -> String {
    let line = text.trim().replace(['\r', '\n', '\t'], " ");
    line.chars().take(SHOWN).collect()
}

/// `100.000` may be 100 000 or 100,00 kronor; `1.234,50` and `1'234.50` are 1 234,50.
fn readings(text: &str, decimals: Option<usize>) -> Vec<String> {
    let (is_negative, rest) = signed(text);
    let marks: Vec<char> = rest.chars().filter(|c| !c.is_ascii_digit()).collect();
    let known = |c: &char| GROUP_SPACES.contains(c) || matches!(c, ',' | '.' | '\'' | '’');
    let runs: Vec<&str> = rest.split(|c: char| !c.is_ascii_digit()).collect();
    let is_usual = marks.iter().all(known) && rest.len() <= SHOWN;
    let (Some(last_mark), Some((last, before)), true) = (marks.last(), runs.split_last(), is_usual)
    else {
        return Vec::new();
    };
    let sign = if is_negative { "\u{2212}" } else { "" };
    let allowed = decimals.unwrap_or(usize::MAX);
    let written = |whole: &[&str], part: &str| {
        let whole = whole.concat();
        let whole = if whole.is_empty() { "0" } else { &whole };
        let comma = if part.is_empty() { "" } else { "," };
        format!("{sign}{}{comma}{part}", group_digits(whole))
    };
    let same_marks = |marks: &[char]| marks.windows(2).all(|two| two[0] == two[1]);
    let mut found = Vec::new();
    if !GROUP_SPACES.contains(last_mark) && in_groups(&runs) && same_marks(&marks) {
        found.push(written(&runs, ""));
    }
    let others = &marks[..marks.len() - 1];
    let fitting = last.trim_end_matches('0').len() <= allowed;
    let is_decimal = matches!(last_mark, ',' | '.') && !others.contains(last_mark) && fitting;
    if is_decimal && same_marks(others) && (before.len() == 1 || in_groups(before)) {
        let part = &last[..last.len().min(allowed)];
        found.push(written(before, part));
    }
    found
}

fn in_groups(runs: &[&str]) -> bool {
    let first = runs.first().map_or(0, |run| run.len());
    (1..=3).contains(&first) && runs.iter().skip(1).all(|run| run.len() == 3)
}

/// `4361000` → `4 361 000`, with spaces that do not break.
pub fn format_integer(number: i64) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", group_digits(&number.unsigned_abs().to_string()))
}

/// A decimal with a comma and as many decimals as it has: `0,5`, `1 234,56`.
pub fn format_decimal(number: Decimal) -> String {
    let text = number.abs().normalize().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if number.is_sign_negative() && !number.is_zero() {
        "\u{2212}"
    } else {
        ""
    };
    let comma = if decimals.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{decimals}", group_digits(whole))
}

/// `38` → `38,00 %`: at least two decimals, more when the number has more.
pub fn format_percent(percent: Decimal) -> String {
    let text = format_decimal(percent);
    let decimals = text
        .split_once(',')
        .map_or(0, |(_, decimals)| decimals.len());
    let comma = if decimals == 0 { "," } else { "" };
    let zeros = "0".repeat(2_usize.saturating_sub(decimals));
    format!("{text}{comma}{zeros}\u{a0}%")
}

/// Puts a space that does not break between groups of three digits.
pub(crate) fn group_digits(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
