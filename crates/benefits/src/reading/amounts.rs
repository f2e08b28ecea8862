//! The amounts of lines: money, or hours that a rate values.

use super::names::{plain, unknown};
use crate::BusinessCase;
use crate::model::{Amount, Estimate, Rates, Unit};
use crate::rows::{AmountRow, AmountUnit, LineDivision};
use rust_decimal::Decimal;
use samverk_engine::Exact;
use samverk_foundation::{Key, Problem, Problems, format_decimal};
use std::collections::BTreeMap;

/// By the name of the line as names are compared, with the place of the first row.
pub(super) type ByLine = BTreeMap<String, (usize, Vec<Amount>)>;

pub(super) fn amounts_by_line(
    case: &BusinessCase,
    parties: &[Key],
    rates: &Rates,
    problems: &mut Problems,
) -> ByLine {
    let mut found = ByLine::new();
    let names = || case.lines.iter().map(|line| -> &str { &line.name });
    for (place, row) in case.amounts.iter().enumerate() {
        let name = plain(&row.line);
        if !names().any(|line| plain(line) == name) {
            let unknown = unknown(&row.line, names());
            problems.push(unknown.at_field(&format!("amounts.{place}.line")));
            continue;
        }
        let before = problems.0.len();
        if let Some(party) = row.party.as_ref().filter(|party| !parties.contains(party)) {
            problems.push(not_taking_part(party).at_field(&format!("amounts.{place}.party")));
        }
        let amount = amount(case, (place, row), problems);
        if let Some(amount) = amount.filter(|_| problems.0.len() == before) {
            let needed = rates_needed(case, &name, &amount, parties);
            problems.extend(missing_rate(case, (place, &amount), rates, &needed));
            found
                .entry(name)
                .or_insert((place, Vec::new()))
                .1
                .push(amount);
        }
    }
    found
}

pub(super) fn not_taking_part(party: &Key) -> Problem {
    Problem::invalid("party_not_taking_part").with("party", party)
}

fn amount(
    case: &BusinessCase,
    (place, row): (usize, &AmountRow),
    problems: &mut Problems,
) -> Option<Amount> {
    let at = |column: &str| format!("amounts.{place}.{column}");
    let to_year = row.to_year.unwrap_or(row.from_year);
    if to_year.0 < row.from_year.0 {
        problems.push(Problem::invalid("amount_years_backwards").at_field(&at("to_year")));
    }
    let from = year_of(case, row.from_year.0, &at("from_year"), problems);
    let to = year_of(case, to_year.0, &at("to_year"), problems);
    let (low, high) = (
        row.low.unwrap_or(row.likely),
        row.high.unwrap_or(row.likely),
    );
    for (column, value) in [("low", low), ("likely", row.likely), ("high", high)] {
        if value.is_sign_negative() && !value.is_zero() {
            let value = format_decimal(value);
            let negative = Problem::invalid("number_negative").with("value", value);
            problems.push(negative.at_field(&at(column)));
        }
    }
    if row.likely < low {
        problems.push(Problem::invalid("estimate_not_rising").at_field(&at("low")));
    }
    if high < row.likely {
        problems.push(Problem::invalid("estimate_not_rising").at_field(&at("high")));
    }
    let exact = |number: Decimal| match row.unit {
        AmountUnit::Money => Exact::kronor(number),
        AmountUnit::Hours => Exact::decimal(number),
    };
    Some(Amount {
        party: row.party.clone(),
        from: from?,
        to: to?,
        unit: match row.unit {
            AmountUnit::Money => Unit::Money,
            AmountUnit::Hours => Unit::Hours,
        },
        estimate: Estimate {
            low: exact(low),
            likely: exact(row.likely),
            high: exact(high),
        },
    })
}

/// Counted from year 0. Fails with `amount_outside_years`.
fn year_of(case: &BusinessCase, year: i32, at: &str, problems: &mut Problems) -> Option<usize> {
    let first = case.first_year.0;
    let number = i64::from(year) - i64::from(first);
    if (0..=case.years.0).contains(&number) {
        return usize::try_from(number).ok();
    }
    let outside = Problem::invalid("amount_outside_years")
        .with("year", year)
        .with("first", first)
        .with("last", i64::from(first) + case.years.0);
    problems.push(outside.at_field(at));
    None
}

/// Whose rates value the hours; none is the rate of all.
fn rates_needed(
    case: &BusinessCase,
    line: &str,
    amount: &Amount,
    parties: &[Key],
) -> Vec<Option<Key>> {
    if let Some(party) = &amount.party {
        return vec![Some(party.clone())];
    }
    let line = case.lines.iter().find(|one| plain(&one.name) == line);
    match line.and_then(|line| line.division) {
        Some(LineDivision::Each) => parties.iter().cloned().map(Some).collect(),
        _ => vec![None],
    }
}

/// Fails with `hourly_rate_missing`, once, at the row that needs it.
fn missing_rate(
    case: &BusinessCase,
    (place, amount): (usize, &Amount),
    rates: &Rates,
    needed: &[Option<Key>],
) -> Option<Problem> {
    if amount.unit != Unit::Hours {
        return None;
    }
    let years = amount.from..=amount.to;
    let mut lacking = years.flat_map(|year| needed.iter().map(move |party| (year, party)));
    let (year, party) =
        lacking.find(|(year, party)| rates.find(party.as_ref(), *year).is_none())?;
    let year = i64::from(case.first_year.0) + i64::try_from(year).unwrap_or_default();
    let party = party.as_ref().map_or("all", Key::as_str);
    let missing = Problem::invalid("hourly_rate_missing")
        .with("year", year)
        .with("party", party);
    Some(missing.at_field(&format!("amounts.{place}.unit")))
}
