//! Which questions are shown, after what was answered.

use crate::asked::Asked;
use crate::{Condition, FieldKey, FieldKind, Form, Record, Value};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The questions and notes that are shown.
pub fn shown(form: &Form, record: &Record) -> BTreeSet<FieldKey> {
    let shown = shown_among(&Asked::of_form(form), record);
    let answers = answers(record);
    let mut keys: BTreeSet<FieldKey> = shown.iter().map(|key| (*key).clone()).collect();
    for section in &form.sections {
        let is_shown = |one: &Condition| holds(one, &answers, &shown);
        let notes = section.questions.iter().filter(|one| !one.is_asked());
        let notes = notes.filter(|note| is_shown(&section.shown) && is_shown(&note.shown));
        keys.extend(notes.map(|note| note.key.clone()));
    }
    keys
}

/// The record without what is not shown, nor belongs to the form, and which answers were dropped.
pub fn without_hidden(form: &Form, record: &Record) -> (Record, Vec<FieldKey>) {
    let asked = Asked::of_form(form);
    let kept = kept(&asked, record);
    let is_dropped = |key: &&FieldKey| kept.get(key.as_str()).is_nothing();
    let dropped = record.iter().map(|(key, _)| key).filter(is_dropped);
    let dropped = dropped.cloned().collect();
    (kept, dropped)
}

fn kept(asked: &[Asked<'_>], record: &Record) -> Record {
    let shown = shown_among(asked, record);
    let there = asked.iter().filter(|one| shown.contains(one.key()));
    let pairs = there.map(|one| {
        let value = record.get(one.key().as_str());
        (one.key().clone(), kept_value(one, value))
    });
    pairs.collect()
}

fn kept_value(one: &Asked<'_>, value: &Value) -> Value {
    match (&one.question.kind, value) {
        (FieldKind::Rows { columns, .. }, Value::Rows(rows)) => {
            let columns = Asked::of_columns(columns);
            Value::Rows(rows.iter().map(|row| kept(&columns, row)).collect())
        }
        _ => value.clone(),
    }
}

/// Whether the condition holds of these answers.
pub fn fulfils(record: &Record, condition: &Condition) -> bool {
    let all = record.iter().map(|(key, _)| key).collect();
    holds(condition, &answers(record), &all)
}

/// Each round settles the questions that hang on settled ones. A circle never settles, so the
/// rounds are counted.
pub(crate) fn shown_among<'f>(asked: &[Asked<'f>], record: &Record) -> BTreeSet<&'f FieldKey> {
    let answers = answers(record);
    let mut shown: BTreeSet<&FieldKey> = asked.iter().map(Asked::key).collect();
    if asked.iter().all(Asked::is_always_shown) {
        return shown;
    }
    for _ in 0..=asked.len() {
        let is_shown = |one: &&Asked<'f>| {
            holds(one.section, &answers, &shown) && holds(&one.question.shown, &answers, &shown)
        };
        let next = asked.iter().filter(is_shown).map(Asked::key).collect();
        if next == shown {
            break;
        }
        shown = next;
    }
    shown
}

type Answers<'r> = BTreeMap<&'r FieldKey, &'r Value>;

fn answers(record: &Record) -> Answers<'_> {
    record.iter().collect()
}

/// What is not shown has no answer, whatever the record says.
fn holds(condition: &Condition, answers: &Answers<'_>, shown: &BTreeSet<&FieldKey>) -> bool {
    let answer = |key: &FieldKey| match shown.contains(key) {
        true => answers.get(key).copied().unwrap_or(&Value::Nothing),
        false => &Value::Nothing,
    };
    match condition {
        Condition::Always => true,
        Condition::Is(key, wanted) => is_or_has(answer(key), wanted),
        Condition::Among(key, wanted) => wanted.iter().any(|one| is_or_has(answer(key), one)),
        Condition::Said(key) => answer(key).is_said(),
        Condition::All(parts) => parts.iter().all(|part| holds(part, answers, shown)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, answers, shown)),
        Condition::Not(part) => !holds(part, answers, shown),
        Condition::Compared(key, comparison, number) => {
            let said = number_of(answer(key));
            said.is_some_and(|said| comparison.holds(said, *number))
        }
    }
}

/// Amounts count in kronor.
fn number_of(answer: &Value) -> Option<Decimal> {
    let kronor = answer.as_ore().map(|ore| Decimal::new(ore.0, 2));
    answer.as_number().or(kronor)
}

/// A box that is not ticked is `Yes(false)`, also when it was never asked about.
fn is_or_has(answer: &Value, wanted: &Value) -> bool {
    let is_unsaid = !answer.is_settled() && !wanted.is_settled();
    is_unsaid || answer == wanted || answer.parts().contains(wanted)
}

#[cfg(test)]
#[path = "shown_tests.rs"]
mod tests;
