//! Whether a form can be asked at all: those that users make are looked at before they are kept.

use crate::check::order;
use crate::form::FORMAT;
use crate::key::is_name;
use crate::{Choices, Condition, FieldKey, FieldKind, Form, Question, Rule, Section, Value};
use samverk_foundation::{Problem, Problems};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Nobody answers more, and what they hang on could not be followed.
const QUESTIONS_MAX: usize = 1_000;

/// Each problem is at the key of its question or section; in rows at `lines.amount`.
pub fn check_form(form: &Form) -> Problems {
    let mut problems = Problems::default();
    if !(1..=FORMAT).contains(&form.format) {
        problems.push(Problem::invalid("form_format_unknown").with("format", form.format));
    }
    let sections: Vec<&FieldKey> = form.sections.iter().map(|section| &section.key).collect();
    problems.extend(check_keys(&sections, ""));
    let under = |section: &'_ Section| section.shown.clone();
    let conditions: Vec<Condition> = form.sections.iter().map(under).collect();
    let questions = form
        .sections
        .iter()
        .zip(&conditions)
        .flat_map(|(section, condition)| {
            let questions = section.questions.iter();
            questions.map(move |question| (condition, question))
        });
    let questions: Vec<(&Condition, &Question)> = questions.collect();
    check_questions(&questions, "", &mut problems);
    let known: BTreeSet<&FieldKey> = answered(&questions);
    for section in &form.sections {
        let unknown = check_condition(&section.shown, &known);
        problems.extend(unknown.map(|problem| problem.at_field(section.key.as_str())));
    }
    problems
}

fn check_questions(all: &[(&Condition, &Question)], before: &str, problems: &mut Problems) {
    let keys: Vec<&FieldKey> = all.iter().map(|(_, question)| &question.key).collect();
    problems.extend(check_keys(&keys, before));
    let known = answered(all);
    for (_, question) in all {
        let place = format!("{before}{}", question.key);
        let mut found = check_question(question, &known);
        found.extend(check_condition(&question.shown, &known));
        problems.extend(found.into_iter().map(|problem| problem.at_field(&place)));
        if let FieldKind::Rows { columns, .. } = &question.kind {
            let columns: Vec<_> = columns
                .iter()
                .map(|column| (&Condition::Always, column))
                .collect();
            check_questions(&columns, &format!("{place}."), problems);
        }
    }
    if all.len() > QUESTIONS_MAX {
        problems.push(Problem::invalid("questions_many").with("most", QUESTIONS_MAX));
        return;
    }
    for key in in_circles(all) {
        let problem = Problem::invalid("condition_refers_to_itself");
        problems.push(problem.at_field(&format!("{before}{key}")));
    }
}

/// The questions that something can depend on.
fn answered<'f>(all: &[(&Condition, &'f Question)]) -> BTreeSet<&'f FieldKey> {
    let asked = all.iter().filter(|(_, question)| question.is_asked());
    asked.map(|(_, question)| &question.key).collect()
}

/// Two that are alike in the API are alike.
fn check_keys(keys: &[&FieldKey], before: &str) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for key in keys {
        let place = format!("{before}{key}");
        if !is_name(key.as_str()) {
            let problem = Problem::invalid("field_key_invalid").with("value", key);
            problems.push(problem.at_field(&place));
        }
        if !seen.insert(key.camel()) {
            let problem = Problem::invalid("field_key_repeated").with("value", key);
            problems.push(problem.at_field(&place));
        }
    }
    problems
}

fn check_condition(
    condition: &Condition,
    known: &BTreeSet<&FieldKey>,
) -> impl Iterator<Item = Problem> {
    let fields = condition.fields().into_iter();
    let unknown = fields.filter(|field| !known.contains(field));
    unknown.map(|field| Problem::invalid("condition_unknown_field").with("value", field))
}

fn check_question(question: &Question, known: &BTreeSet<&FieldKey>) -> Vec<Problem> {
    let mut problems = check_kind(&question.kind);
    if question.label.is_empty() {
        problems.push(Problem::invalid("label_missing"));
    }
    if let Some(all) = question.all.as_ref().filter(|all| !known.contains(all)) {
        problems.push(Problem::invalid("rule_unknown_field").with("value", all));
    }
    for rule in &question.rules {
        match rule {
            Rule::Between(least, most) if order(least, most) == Some(Ordering::Greater) => {
                problems.push(Problem::invalid("range_reversed"));
            }
            Rule::Between(least, most) if !is_range(least, most) => {
                problems.push(Problem::invalid("range_mixed"));
            }
            Rule::NotBefore(other) if !known.contains(other) || *other == question.key => {
                problems.push(Problem::invalid("rule_unknown_field").with("value", other));
            }
            _ => {}
        }
    }
    problems
}

/// Whether the bounds are numbers, amounts or dates, both of one sort.
fn is_range(least: &Value, most: &Value) -> bool {
    match (least, most) {
        (Value::Nothing, Value::Nothing) => false,
        (Value::Nothing, bound) | (bound, Value::Nothing) => order(bound, bound).is_some(),
        _ => order(least, most).is_some(),
    }
}

fn check_kind(kind: &FieldKind) -> Vec<Problem> {
    match kind {
        FieldKind::Choice(choices) | FieldKind::Several(choices) => check_choices(choices),
        FieldKind::OneOf(kinds) if kinds.is_empty() => vec![Problem::invalid("choices_missing")],
        FieldKind::Scale { from, to } if from > to => vec![Problem::invalid("range_reversed")],
        FieldKind::Rows {
            columns,
            least,
            most,
            ..
        } => {
            let mut problems = Vec::new();
            if columns.iter().all(|column| !column.is_asked()) {
                problems.push(Problem::invalid("columns_missing"));
            }
            if least > most {
                problems.push(Problem::invalid("range_reversed"));
            }
            if columns
                .iter()
                .any(|column| matches!(column.kind, FieldKind::Rows { .. }))
            {
                problems.push(Problem::invalid("rows_in_rows"));
            }
            problems
        }
        _ => Vec::new(),
    }
}

fn check_choices(choices: &Choices) -> Vec<Problem> {
    let mut problems = Vec::new();
    if choices.0.is_empty() {
        problems.push(Problem::invalid("choices_missing"));
    }
    let mut seen = BTreeSet::new();
    for option in &choices.0 {
        let is_usual = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
        let is_code = (1..=80).contains(&option.code.len()) && option.code.chars().all(is_usual);
        if !is_code {
            problems.push(Problem::invalid("choice_code_invalid").with("value", &option.code));
        }
        if !seen.insert(&option.code) {
            problems.push(Problem::invalid("choice_code_repeated").with("value", &option.code));
        }
        if option.label.is_empty() {
            problems.push(Problem::invalid("label_missing"));
        }
    }
    problems
}

/// The questions that are shown or not after what they themselves are answered, also by way of
/// others.
fn in_circles<'f>(all: &[(&'f Condition, &'f Question)]) -> Vec<&'f FieldKey> {
    let asks = |(section, question): &(&'f Condition, &'f Question)| {
        let fields = section.fields().into_iter().chain(question.shown.fields());
        (&question.key, fields.collect::<BTreeSet<_>>())
    };
    let asks: BTreeMap<&FieldKey, BTreeSet<&FieldKey>> = all.iter().map(asks).collect();
    let is_reached = |start: &&&FieldKey| {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&FieldKey> = vec![start];
        while let Some(key) = next.pop() {
            let fields = asks.get(key).into_iter().flatten();
            next.extend(fields.filter(|field| reached.insert(**field)));
        }
        reached.contains(**start)
    };
    asks.keys().filter(is_reached).copied().collect()
}

#[cfg(test)]
#[path = "form_check_tests.rs"]
mod tests;
