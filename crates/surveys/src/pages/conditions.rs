//! When a question or a section is shown, as one list to choose from: after which answer to which question.

use super::words::condition_words;
use samverk_fields::{Condition, FieldKey, FieldKind, Form, Question, Value};
use samverk_foundation::Problem;
use samverk_kept::words;
use samverk_web::{Choice, Field, FieldKind as Drawn, Ui, Values};

pub(super) const SHOWN: &str = "shown";
/// What was there before and cannot be chosen in a list.
const KEEP: &str = "keep";

/// The field, with the questions that something can hang on: all but `own`.
pub(super) fn field(ui: &Ui, form: &Form, own: &[&FieldKey], now: &Condition) -> Field {
    let mut groups = Vec::new();
    if code_of(now).is_none() {
        let keep = Choice::new(KEEP, condition_words(ui, form, now));
        groups.push((ui.t("condition-as-now"), vec![keep]));
    }
    let questions = form.questions().filter(|one| one.is_asked());
    for question in questions.filter(|one| !own.contains(&&one.key)) {
        groups.push((words(ui, &question.label), choices(ui, question)));
    }
    let field = Field::new(SHOWN, ui.t("question-shown"), Drawn::SelectGroups(groups));
    field.hint(ui.t("question-shown-hint"))
}

fn choices(ui: &Ui, question: &Question) -> Vec<Choice> {
    let key = &question.key;
    let is = |code: &str, label: String| {
        let told = ui.t1("condition-answer-is", "value", label);
        Choice::new(format!("is:{key}:{code}"), told)
    };
    let mut all = vec![Choice::new(
        format!("said:{key}"),
        ui.t("condition-answered"),
    )];
    match &question.kind {
        FieldKind::Choice(options) | FieldKind::Several(options) => {
            all.extend(
                options
                    .0
                    .iter()
                    .map(|one| is(&one.code, words(ui, &one.label))),
            );
        }
        FieldKind::Scale { from, to } if to - from < 20 => {
            all.extend((*from..=*to).map(|step| is(&step.to_string(), step.to_string())));
        }
        _ => {}
    }
    all
}

/// What the list shows as chosen; nothing for what it cannot.
fn code_of(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Always => Some(String::new()),
        Condition::Said(key) => Some(format!("said:{key}")),
        Condition::Is(key, Value::Code(code)) => Some(format!("is:{key}:{code}")),
        Condition::Is(key, Value::Number(number)) if number.is_integer() => {
            Some(format!("is:{key}:{}", number.normalize()))
        }
        _ => None,
    }
}

pub(super) fn filled(values: Values, now: &Condition) -> Values {
    let code = code_of(now).unwrap_or_else(|| KEEP.to_owned());
    values.set(SHOWN, code)
}

/// Fails with `choice_invalid`. What it asks about is looked at with the form.
pub(super) fn read(values: &Values, form: &Form, now: &Condition) -> Result<Condition, Problem> {
    let written = values.text(SHOWN);
    let invalid = || {
        Problem::invalid("choice_invalid")
            .with("value", written)
            .at_field(SHOWN)
    };
    let mut parts = written.splitn(3, ':');
    let key = |key: Option<&str>| FieldKey::parse(key.unwrap_or_default()).map_err(|_| invalid());
    match parts.next() {
        None | Some("") => Ok(Condition::Always),
        Some(KEEP) => Ok(now.clone()),
        Some("said") => Ok(Condition::Said(key(parts.next())?)),
        Some("is") => {
            let key = key(parts.next())?;
            let code = parts.next().ok_or_else(invalid)?;
            let is_scale = |one: &Question| matches!(one.kind, FieldKind::Scale { .. });
            let value = match form.find(key.as_str()).is_some_and(is_scale) {
                true => Value::Number(code.parse::<i64>().map_err(|_| invalid())?.into()),
                false => Value::Code(code.to_owned()),
            };
            Ok(Condition::Is(key, value))
        }
        Some(_) => Err(invalid()),
    }
}
