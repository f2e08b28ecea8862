//! What the actions refuse, told in the places of a body.

use crate::actions::Confirmation;
use samverk_foundation::{Problem, Problems};
use samverk_rest::Refusal;

/// Codes of what hinders a computation.
pub const COMPUTING: &[&str] = &[
    "amount_negative",
    "amount_too_large",
    "base_missing",
    "budget_missing",
    "budget_part_twice",
    "budget_part_unknown",
    "budget_year_differs",
    "data_year_missing",
    "data_years_none",
    "field_missing",
    "fixed_amount_missing",
    "last_year_missing",
    "limit_on_negative",
    "measure_sum_zero",
    "measure_unknown",
    "measure_value_twice",
    "measure_year_missing",
    "member_twice",
    "model_not_valid",
    "model_unknown",
    "party_not_taker",
    "party_unknown",
    "population_date_missing",
    "rules_missing",
    "share_missing",
    "step_value_outside",
    "takers_missing",
];

/// Codes of what is wrong with a model in itself.
pub const MODELLING: &[&str] = &[
    "amount_negative",
    "amount_too_large",
    "base_missing",
    "data_year_invalid",
    "dates_inverted",
    "field_missing",
    "factor_zero",
    "factors_missing",
    "fixed_amount_missing",
    "index_old_not_positive",
    "measure_not_countable",
    "measure_sum_zero",
    "measure_unknown",
    "number_negative",
    "part_unknown",
    "party_unknown",
    "percent_sum_wrong",
    "phase_twice",
    "phase_unknown",
    "rule_after_rest",
    "rule_twice",
    "rule_without_takers",
    "stated_source_missing",
    "step_after_open",
    "step_gap",
    "step_inverted",
    "step_overlap",
    "step_two_ends",
    "steps_missing",
    "takers_missing",
    "years_inverted",
];

/// Codes of what must be confirmed, told after `warnings_unconfirmed`.
pub const WARNED: &[&str] = &["warnings_unconfirmed"];

/// All that was wrong: our own fault first, then that warnings wait to be confirmed. `fields` are
/// those of the body; one that ends with `[` or `.` has places of its own below it. What is
/// elsewhere is told of the whole body.
pub fn refused(problems: Problems, fields: &'static [&'static str]) -> Refusal {
    let mut all = problems.0;
    all.sort_by_key(|problem| match (problem.kind, problem.code) {
        (kind, _) if kind.is_ours() => 0,
        (_, "warnings_unconfirmed") => 1,
        _ => 2,
    });
    let placed = all.into_iter().map(|problem| placed(problem, fields));
    Problems(placed.collect()).into()
}

fn placed(problem: Problem, fields: &[&str]) -> Problem {
    if problem.code == "warnings_unconfirmed" {
        return problem.at_field("/confirmWarnings");
    }
    let place = problem.place.field.clone().unwrap_or_default();
    let is_known = |field: &&str| {
        let has_places = field.ends_with(['[', '.']);
        place == **field || (has_places && place.starts_with(*field))
    };
    match fields.iter().any(is_known) {
        true => problem,
        false => problem.at_field(""),
    }
}

/// As the client says with `confirmWarnings`.
pub fn confirmation(confirmed: bool) -> Confirmation {
    match confirmed {
        true => Confirmation::Given,
        false => Confirmation::Missing,
    }
}
