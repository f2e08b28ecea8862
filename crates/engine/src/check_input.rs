//! What is wrong with a model together with its members, budget and figures.

use super::{
    Base, Checked, DistributionInput, DistributionModel, Figures, Function, LARGEST_AMOUNT, Lookup,
    Measure, MeasureTable, Measures, Member, Modifier, Rule, TableStep, Takers, check_budget,
    check_model,
};
use chrono::Datelike;
use samverk_foundation::{Key, Ore, Problem, Problems, format_decimal};
use std::collections::BTreeSet;

/// The names a model may use.
#[derive(Clone, Debug, Default)]
pub struct KnownNames<'a> {
    pub parties: BTreeSet<&'a Key>,
    pub parts: BTreeSet<&'a Key>,
    pub tables: BTreeSet<&'a str>,
}

/// Errors `party_unknown`, `part_unknown` and `measure_unknown`: all names that do not exist.
pub fn check_names(model: &DistributionModel, known: &KnownNames) -> Checked {
    let mut checked = check_names_of(model, known, |_| true);
    let stated = model
        .stated_amounts
        .iter()
        .flat_map(|stated| &stated.amounts.0);
    for (party, _) in stated.filter(|(party, _)| !known.parties.contains(party)) {
        let problem = Problem::invalid("party_unknown").with("party", party);
        checked.error(problem, "stated_amounts.amounts");
    }
    checked
}

fn check_names_of(
    model: &DistributionModel,
    known: &KnownNames,
    is_used: impl Fn(&Rule) -> bool,
) -> Checked {
    let mut checked = Checked::default();
    let used = model.rules.iter().enumerate();
    for (index, rule) in used.filter(|(_, rule)| is_used(rule)) {
        let place = format!("rules[{index}]");
        for (party, place) in parties_of(rule, &place) {
            if !known.parties.contains(party) {
                checked.error(
                    Problem::invalid("party_unknown").with("party", party),
                    &place,
                );
            }
        }
        if let Base::Parts(parts) = &rule.base {
            for part in parts.iter().filter(|part| !known.parts.contains(part)) {
                let problem = Problem::invalid("part_unknown").with("part", part);
                checked.error(problem, &format!("{place}.base"));
            }
        }
        for (table, place) in tables_of(rule, &place) {
            if !known.tables.contains(table.as_str()) {
                let problem = Problem::invalid("measure_unknown").with("measure", table);
                checked.error(problem, &place);
            }
        }
    }
    checked
}

fn parties_of<'a>(rule: &'a Rule, place: &str) -> Vec<(&'a Key, String)> {
    let mut parties = Vec::new();
    if let Takers::Listed(listed) = &rule.takers {
        parties.extend(
            listed
                .iter()
                .map(|party| (party, format!("{place}.takers"))),
        );
    }
    for (measure, place) in measures_of(rule, place) {
        if let Measure::Percentages { shares } = measure {
            let place = format!("{place}.shares");
            parties.extend(shares.0.iter().map(|(party, _)| (party, place.clone())));
        }
    }
    for (index, modifier) in rule.modifiers.iter().enumerate() {
        let place = format!("{place}.modifiers[{index}].among");
        if let Some(among) = modifier.among() {
            let named = |name: &str| format!("{place}.{name}");
            parties.extend(among.only.iter().map(|party| (party, named("only"))));
            parties.extend(among.except.iter().map(|party| (party, named("except"))));
        }
    }
    if let Function::FixedPerParty { amounts } = &rule.function {
        let place = format!("{place}.function.amounts");
        parties.extend(amounts.0.iter().map(|(party, _)| (party, place.clone())));
    }
    parties
}

fn measures_of<'a>(rule: &'a Rule, place: &str) -> Vec<(&'a Measure, String)> {
    match &rule.measure {
        Measures::One(measure) => vec![(measure, format!("{place}.measure"))],
        Measures::Weighted(weighted) => weighted
            .iter()
            .enumerate()
            .map(|(index, part)| (&part.measure, format!("{place}.measure[{index}].measure")))
            .collect(),
    }
}

fn tables_of<'a>(rule: &'a Rule, place: &str) -> Vec<(&'a Key, String)> {
    let mut tables = Vec::new();
    for (measure, place) in measures_of(rule, place) {
        if let Measure::Table { table, .. } = measure {
            tables.push((table, format!("{place}.table")));
        }
    }
    if let Function::PassThrough { table, .. } = &rule.function {
        tables.push((table, format!("{place}.function.table")));
    }
    for (index, modifier) in rule.modifiers.iter().enumerate() {
        if let Modifier::PassThrough { table, .. } = modifier {
            tables.push((table, format!("{place}.modifiers[{index}].table")));
        }
    }
    tables
}

/// Everything that hinders or should be confirmed before a computation, all at once.
pub fn check_input(input: &DistributionInput) -> Checked {
    let mut checked = check_model(&input.model).below("model");
    checked.join(check_budget(&input.budget, None).below("budget"));
    check_year(input, &mut checked);
    check_members(&input.members, &mut checked);
    for (index, table) in input.measures.iter().enumerate() {
        check_table(table, &format!("measures[{index}]"), &mut checked);
    }
    for (_, amount) in &input.last_year.0 {
        if amount.abs() > LARGEST_AMOUNT {
            let problem = Problem::invalid("amount_too_large").with("value", amount);
            checked.error(problem, "last_year");
        }
    }
    let names = check_names_of(&input.model, &names_of(input), |rule| {
        input.is_in_force(rule)
    });
    checked.join(away_this_year(names).below("model"));
    check_figures(input, &mut checked);
    checked
}

/// Who is named but no member this year does not hinder: warning `party_not_member`, once per rule.
/// That the party exists at all is seen to when the model is saved.
fn away_this_year(names: Checked) -> Checked {
    let mut checked = Checked::default();
    let mut told = BTreeSet::new();
    for problem in names.errors.0 {
        let field = problem.place.field.clone().unwrap_or_default();
        if problem.code != "party_unknown" {
            checked.error(problem, &field);
            continue;
        }
        let party = problem.values.iter().find(|(name, _)| *name == "party");
        let party = party.map(|(_, party)| party.clone()).unwrap_or_default();
        let rule = field.split('.').next().unwrap_or_default().to_owned();
        if told.insert((rule, party.clone())) {
            let away = Problem::invalid("party_not_member").with("party", party);
            checked.warning(away, &field);
        }
    }
    checked
}

fn names_of(input: &DistributionInput) -> KnownNames<'_> {
    KnownNames {
        parties: input.members.iter().map(|member| &member.key).collect(),
        // A model with an amount of its own does not distribute the budget's parts.
        parts: match input.model.amount {
            Some(_) => BTreeSet::new(),
            None => input.budget.parts.iter().map(|part| &part.key).collect(),
        },
        tables: input
            .measures
            .iter()
            .map(|table| table.key.as_str())
            .collect(),
    }
}

fn check_year(input: &DistributionInput, checked: &mut Checked) {
    if input.budget.year != input.year {
        let problem = Problem::invalid("budget_year_differs");
        let problem = problem
            .with("year", input.year)
            .with("budget", input.budget.year);
        checked.error(problem, "year");
    }
    let model = &input.model;
    let too_early = model
        .valid_from
        .is_some_and(|from| from.year() > input.year);
    let too_late = model.valid_to.is_some_and(|to| to.year() < input.year);
    if too_early || too_late {
        let problem = Problem::invalid("model_not_valid").with("year", input.year);
        checked.warning(problem.with("model", &model.name), "model.valid_from");
    }
}

fn check_members(members: &[Member], checked: &mut Checked) {
    let mut seen = BTreeSet::new();
    for (index, member) in members.iter().enumerate() {
        if !seen.insert(&member.key) {
            let problem = Problem::invalid("member_twice").with("party", &member.name);
            checked.error(problem, &format!("members[{index}].key"));
        }
    }
}

fn check_table(table: &MeasureTable, place: &str, checked: &mut Checked) {
    let mut seen = BTreeSet::new();
    for (index, row) in table.values.iter().enumerate() {
        let place = format!("{place}.values[{index}]");
        checked.not_negative(row.value, &format!("{place}.value"));
        if !seen.insert((&row.party, row.year)) {
            let problem = Problem::invalid("measure_value_twice").with("measure", &table.name);
            let year = row.year.map(|year| year.to_string()).unwrap_or_default();
            checked.error(problem.with("party", &row.party).with("year", year), &place);
        }
    }
}

fn check_figures(input: &DistributionInput, checked: &mut Checked) {
    let lookup = Lookup::new(input);
    for (index, rule) in input.model.rules.iter().enumerate() {
        if input.model.skipped(rule, input.year).is_some() {
            continue;
        }
        let place = format!("model.rules[{index}]");
        let takers = rule.takers_among(&input.members, input.year);
        if takers.is_empty() {
            let problem = Problem::invalid("rule_without_takers").with("rule", &rule.name);
            checked.warning(problem, &format!("{place}.takers"));
            continue;
        }
        let known = input
            .measures
            .iter()
            .map(|table| table.key.as_str())
            .collect();
        check_rule_figures(rule, &takers, &lookup, &known, &place, checked);
        check_last_year(input, (rule, &takers), &place, checked);
    }
}

/// A limit on the change from last year does nothing for whom nothing is known of last year:
/// warnings `damping_without_last_year` and `damping_partly_without`. Who joined since has none.
fn check_last_year(
    input: &DistributionInput,
    (rule, takers): (&Rule, &[&Member]),
    place: &str,
    checked: &mut Checked,
) {
    let last = input.last_amounts().amounts.by_party();
    let is_known = |party: &Key| last.get(party).is_some_and(|amount| **amount > Ore::ZERO);
    for (index, modifier) in rule.modifiers.iter().enumerate() {
        let Modifier::MaxChange { among, .. } = modifier else {
            continue;
        };
        let limited = |member: &&&Member| {
            among.includes(&member.key) && member.joined.is_none_or(|joined| joined < input.year)
        };
        let limited: Vec<&&Member> = takers.iter().filter(limited).collect();
        let without = limited.iter().filter(|member| !is_known(&member.key));
        let names: Vec<&str> = without.map(|member| member.name.as_str()).collect();
        let code = match names.len() {
            0 => continue,
            all if all == limited.len() => "damping_without_last_year",
            _ => "damping_partly_without",
        };
        let problem = Problem::invalid(code)
            .with("rule", &rule.name)
            .with("year", input.year - 1);
        let problem = problem.with("parties", names.join(", "));
        checked.warning(problem, &format!("{place}.modifiers[{index}]"));
    }
}

fn check_rule_figures(
    rule: &Rule,
    takers: &[&Member],
    lookup: &Lookup,
    known: &BTreeSet<&str>,
    place: &str,
    checked: &mut Checked,
) {
    for (measure, place) in measures_of(rule, place) {
        // An unknown table is already reported by its name.
        if matches!(measure, Measure::Table { table, .. } if !known.contains(table.as_str())) {
            continue;
        }
        match lookup.figures(measure, takers) {
            Ok(figures) => check_sum(rule, measure, &figures, takers, &place, checked),
            Err(problems) => report(problems, &place, checked),
        }
    }
    match &rule.function {
        Function::FixedPerParty { amounts } => {
            for member in takers
                .iter()
                .filter(|member| amounts.get(&member.key).is_none())
            {
                let problem = Problem::invalid("fixed_amount_missing");
                let problem = problem.with("party", &member.name);
                checked.error(problem, &format!("{place}.function.amounts"));
            }
        }
        Function::PassThrough { table, year } if known.contains(table.as_str()) => {
            let measure = Measure::Table {
                table: table.clone(),
                year: *year,
            };
            if let Err(problems) = lookup.figures(&measure, takers) {
                report(problems, &format!("{place}.function.table"), checked);
            }
        }
        _ => {}
    }
}

fn report(problems: Problems, place: &str, checked: &mut Checked) {
    for problem in problems.0 {
        checked.error(problem, place);
    }
}

fn check_sum(
    rule: &Rule,
    measure: &Measure,
    figures: &Figures,
    takers: &[&Member],
    place: &str,
    checked: &mut Checked,
) {
    if let Function::Steps { steps, .. } = &rule.function {
        for (member, value) in takers.iter().zip(&figures.values) {
            if TableStep::position(steps, *value).is_none() {
                let problem = Problem::invalid("step_value_outside").with("party", &member.name);
                let problem = problem.with("value", format_decimal(*value));
                checked.error(problem, &place.replace(".measure", ".function.steps"));
            }
        }
        return;
    }
    let given = !matches!(measure, Measure::Percentages { .. });
    for value in &figures.values {
        checked.not_negative(*value, place);
    }
    if given && rule.function.divides_base() && figures.total().is_zero() {
        let problem = Problem::invalid("measure_sum_zero").with("rule", &rule.name);
        checked.error(problem, place);
    }
}

/// Warnings `amount_jump` for every party whose amount changed by more than 10 % from last year's.
/// Two municipalities whose amounts were swapped show up here.
pub fn check_amounts<'a>(
    amounts: impl Iterator<Item = (&'a Key, Ore)>,
    last_year: &super::PerParty<Ore>,
) -> Problems {
    let last_year = last_year.by_party();
    let jumps = amounts.filter_map(|(party, now)| {
        let last = **last_year
            .get(party)
            .filter(|last| super::is_jump(***last, now))?;
        let percent = super::change_percent(last, now).unwrap_or_default();
        let problem = Problem::invalid("amount_jump")
            .with("party", party)
            .with("last", last);
        let problem = problem.with("now", now);
        Some(problem.with("percent", samverk_foundation::format_percent(percent)))
    });
    Problems(jumps.collect())
}
