//! Lines with what they name: alternative, category, effect, and how they are divided.

use super::alternative_of;
use super::amounts::{ByLine, not_taking_part};
use super::names::{named, plain, unique, unknown};
use crate::BusinessCase;
use crate::model::{Direction, Division, Holder, Line, Price, Share};
use crate::rows::{CaseLine, Category, Counting, LineDirection, LineDivision, ShareRow, Valuation};
use rust_decimal::Decimal;
use samverk_engine::Exact;
use samverk_foundation::{Key, Problem, Problems, format_percent};

pub(super) fn lines(
    case: &BusinessCase,
    mut amounts: ByLine,
    parties: &[Key],
    problems: &mut Problems,
) -> Vec<Line> {
    unique(
        "lines",
        case.lines.iter().map(|line| -> &str { &line.name }),
        problems,
    );
    check_shares(case, parties, problems);
    let mut all = Vec::new();
    for (place, row) in case.lines.iter().enumerate() {
        let at = |column: &str| format!("lines.{place}.{column}");
        let alternative = alternative_of(case, &row.alternative);
        if alternative.is_none() {
            let names = case.alternatives.iter().map(|one| -> &str { &one.name });
            problems.push(unknown(&row.alternative, names).at_field(&at("alternative")));
        }
        let category = category(case, (place, row), problems);
        let price = price(&mut amounts, (place, row), problems);
        let division = division(case, (place, row), problems);
        let take_home = take_home((place, row), problems);
        check_effect_and_prices(case, (place, row), problems);
        let Some(alternative) = alternative else {
            continue;
        };
        all.push(Line {
            name: row.name.to_string(),
            alternative,
            direction: match row.direction {
                LineDirection::Benefit => Direction::Benefit,
                LineDirection::Cost => Direction::Cost,
            },
            category: category.map(|one| one.name.to_string()).unwrap_or_default(),
            is_counted: category.is_some_and(|one| one.counting == Counting::Counted),
            price,
            take_home,
            division,
        });
    }
    all
}

/// What is valued in money has a category; what is told in words may have one.
fn category<'c>(
    case: &'c BusinessCase,
    (place, row): (usize, &CaseLine),
    problems: &mut Problems,
) -> Option<&'c Category> {
    let at = format!("lines.{place}.category");
    if row.category.trim().is_empty() {
        if row.valuation == Valuation::Money {
            problems.push(Problem::invalid("category_needed").at_field(&at));
        }
        return None;
    }
    let mut all = case.categories.iter();
    let found = all.find(|one| named(&one.name, &row.category));
    if found.is_none() {
        let names = case.categories.iter().map(|one| -> &str { &one.name });
        problems.push(unknown(&row.category, names).at_field(&at));
    }
    found
}

fn price(amounts: &mut ByLine, (place, row): (usize, &CaseLine), problems: &mut Problems) -> Price {
    let amounts = amounts.remove(&plain(&row.name));
    match (row.valuation, amounts) {
        (Valuation::Money, amounts) => {
            Price::Money(amounts.map(|(_, amounts)| amounts).unwrap_or_default())
        }
        (Valuation::Words, Some((first, _))) => {
            let both = Problem::invalid("line_of_words_has_amounts").with("value", &row.name);
            problems.push(both.at_field(&format!("amounts.{first}.line")));
            Price::Words(row.text.to_string())
        }
        (Valuation::Words, None) => {
            if row.text.trim().is_empty() {
                let needed = Problem::invalid("words_needed");
                problems.push(needed.at_field(&format!("lines.{place}.text")));
            }
            Price::Words(row.text.to_string())
        }
    }
}

fn division(
    case: &BusinessCase,
    (place, row): (usize, &CaseLine),
    problems: &mut Problems,
) -> Division {
    let at = format!("lines.{place}.division");
    let shares = shares_of(case, &row.name);
    match (row.division, shares.is_empty()) {
        (None, true) => Division::None,
        (Some(_), false) => {
            problems.push(Problem::invalid("division_twice").at_field(&at));
            Division::None
        }
        (Some(LineDivision::Distribution), true) => {
            if case.distribution.is_none() {
                problems.push(Problem::invalid("distribution_needed").at_field(&at));
            }
            Division::Distribution
        }
        (Some(LineDivision::Equally), true) => Division::Equally,
        (Some(LineDivision::Each), true) => Division::Each,
        (None, false) => {
            let sum: Decimal = shares.iter().map(|(_, share)| share.percent.0).sum();
            if sum != Decimal::ONE_HUNDRED
                && let Some((first, _)) = shares.first()
            {
                let wrong = Problem::invalid("shares_not_hundred")
                    .with("value", &row.name)
                    .with("percent", format_percent(sum));
                problems.push(wrong.at_field(&format!("shares.{first}.percent")));
            }
            Division::Shares(shares.into_iter().map(|(_, row)| share(row)).collect())
        }
    }
}

fn shares_of<'c>(case: &'c BusinessCase, line: &str) -> Vec<(usize, &'c ShareRow)> {
    let all = case.shares.iter().enumerate();
    all.filter(|(_, row)| named(&row.line, line)).collect()
}

fn share(row: &ShareRow) -> Share {
    Share {
        holder: match &row.party {
            Some(party) => Holder::Party(party.clone()),
            None => Holder::Named(row.holder.trim().to_owned()),
        },
        part: Exact::percent(row.percent.0),
    }
}

fn check_shares(case: &BusinessCase, parties: &[Key], problems: &mut Problems) {
    for (place, row) in case.shares.iter().enumerate() {
        let at = |column: &str| format!("shares.{place}.{column}");
        if !case.lines.iter().any(|line| named(&line.name, &row.line)) {
            let names = case.lines.iter().map(|line| -> &str { &line.name });
            problems.push(unknown(&row.line, names).at_field(&at("line")));
        }
        match (&row.party, row.holder.trim().is_empty()) {
            (None, true) => {
                problems.push(Problem::invalid("share_without_holder").at_field(&at("party")));
            }
            (Some(_), false) => {
                problems.push(Problem::invalid("share_with_two_holders").at_field(&at("holder")));
            }
            (Some(party), true) if !parties.contains(party) => {
                problems.push(not_taking_part(party).at_field(&at("party")));
            }
            _ => {}
        }
        if row.percent.0.is_sign_negative() && !row.percent.0.is_zero() {
            let negative = Problem::invalid("number_negative");
            let negative = negative.with("value", format_percent(row.percent.0));
            problems.push(negative.at_field(&at("percent")));
        }
    }
}

/// Of one. What is not really saved is no benefit; a cost is paid whole.
fn take_home((place, row): (usize, &CaseLine), problems: &mut Problems) -> Exact {
    let at = format!("lines.{place}.take_home");
    let Some(percent) = row.take_home.map(|percent| percent.0) else {
        return Exact::integer(1);
    };
    if row.direction == LineDirection::Cost && percent != Decimal::ONE_HUNDRED {
        problems.push(Problem::invalid("take_home_of_cost").at_field(&at));
    }
    if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent) {
        let out = Problem::invalid("take_home_out_of_range");
        let out = out.with("value", format_percent(percent));
        problems.push(out.at_field(&at));
    }
    Exact::percent(percent)
}

fn check_effect_and_prices(
    case: &BusinessCase,
    (place, row): (usize, &CaseLine),
    problems: &mut Problems,
) {
    let is_known = |name: &str| case.effects.iter().any(|one| named(&one.name, name));
    if !row.effect.trim().is_empty() && !is_known(&row.effect) {
        let names = case.effects.iter().map(|one| -> &str { &one.name });
        let unknown = unknown(&row.effect, names);
        problems.push(unknown.at_field(&format!("lines.{place}.effect")));
    }
    if let Some(year) = row.price_year.filter(|year| *year != case.price_year) {
        let mixed = Problem::invalid("price_level_mixed")
            .with("year", year.0)
            .with("stated", case.price_year.0);
        problems.push(mixed.at_field(&format!("lines.{place}.price_year")));
    }
}
