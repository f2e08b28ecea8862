//! When a question or a section is shown: after which answer to which question, or after up to three such answers of
//! which all, or one, must be given. What an imported form asks beyond that is kept as it is.

use super::words::condition_words;
use samverk_fields::{Condition, FieldKey, FieldKind, Form, Question, Value};
use samverk_foundation::Problem;
use samverk_kept::words;
use samverk_web::{Choice, Field, FieldKind as Drawn, Ui, Values};

pub(super) const SHOWN: &str = "shown";
/// The others that the first is joined with.
const MORE: [&str; 2] = ["shown_second", "shown_third"];
/// Whether all must hold, or one.
const JOINED: &str = "shown_joined";
const ALL: &str = "all";
const ANY: &str = "any";
/// What was there before and cannot be chosen in a list.
const KEEP: &str = "keep";

/// The fields, with the questions that something can hang on: all but `own`.
pub(super) fn fields(ui: &Ui, form: &Form, own: &[&FieldKey], now: &Condition) -> Vec<Field> {
    let questions = form.questions().filter(|one| one.is_asked());
    let questions = questions.filter(|one| !own.contains(&&one.key));
    let groups: Vec<(String, Vec<Choice>)> = questions
        .map(|question| (words(ui, &question.label), choices(ui, question)))
        .collect();
    let mut first = groups.clone();
    if parts_of(now).is_none() {
        let keep = Choice::new(KEEP, condition_words(ui, form, now));
        first.insert(0, (ui.t("condition-as-now"), vec![keep]));
    }
    let shown = Field::new(SHOWN, ui.t("question-shown"), Drawn::SelectGroups(first));
    let joined = vec![
        Choice::new(ALL, ui.t("condition-joined-all")),
        Choice::new(ANY, ui.t("condition-joined-any")),
    ];
    let joined = Field::new(JOINED, ui.t("condition-joined"), Drawn::Select(joined));
    let labels = ["condition-second", "condition-third"];
    let more = MORE.into_iter().zip(labels);
    let more = more.map(|(name, label)| {
        Field::new(name, ui.t(label), Drawn::SelectGroups(groups.clone())).half()
    });
    std::iter::once(shown.hint(ui.t("question-shown-hint")))
        .chain(more)
        .chain([joined])
        .collect()
}

fn choices(ui: &Ui, question: &Question) -> Vec<Choice> {
    let key = &question.key;
    // A list that is closed shows one line: which question stands in it too.
    let asked = words(ui, &question.label);
    let is = |code: &str, label: String| {
        let told = [("question", asked.as_str()), ("value", &label)];
        Choice::new(format!("is:{key}:{code}"), ui.t_with("condition-is", &told))
    };
    let answered = ui.t1("condition-said", "question", &asked);
    let said = Choice::new(format!("said:{key}"), answered);
    let mut all = vec![said];
    match &question.kind {
        FieldKind::Choice(options) | FieldKind::Several(options) => {
            let options = options.0.iter();
            all.extend(options.map(|one| is(&one.code, words(ui, &one.label))));
        }
        FieldKind::Scale { from, to } if to - from < 20 => {
            all.extend((*from..=*to).map(|step| is(&step.to_string(), step.to_string())));
        }
        _ => {}
    }
    all
}

/// What the fields show: how the parts are joined, and each as a list has it. Nothing for what they cannot show.
fn parts_of(condition: &Condition) -> Option<(&'static str, Vec<String>)> {
    let (joined, parts) = match condition {
        Condition::Always => return Some((ALL, Vec::new())),
        Condition::All(parts) => (ALL, parts.as_slice()),
        Condition::Any(parts) => (ANY, parts.as_slice()),
        one => (ALL, std::slice::from_ref(one)),
    };
    let codes: Option<Vec<String>> = parts.iter().map(code_of).collect();
    let codes = codes.filter(|codes| (1..=MORE.len() + 1).contains(&codes.len()));
    codes.map(|codes| (joined, codes))
}

fn code_of(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Said(key) => Some(format!("said:{key}")),
        Condition::Is(key, Value::Code(code)) => Some(format!("is:{key}:{code}")),
        Condition::Is(key, Value::Number(number)) if number.is_integer() => {
            Some(format!("is:{key}:{}", number.normalize()))
        }
        _ => None,
    }
}

pub(super) fn filled(values: Values, now: &Condition) -> Values {
    let Some((joined, codes)) = parts_of(now) else {
        return values.set(SHOWN, KEEP);
    };
    let names = std::iter::once(SHOWN).chain(MORE);
    let values = values.set(JOINED, joined);
    let codes = names.zip(codes);
    codes.fold(values, |values, (name, code)| values.set(name, code))
}

/// Fails with `choice_invalid`, or with `condition_kept_whole` for what cannot be joined with more. What it asks about
/// is looked at with the form.
pub(super) fn read(values: &Values, form: &Form, now: &Condition) -> Result<Condition, Problem> {
    let mut parts = Vec::new();
    for name in std::iter::once(SHOWN).chain(MORE) {
        let part = match values.text(name) {
            "" => continue,
            KEEP if name == SHOWN => now.clone(),
            written => read_one(written, form).ok_or_else(|| {
                let invalid = Problem::invalid("choice_invalid").with("value", written);
                invalid.at_field(name)
            })?,
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if values.text(SHOWN) == KEEP && parts.len() > 1 {
        return Err(Problem::invalid("condition_kept_whole").at_field(MORE[0]));
    }
    let is_any = values.text(JOINED) == ANY;
    Ok(match parts.len() {
        0 => Condition::Always,
        1 => parts.remove(0),
        _ if is_any => Condition::Any(parts),
        _ => Condition::All(parts),
    })
}

fn read_one(written: &str, form: &Form) -> Option<Condition> {
    let mut parts = written.splitn(3, ':');
    let (sort, key) = (parts.next()?, FieldKey::parse(parts.next()?).ok()?);
    match (sort, parts.next()) {
        ("said", None) => Some(Condition::Said(key)),
        ("is", Some(code)) => {
            let is_scale = |one: &Question| matches!(one.kind, FieldKind::Scale { .. });
            let value = match form.find(key.as_str()).is_some_and(is_scale) {
                true => Value::Number(code.parse::<i64>().ok()?.into()),
                false => Value::Code(code.to_owned()),
            };
            Some(Condition::Is(key, value))
        }
        _ => None,
    }
}
