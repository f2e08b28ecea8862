//! From what people write to what can be computed. What is wrong is told at its row and column.

mod amounts;
mod lines;
mod names;

use crate::BusinessCase;
use crate::model::{Case, Discount, Rates};
use crate::rows::{Alternative, AlternativeRole};
use amounts::amounts_by_line;
use lines::lines;
use names::{named, unique};
use samverk_engine::Exact;
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::Gathered;
use std::collections::BTreeSet;

/// What may be wrong beside what the fields say of themselves.
pub(crate) const CODES: &[&str] = &[
    "case_without_years",
    "discount_rate_impossible",
    "discount_year_missing",
    "discount_year_twice",
    "doing_nothing_missing",
    "doing_nothing_twice",
    "alternative_missing",
    "proposed_twice",
    "case_name_twice",
    "case_name_unknown",
    "case_name_missing",
    "category_needed",
    "words_needed",
    "line_of_words_has_amounts",
    "division_twice",
    "distribution_needed",
    "shares_not_hundred",
    "share_without_holder",
    "share_with_two_holders",
    "take_home_of_cost",
    "take_home_out_of_range",
    "price_level_mixed",
    "amount_outside_years",
    "amount_years_backwards",
    "estimate_not_rising",
    "number_negative",
    "hourly_rate_missing",
    "hourly_rate_twice",
    "party_twice",
    "party_not_taking_part",
];

/// As many as the field of [`BusinessCase::years`] takes.
const MOST_YEARS: i64 = 60;

/// What a rule needs to know beside the case.
pub(crate) fn check(case: &BusinessCase, members: &Gathered) -> Problems {
    let none = Vec::new();
    let members = members.downcast_ref::<Vec<Key>>().unwrap_or(&none);
    read_case(case, members).err().unwrap_or_default()
}

/// A case that can be computed; `members` take part when it does not say who does. A draft without lines is one, and comes to nothing.
pub fn read_case(case: &BusinessCase, members: &[Key]) -> Result<Case, Problems> {
    let mut problems = Problems::default();
    let alternatives = alternatives(case, &mut problems);
    let parties = participants(case, members, &mut problems);
    let discount = discount(case, &mut problems);
    let rates = rates(case, &mut problems);
    let effects = case.effects.iter().map(|effect| -> &str { &effect.name });
    unique("effects", effects, &mut problems);
    let categories = case
        .categories
        .iter()
        .map(|category| -> &str { &category.name });
    unique("categories", categories, &mut problems);
    let amounts = amounts_by_line(case, &parties, &rates, &mut problems);
    let lines = lines(case, amounts, &parties, &mut problems);
    let (Some(discount), Some((nothing, proposed))) = (discount, alternatives) else {
        return Err(problems);
    };
    problems.or(Case {
        first_year: case.first_year.0,
        discount,
        alternatives: case
            .alternatives
            .iter()
            .map(|one| one.name.to_string())
            .collect(),
        nothing,
        proposed,
        lines,
        rates,
        parties,
    })
}

/// The places of doing nothing and of what is proposed: what is marked so, or else the first other one.
fn alternatives(case: &BusinessCase, problems: &mut Problems) -> Option<(usize, usize)> {
    let all = &case.alternatives;
    let names = all.iter().map(|one| -> &str { &one.name });
    unique("alternatives", names, problems);
    let of_role = |role| {
        let all = all.iter().enumerate();
        all.filter(move |(_, one)| one.role == role)
    };
    let mut nothing = of_role(AlternativeRole::Nothing);
    let first = nothing.next().map(|(place, _)| place);
    if let Some((place, _)) = nothing.next() {
        let twice = Problem::invalid("doing_nothing_twice");
        problems.push(twice.at_field(&format!("alternatives.{place}.role")));
    }
    let mut proposed = of_role(AlternativeRole::Proposed);
    let wanted = proposed.next().map(|(place, _)| place);
    if let Some((place, _)) = proposed.next() {
        let twice = Problem::invalid("proposed_twice");
        problems.push(twice.at_field(&format!("alternatives.{place}.role")));
    }
    let Some(first) = first else {
        problems.push(Problem::invalid("doing_nothing_missing").at_field("alternatives"));
        return None;
    };
    let other = all
        .iter()
        .position(|one| one.role != AlternativeRole::Nothing);
    let Some(proposed) = wanted.or(other) else {
        problems.push(Problem::invalid("alternative_missing").at_field("alternatives"));
        return None;
    };
    Some((first, proposed))
}

fn participants(case: &BusinessCase, members: &[Key], problems: &mut Problems) -> Vec<Key> {
    if case.participants.is_empty() {
        return members.to_vec();
    }
    let mut seen = BTreeSet::new();
    for (place, one) in case.participants.iter().enumerate() {
        if !seen.insert(&one.party) {
            let twice = Problem::invalid("party_twice").with("party", &one.party);
            problems.push(twice.at_field(&format!("participants.{place}.party")));
        }
    }
    let listed = case.participants.iter().map(|one| one.party.clone());
    listed.collect()
}

fn discount(case: &BusinessCase, problems: &mut Problems) -> Option<Discount> {
    // More are refused by the field itself; nothing is reckoned of them.
    let years = usize::try_from(case.years.0.clamp(0, MOST_YEARS)).unwrap_or_default();
    let mut seen = BTreeSet::new();
    for (place, step) in case.discount_steps.iter().enumerate() {
        if !seen.insert(step.from_year.0) {
            let twice = Problem::invalid("discount_year_twice").with("year", step.from_year.0);
            problems.push(twice.at_field(&format!("discount_steps.{place}.from_year")));
        }
    }
    let first = i64::from(case.first_year.0);
    let steps = case.discount_steps.iter().map(|step| {
        let year = i64::from(step.from_year.0) - first;
        (year, Exact::percent(step.rate.0))
    });
    let steps: Vec<(i64, Exact)> = steps.collect();
    let refused = |problem: Problem| {
        let number = problem.values.iter().find(|(name, _)| *name == "number");
        let number = number.and_then(|(_, value)| value.parse::<i64>().ok());
        let number = number.unwrap_or_default();
        match problem.code {
            "case_without_years" => problem.at_field("years"),
            "discount_rate_impossible" => {
                problem.at_field(&format!("discount_steps.{number}.rate"))
            }
            _ => problem
                .with("year", first + number)
                .at_field("discount_steps"),
        }
    };
    match Discount::of(years, &steps) {
        Ok(discount) => Some(discount),
        Err(problem) => {
            problems.push(refused(problem));
            None
        }
    }
}

fn rates(case: &BusinessCase, problems: &mut Problems) -> Rates {
    let first = i64::from(case.first_year.0);
    let mut seen = BTreeSet::new();
    let mut rates = Vec::new();
    for (place, row) in case.rates.iter().enumerate() {
        let at = |column: &str| format!("rates.{place}.{column}");
        if row.rate.is_sign_negative() && !row.rate.is_zero() {
            let negative = Problem::invalid("number_negative").with("value", row.rate);
            problems.push(negative.at_field(&at("rate")));
        }
        if !seen.insert((&row.party, row.from_year.0)) {
            let twice = Problem::invalid("hourly_rate_twice").with("year", row.from_year.0);
            problems.push(twice.at_field(&at("from_year")));
        }
        let from = i64::from(row.from_year.0) - first;
        rates.push((row.party.clone(), from, Exact::kronor(row.rate)));
    }
    Rates(rates)
}

/// The place of the alternative that a line names; of the only one beside doing nothing when it names none.
fn alternative_of(case: &BusinessCase, name: &str) -> Option<usize> {
    let all = &case.alternatives;
    if !name.trim().is_empty() {
        return all.iter().position(|one| named(&one.name, name));
    }
    let is_other = |one: &Alternative| one.role != AlternativeRole::Nothing;
    let mut others = all.iter().enumerate().filter(|(_, one)| is_other(one));
    let only = others.next().map(|(place, _)| place);
    only.filter(|_| others.next().is_none())
}
