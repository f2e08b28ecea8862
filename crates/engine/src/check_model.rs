//! What is wrong with a model in itself, whatever the members and the year.

use super::{
    Base, Checked, DistributionModel, Function, Measure, Measures, Modifier, PerParty, RateFactor,
    Remainder, Rule, TableStep, Takers,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Problem, format_decimal, format_percent};
use std::collections::BTreeSet;

/// All errors of a model that can be seen without members and figures.
pub fn check_model(model: &DistributionModel) -> Checked {
    let mut checked = Checked::default();
    if model.rules.is_empty() {
        checked.error(Problem::invalid("rules_missing"), "rules");
    }
    if let (Some(from), Some(to)) = (model.valid_from, model.valid_to)
        && to < from
    {
        let problem = Problem::invalid("dates_inverted")
            .with("from", from)
            .with("to", to);
        checked.error(problem, "valid_to");
    }
    if let Some(amount) = model.amount {
        checked.amount(amount, "amount");
    }
    check_stated(model, &mut checked);
    check_phases(model, &mut checked);
    check_rule_keys(model, &mut checked);
    for (index, rule) in model.rules.iter().enumerate() {
        check_rule(model, rule, &format!("rules[{index}]"), &mut checked);
    }
    check_order(model, &mut checked);
    checked
}

/// What is stated of last year needs a source, and each party once.
fn check_stated(model: &DistributionModel, checked: &mut Checked) {
    let Some(stated) = &model.stated_amounts else {
        return;
    };
    if stated.source.trim().is_empty() {
        let problem = Problem::invalid("stated_source_missing").with("year", stated.year);
        checked.error(problem, "stated_amounts.source");
    }
    let place = "stated_amounts.amounts";
    for (party, amount) in &stated.amounts.0 {
        checked.amount(*amount, &format!("{place}.{party}"));
    }
    let parties = stated.amounts.0.iter().map(|(party, _)| party);
    check_twice(parties, "party_twice", "party", place, checked);
}

fn check_phases(model: &DistributionModel, checked: &mut Checked) {
    let mut seen = BTreeSet::new();
    for (index, phase) in model.phases.iter().enumerate() {
        let place = format!("phases[{index}]");
        if !seen.insert(&phase.key) {
            let problem = Problem::invalid("phase_twice").with("phase", &phase.key);
            checked.error(problem, &format!("{place}.key"));
        }
        check_years(
            phase.from_year,
            phase.to_year,
            &format!("{place}.to_year"),
            checked,
        );
    }
}

fn check_years(from: Option<i32>, to: Option<i32>, place: &str, checked: &mut Checked) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let problem = Problem::invalid("years_inverted")
            .with("from", from)
            .with("to", to);
        checked.error(problem, place);
    }
}

fn check_rule_keys(model: &DistributionModel, checked: &mut Checked) {
    let mut seen = BTreeSet::new();
    for (index, rule) in model.rules.iter().enumerate() {
        if !seen.insert(&rule.key) {
            let problem = Problem::invalid("rule_twice").with("rule", &rule.key);
            checked.error(problem, &format!("rules[{index}].key"));
        }
    }
}

fn check_rule(model: &DistributionModel, rule: &Rule, place: &str, checked: &mut Checked) {
    check_years(
        rule.from_year,
        rule.to_year,
        &format!("{place}.to_year"),
        checked,
    );
    check_joined(rule, place, checked);
    if let Some(phase) = &rule.phase
        && !model.phases.iter().any(|known| known.key == *phase)
    {
        let problem = Problem::invalid("phase_unknown").with("phase", phase);
        checked.error(problem, &format!("{place}.phase"));
    }
    check_takers(rule, place, checked);
    check_base(rule, place, checked);
    check_measures(rule, &format!("{place}.measure"), checked);
    check_function(rule, &format!("{place}.function"), checked);
    for (index, modifier) in rule.modifiers.iter().enumerate() {
        let place = format!("{place}.modifiers[{index}]");
        check_modifier(modifier, &place, checked);
        check_among(rule, modifier, &place, checked);
    }
}

/// Relative years are compared as if the budget were for the year 2000.
fn check_joined(rule: &Rule, place: &str, checked: &mut Checked) {
    let year = |joined: Option<super::DataYear>| joined.map(|joined| joined.for_budget(2000));
    let same_kind = match (rule.joined_from, rule.joined_to) {
        (Some(from), Some(to)) => std::mem::discriminant(&from) == std::mem::discriminant(&to),
        _ => false,
    };
    if same_kind {
        let (from, to) = (year(rule.joined_from), year(rule.joined_to));
        check_years(from, to, &format!("{place}.joined_to"), checked);
    }
}

fn check_takers(rule: &Rule, place: &str, checked: &mut Checked) {
    let Takers::Listed(parties) = &rule.takers else {
        return;
    };
    let place = format!("{place}.takers");
    if parties.is_empty() {
        checked.error(
            Problem::invalid("takers_missing").with("rule", &rule.name),
            &place,
        );
    }
    check_twice(parties.iter(), "party_twice", "party", &place, checked);
}

fn check_base(rule: &Rule, place: &str, checked: &mut Checked) {
    let Base::Parts(parts) = &rule.base else {
        return;
    };
    let place = format!("{place}.base");
    if parts.is_empty() {
        checked.error(
            Problem::invalid("base_missing").with("rule", &rule.name),
            &place,
        );
    }
    check_twice(parts.iter(), "base_part_twice", "part", &place, checked);
}

fn check_twice<'a>(
    keys: impl Iterator<Item = &'a Key>,
    code: &'static str,
    name: &'static str,
    place: &str,
    checked: &mut Checked,
) {
    let mut seen = BTreeSet::new();
    for key in keys {
        if !seen.insert(key) {
            checked.error(Problem::invalid(code).with(name, key), place);
        }
    }
}

fn check_measures(rule: &Rule, place: &str, checked: &mut Checked) {
    match &rule.measure {
        Measures::One(measure) => check_measure(rule, measure, place, checked),
        Measures::Weighted(weighted) => {
            let percents = weighted.iter().enumerate();
            let percents = percents.map(|(i, part)| (format!("[{i}].percent"), part.percent));
            check_percents(percents, place, checked);
            for (index, part) in weighted.iter().enumerate() {
                let place = format!("{place}[{index}].measure");
                check_measure(rule, &part.measure, &place, checked);
            }
        }
    }
}

fn check_measure(rule: &Rule, measure: &Measure, place: &str, checked: &mut Checked) {
    let Measure::Percentages { shares } = measure else {
        return;
    };
    let place = format!("{place}.shares");
    let percents = shares.0.iter();
    let percents = percents.map(|(party, share)| (format!(".{party}"), *share));
    check_percents(percents, &place, checked);
    check_per_party(rule, shares, "share_missing", &place, checked);
}

/// Percentages must sum to exactly 100 and none may be negative: `percent_sum_wrong`. Each comes
/// with its own place below `place`.
fn check_percents(
    percents: impl Iterator<Item = (String, Decimal)>,
    place: &str,
    checked: &mut Checked,
) {
    let mut sum = Decimal::ZERO;
    for (own, percent) in percents {
        checked.not_negative(percent, &format!("{place}{own}"));
        sum = sum.saturating_add(percent);
    }
    if sum != Decimal::ONE_HUNDRED {
        let problem = Problem::invalid("percent_sum_wrong").with("sum", format_percent(sum));
        checked.error(problem, place);
    }
}

/// A table per party must name each listed taker once and nobody else.
fn check_per_party<V>(
    rule: &Rule,
    table: &PerParty<V>,
    missing: &'static str,
    place: &str,
    checked: &mut Checked,
) {
    check_twice(
        table.0.iter().map(|(party, _)| party),
        "party_twice",
        "party",
        place,
        checked,
    );
    let Takers::Listed(parties) = &rule.takers else {
        return;
    };
    let named: BTreeSet<&Key> = table.by_party().into_keys().collect();
    let takers: BTreeSet<&Key> = parties.iter().collect();
    for party in takers.difference(&named) {
        checked.error(Problem::invalid(missing).with("party", party), place);
    }
    for party in named.difference(&takers) {
        checked.error(
            Problem::invalid("party_not_taker").with("party", party),
            place,
        );
    }
}

fn check_function(rule: &Rule, place: &str, checked: &mut Checked) {
    match &rule.function {
        Function::Share {} | Function::PassThrough { .. } => {}
        Function::Percentage { percent } => check_percent(*percent, place, checked),
        Function::Rate { rate } => checked.not_negative(*rate, &format!("{place}.rate")),
        Function::RateProduct { factors } => {
            check_factors(rule, factors, &format!("{place}.factors"), checked);
        }
        Function::Steps { steps, .. } => check_steps(steps, &format!("{place}.steps"), checked),
        Function::Fixed { amount } => checked.amount(*amount, &format!("{place}.amount")),
        Function::FixedPerParty { amounts } => {
            let place = format!("{place}.amounts");
            for (party, amount) in &amounts.0 {
                checked.amount(*amount, &format!("{place}.{party}"));
            }
            check_per_party(rule, amounts, "fixed_amount_missing", &place, checked);
        }
        Function::BasePlusVariable { base_amount, rate } => {
            checked.amount(*base_amount, &format!("{place}.base_amount"));
            checked.not_negative(rate.unwrap_or_default(), &format!("{place}.rate"));
        }
    }
    let figure =
        |measure: &&Measure| matches!(measure, Measure::Population { .. } | Measure::Table { .. });
    let counted = matches!(&rule.measure, Measures::One(measure) if figure(&measure));
    if rule.function.counts_units() && !counted {
        let problem = Problem::invalid("measure_not_countable").with("rule", &rule.name);
        checked.error(problem, &place.replace(".function", ".measure"));
    }
}

fn check_factors(rule: &Rule, factors: &[RateFactor], place: &str, checked: &mut Checked) {
    if factors.is_empty() {
        let problem = Problem::invalid("factors_missing").with("rule", &rule.name);
        checked.error(problem, place);
    }
    for (index, factor) in factors.iter().enumerate() {
        let place = format!("{place}[{index}]");
        checked.not_negative(factor.value, &format!("{place}.value"));
        if factor.name.trim().is_empty() {
            checked.error(Problem::invalid("field_missing"), &format!("{place}.name"));
        }
        if factor.times().is_none() {
            let problem = Problem::invalid("factor_zero").with("name", &factor.name);
            checked.error(problem, &format!("{place}.value"));
        }
    }
}

fn check_percent(percent: Decimal, place: &str, checked: &mut Checked) {
    let place = format!("{place}.percent");
    checked.not_negative(percent, &place);
    if percent > Decimal::ONE_HUNDRED {
        let problem = Problem::invalid("percent_over_100").with("value", format_percent(percent));
        checked.error(problem, &place);
    }
}

/// The steps must follow each other from zero without `step_gap` or `step_overlap`.
fn check_steps(steps: &[TableStep], place: &str, checked: &mut Checked) {
    if steps.is_empty() {
        checked.error(Problem::invalid("steps_missing"), place);
    }
    let mut reached = Some(Decimal::ZERO);
    for (index, step) in steps.iter().enumerate() {
        let place = format!("{place}[{index}]");
        checked.not_negative(step.value, &format!("{place}.value"));
        if let (Some(to), Some(_)) = (step.to, step.below) {
            let problem = Problem::invalid("step_two_ends").with("to", format_decimal(to));
            checked.error(problem, &format!("{place}.below"));
        }
        if let Some(to) = step.to.filter(|to| *to < step.from) {
            let problem = Problem::invalid("step_inverted").with("from", format_decimal(step.from));
            let problem = problem.with("below", format_decimal(to));
            checked.error(problem, &format!("{place}.to"));
        }
        if step.below.is_some_and(|below| below <= step.from) {
            let problem = Problem::invalid("step_inverted");
            let below = format_decimal(step.below.unwrap_or_default());
            let problem = problem
                .with("from", format_decimal(step.from))
                .with("below", below);
            checked.error(problem, &format!("{place}.below"));
        }
        check_step_start(reached, step, &place, checked);
        reached = TableStep::end_of(steps, index);
    }
}

fn check_step_start(
    reached: Option<Decimal>,
    step: &TableStep,
    place: &str,
    checked: &mut Checked,
) {
    let from = format_decimal(step.from);
    let place = format!("{place}.from");
    match reached {
        Some(reached) if step.from > reached => {
            let problem = Problem::invalid("step_gap");
            let problem = problem
                .with("reached", format_decimal(reached))
                .with("from", from);
            checked.error(problem, &place);
        }
        Some(reached) if step.from < reached => {
            let problem = Problem::invalid("step_overlap");
            let problem = problem
                .with("reached", format_decimal(reached))
                .with("from", from);
            checked.error(problem, &place);
        }
        Some(_) => {}
        None => {
            checked.error(
                Problem::invalid("step_after_open").with("from", from),
                &place,
            );
        }
    }
}

/// Who is limited or exempt must pay by the rule.
fn check_among(rule: &Rule, modifier: &Modifier, place: &str, checked: &mut Checked) {
    let Some(among) = modifier.among() else {
        return;
    };
    for (parties, name) in [(&among.only, "only"), (&among.except, "except")] {
        let place = format!("{place}.among.{name}");
        check_twice(parties.iter(), "party_twice", "party", &place, checked);
        let Takers::Listed(takers) = &rule.takers else {
            continue;
        };
        for party in parties.iter().filter(|party| !takers.contains(party)) {
            let problem = Problem::invalid("party_not_taker").with("party", party);
            checked.error(problem, &place);
        }
    }
}

fn check_modifier(modifier: &Modifier, place: &str, checked: &mut Checked) {
    match modifier {
        Modifier::Floor { amount, .. } | Modifier::Cap { amount, .. } => {
            checked.amount(*amount, &format!("{place}.amount"));
        }
        Modifier::Rebate { above, percent, .. } => {
            checked.amount(*above, &format!("{place}.above"));
            check_percent(*percent, place, checked);
        }
        Modifier::MaxChange { percent, .. } => {
            checked.not_negative(*percent, &format!("{place}.percent"));
        }
        Modifier::Index { old, new, .. } => {
            checked.not_negative(*new, &format!("{place}.new"));
            if *old <= Decimal::ZERO {
                checked.error(
                    Problem::invalid("index_old_not_positive"),
                    &format!("{place}.old"),
                );
            }
        }
        Modifier::PassThrough { .. } => {}
    }
}

/// After a rule that takes the whole rest nothing is left for later rules of the same years.
fn check_order(model: &DistributionModel, checked: &mut Checked) {
    for (index, rule) in model.rules.iter().enumerate() {
        let before = &model.rules[..index];
        if let Some(earlier) = taken_by(before, rule).and_then(|taker| before.get(taker)) {
            let problem = Problem::invalid("rule_after_rest");
            let problem = problem
                .with("rule", &rule.name)
                .with("earlier", &earlier.name);
            checked.error(problem, &format!("rules[{index}].base"));
        }
    }
}

/// The first of the rules that leaves nothing to this one, were it to come after them.
fn taken_by(rules: &[Rule], rule: &Rule) -> Option<usize> {
    rules.iter().position(|earlier| {
        takes_all(earlier) && earlier.phase == rule.phase && years_meet(earlier, rule)
    })
}

/// Where new rules go in a model: last, or before the rule that would leave nothing to them. One that
/// takes all itself stays last, where the check tells what is wrong.
pub fn place_of_new(rules: &[Rule], new: &[Rule]) -> usize {
    if new.iter().any(takes_all) {
        return rules.len();
    }
    let takers = new.iter().filter_map(|rule| taken_by(rules, rule));
    takers.min().unwrap_or(rules.len())
}

fn takes_all(rule: &Rule) -> bool {
    let shares_all = matches!(
        rule.function,
        Function::Share {}
            | Function::BasePlusVariable { rate: None, .. }
            | Function::Steps {
                gives: super::StepGives::Weight,
                ..
            }
    );
    let leaves = |modifier: &Modifier| {
        use Modifier::{Cap, Floor, Index, MaxChange, PassThrough, Rebate};
        match modifier {
            Floor { difference, .. }
            | Cap { difference, .. }
            | Rebate { difference, .. }
            | MaxChange { difference, .. } => *difference == Remainder::Left,
            Index { .. } | PassThrough { .. } => true,
        }
    };
    let whole = matches!(rule.base, Base::Rest | Base::Total);
    let everybody = rule.joined_from.is_none() && rule.joined_to.is_none();
    whole && shares_all && everybody && !rule.modifiers.iter().any(leaves)
}

fn years_meet(a: &Rule, b: &Rule) -> bool {
    let starts = a.from_year.max(b.from_year);
    let ends = match (a.to_year, b.to_year) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    match (starts, ends) {
        (Some(starts), Some(ends)) => starts <= ends,
        _ => true,
    }
}
