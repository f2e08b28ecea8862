//! Whether answers keep the rules of their questions.

use crate::asked::Asked;
use crate::manner::Manner;
use crate::read_text::is_email;
use crate::shown::shown_among;
use crate::to_json::value_json;
use crate::to_text::one_text;
use crate::{FieldKey, FieldKind, FileRef, Form, PatternName, Question, Record, Rule, Value};
use samverk_foundation::text::is_visible;
use samverk_foundation::{Problem, Problems};
use serde_json::Value as Json;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Each problem is at its field; in rows at `lines.0.amount`. Questions that are not shown are not
/// looked at. Fails with `field_missing`, `text_too_long`, `choice_invalid`, `email_invalid`,
/// `number_out_of_range`, `date_out_of_range`, `date_before`, `pattern_invalid`, `repeated`,
/// `rows_few`, `rows_many`, `files_many`, `file_over_limit`, `file_type_not_allowed`.
pub fn check(form: &Form, record: &Record) -> Problems {
    let mut problems = Problems::default();
    check_asked(&Asked::of_form(form), record, "", &mut problems);
    problems
}

fn check_asked(asked: &[Asked<'_>], record: &Record, before: &str, problems: &mut Problems) {
    let shown = shown_among(asked, record);
    for one in asked.iter().filter(|one| shown.contains(one.key())) {
        let place = format!("{before}{}", one.key());
        let value = record.get(one.key().as_str());
        let other = |key: &FieldKey| match shown.contains(key) {
            true => record.get(key.as_str()),
            false => &Value::Nothing,
        };
        let found = check_value(one.question, value, other);
        problems.extend(found.into_iter().map(|problem| problem.at_field(&place)));
        if let FieldKind::Rows { columns, .. } = &one.question.kind {
            let columns = Asked::of_columns(columns);
            for (number, row) in value.rows().iter().enumerate() {
                check_asked(&columns, row, &format!("{place}.{number}."), problems);
            }
        }
    }
}

fn check_value<'r>(
    question: &Question,
    value: &Value,
    other: impl Fn(&FieldKey) -> &'r Value,
) -> Vec<Problem> {
    if value.as_pass().is_some() && question.passable {
        return Vec::new();
    }
    let is_said = value.is_settled() && (value.text().is_empty() || is_visible(value.text()));
    if !is_said {
        let missing = question
            .is_required()
            .then(|| Problem::invalid("field_missing"));
        return missing.into_iter().collect();
    }
    let parts = value.parts().iter();
    if !may_have_parts(&question.kind, value)
        || !parts.clone().all(|part| is_of_kind(&question.kind, part))
    {
        let cause = format!("an answer to {} is of another kind", question.key);
        return vec![Problem::internal(cause)];
    }
    let mut problems: Vec<Problem> = parts
        .filter_map(|part| check_part(question, part))
        .collect();
    problems.extend(check_count(&question.kind, value));
    let broken = question.rules.iter().filter_map(|rule| match rule {
        Rule::Filled | Rule::Longest(_) => None,
        Rule::Between(least, most) => check_range(value, least, most),
        Rule::NotBefore(key) => check_order(value, other(key), key),
        Rule::Matches(pattern) => check_pattern(value, *pattern),
        Rule::Distinct => check_distinct(&question.kind, value),
    });
    problems.extend(broken);
    problems
}

/// A file too many is told by its own problem.
fn may_have_parts(kind: &FieldKind, value: &Value) -> bool {
    let is_list = kind.is_list() || matches!(kind, FieldKind::File { .. });
    is_list || !matches!(value, Value::Several(_))
}

fn is_of_kind(kind: &FieldKind, part: &Value) -> bool {
    match kind {
        FieldKind::Line | FieldKind::Prose { .. } | FieldKind::Email | FieldKind::Lines => {
            matches!(part, Value::Text(_))
        }
        FieldKind::Choice(_) | FieldKind::Several(_) => matches!(part, Value::Code(_)),
        FieldKind::Scale { .. } | FieldKind::Integer | FieldKind::Year => {
            part.as_number().is_some_and(|number| number.is_integer())
        }
        FieldKind::Decimal { .. } | FieldKind::Percent => part.as_number().is_some(),
        FieldKind::Amount => part.as_ore().is_some(),
        FieldKind::Date => part.as_date().is_some(),
        FieldKind::YesNo => matches!(part, Value::Yes(_)),
        FieldKind::Keyed => matches!(part, Value::Key(_)),
        FieldKind::One(kind) | FieldKind::Many(kind) => part
            .as_reference()
            .is_some_and(|reference| reference.kind == *kind),
        FieldKind::OneOf(kinds) => part
            .as_reference()
            .is_some_and(|reference| kinds.contains(&reference.kind)),
        FieldKind::Rows { .. } => matches!(part, Value::Rows(_)),
        FieldKind::File { .. } => part.as_file().is_some(),
        FieldKind::Note => false,
    }
}

/// What the kind itself asks of each part.
fn check_part(question: &Question, part: &Value) -> Option<Problem> {
    let longest = question.longest();
    match (&question.kind, part) {
        (_, Value::Text(text)) if text.chars().count() > longest => {
            Some(Problem::invalid("text_too_long").with("max", longest))
        }
        (FieldKind::Email, Value::Text(text)) if !is_email(text) => {
            Some(Problem::invalid("email_invalid").with("value", text))
        }
        (FieldKind::Choice(choices) | FieldKind::Several(choices), Value::Code(code))
            if !choices.has(code) =>
        {
            Some(Problem::invalid("choice_invalid").with("value", code))
        }
        (FieldKind::Scale { from, to }, part) => {
            let bound = |bound: i64| Value::Number(bound.into());
            check_range(part, &bound(*from), &bound(*to))
        }
        (FieldKind::File { accept, bytes, .. }, Value::File(file)) => {
            check_file(file, accept, *bytes)
        }
        _ => None,
    }
}

fn check_file<S: AsRef<str>>(file: &FileRef, accept: &[S], bytes: u64) -> Option<Problem> {
    let is_accepted = |kind: &S| match kind.as_ref().strip_suffix('*') {
        Some(sort) => file.media_type.starts_with(sort),
        None => file.media_type == kind.as_ref(),
    };
    if file.bytes > bytes {
        return Some(Problem::invalid("file_over_limit").with("max", bytes));
    }
    let is_refused = !accept.is_empty() && !accept.iter().any(is_accepted);
    is_refused.then(|| {
        let problem = Problem::invalid("file_type_not_allowed").with("value", &file.media_type);
        let accepted: Vec<&str> = accept.iter().map(AsRef::as_ref).collect();
        problem.with("allowed", accepted.join(", "))
    })
}

fn check_count(kind: &FieldKind, value: &Value) -> Option<Problem> {
    let parts = value.parts().len();
    let rows = value.rows().len();
    match kind {
        FieldKind::Rows { least, .. } if rows < usize::from(*least) => {
            Some(Problem::invalid("rows_few").with("least", least))
        }
        FieldKind::Rows { most, .. } if rows > usize::from(*most) => {
            Some(Problem::invalid("rows_many").with("most", most))
        }
        FieldKind::File { most, .. } if parts > usize::from(*most).max(1) => {
            Some(Problem::invalid("files_many").with("most", (*most).max(1)))
        }
        _ => None,
    }
}

/// `Value::Nothing` is no bound, and is told as `none`.
fn check_range(value: &Value, least: &Value, most: &Value) -> Option<Problem> {
    let is_below = order(value, least) == Some(Ordering::Less);
    let is_above = order(value, most) == Some(Ordering::Greater);
    if !is_below && !is_above {
        return None;
    }
    let problem = match value {
        Value::Date(_) => Problem::invalid("date_out_of_range"),
        _ => Problem::invalid("number_out_of_range"),
    };
    Some(
        problem
            .with("least", bound(least))
            .with("most", bound(most)),
    )
}

fn bound(value: &Value) -> String {
    match value {
        Value::Nothing => "none".to_owned(),
        value => one_text(value, Manner::Table),
    }
}

/// `other` is the key of the question that the date must not be before.
fn check_order(value: &Value, before: &Value, other: &FieldKey) -> Option<Problem> {
    let is_before = order(value, before) == Some(Ordering::Less);
    is_before.then(|| Problem::invalid("date_before").with("other", other))
}

/// Nothing when the two cannot be compared.
pub(crate) fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => Some(one.cmp(other)),
        (Value::Ore(one), Value::Ore(other)) => Some(one.cmp(other)),
        (Value::Date(one), Value::Date(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

fn check_pattern(value: &Value, pattern: PatternName) -> Option<Problem> {
    let parts = value.parts().iter().map(Value::text);
    let wrong = parts.into_iter().find(|text| !pattern.matches(text))?;
    let problem = Problem::invalid("pattern_invalid").with("pattern", pattern.code());
    Some(problem.with("value", wrong))
}

/// `value` is what stands twice; of rows, the number of the second, counted from 1.
fn check_distinct(kind: &FieldKind, value: &Value) -> Option<Problem> {
    let value = &comparable(value);
    let parts = value
        .parts()
        .iter()
        .map(|part| one_text(part, Manner::Form));
    let rows = match value_json(kind, value) {
        Json::Array(rows) if !value.rows().is_empty() => rows,
        _ => Vec::new(),
    };
    let rows = rows.iter().map(Json::to_string).collect();
    let row = first_again(rows).map(|(index, _)| (index + 1).to_string());
    let twice = row.or_else(|| first_again(parts.collect()).map(|(_, part)| part))?;
    Some(Problem::invalid("repeated").with("value", twice))
}

/// Numbers are alike however many digits they are written with.
fn comparable(value: &Value) -> Value {
    let row = |row: &Record| {
        let cells = row.iter();
        cells
            .map(|(key, cell)| (key.clone(), comparable(cell)))
            .collect()
    };
    match value {
        Value::Number(number) => Value::Number(number.normalize()),
        Value::Several(parts) => Value::Several(parts.iter().map(comparable).collect()),
        Value::Rows(rows) => Value::Rows(rows.iter().map(row).collect()),
        other => other.clone(),
    }
}

fn first_again(all: Vec<String>) -> Option<(usize, String)> {
    let mut seen = BTreeSet::new();
    let mut all = all.into_iter().enumerate();
    all.find(|(_, one)| !seen.insert(one.clone()))
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
