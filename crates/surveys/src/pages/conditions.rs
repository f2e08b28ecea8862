//! When a question or a section is shown: after which answer to which question, or after up to three such answers of
//! which all, or one, must be given. A number is compared with one that is written beside. What an imported form asks
//! beyond that is kept as it is.

use super::words::condition_words;
use samverk_fields::{Comparison, Condition, FieldKey, FieldKind, Form, Question, Value, plain};
use samverk_foundation::{Problem, Problems};
use samverk_kept::words;
use samverk_web::{Choice, Field, FieldKind as Drawn, Ui, Values};

pub(super) const SHOWN: &str = "shown";

/// The fields of one condition: what it asks for, and the numbers that it compares with.
struct Place {
    name: &'static str,
    label: &'static str,
    from: &'static str,
    to: &'static str,
}

/// The first, and the others that it is joined with.
const PLACES: [Place; 3] = [
    Place {
        name: SHOWN,
        label: "question-shown",
        from: "shown_number",
        to: "shown_number_to",
    },
    Place {
        name: "shown_second",
        label: "condition-second",
        from: "shown_second_number",
        to: "shown_second_number_to",
    },
    Place {
        name: "shown_third",
        label: "condition-third",
        from: "shown_third_number",
        to: "shown_third_number_to",
    },
];

/// How an answer compares with a number, as a list has it.
const COMPARED: [(&str, Comparison, &str); 4] = [
    ("less", Comparison::Less, "condition-offers-less"),
    ("most", Comparison::LessOrEqual, "condition-offers-most"),
    ("least", Comparison::MoreOrEqual, "condition-offers-least"),
    ("more", Comparison::More, "condition-offers-more"),
];
const BETWEEN: &str = "between";

/// Whether all must hold, or one.
const JOINED: &str = "shown_joined";
const ALL: &str = "all";
const ANY: &str = "any";
/// What was there before and cannot be chosen in a list.
const KEEP: &str = "keep";

/// The fields, with the questions that something can hang on: all but `own`.
pub(super) fn fields(ui: &Ui, form: &Form, own: &[&FieldKey], now: &Condition) -> Vec<Field> {
    let questions = form.questions().filter(|one| one.is_asked());
    let questions: Vec<&Question> = questions.filter(|one| !own.contains(&&one.key)).collect();
    let groups: Vec<(String, Vec<Choice>)> = questions
        .iter()
        .map(|question| (words(ui, &question.label), choices(ui, question)))
        .collect();
    let has_numbers = questions.iter().any(|one| is_number(&one.kind));
    let mut fields = Vec::new();
    for place in &PLACES {
        let mut offered = groups.clone();
        let is_first = place.name == SHOWN;
        if is_first && slots_of(now).is_none() {
            let keep = Choice::new(KEEP, condition_words(ui, form, now));
            offered.insert(0, (ui.t("condition-as-now"), vec![keep]));
        }
        let list = Drawn::SelectGroups(offered);
        let mut field = Field::new(place.name, ui.t(place.label), list);
        if is_first {
            field = field.hint(ui.t("question-shown-hint"));
        }
        fields.push(field);
        if has_numbers {
            let number = |name, label: &str| Field::new(name, ui.t(label), Drawn::Number).half();
            let from = number(place.from, "condition-number");
            fields.push(from.hint(ui.t("condition-number-hint")));
            let to = number(place.to, "condition-number-to");
            fields.push(to.hint(ui.t("condition-number-to-hint")));
        }
    }
    let joined = vec![
        Choice::new(ALL, ui.t("condition-joined-all")),
        Choice::new(ANY, ui.t("condition-joined-any")),
    ];
    let joined = Field::new(JOINED, ui.t("condition-joined"), Drawn::Select(joined));
    fields.push(joined);
    fields
}

const fn is_number(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Integer
            | FieldKind::Decimal { .. }
            | FieldKind::Amount
            | FieldKind::Percent
            | FieldKind::Year
            | FieldKind::Scale { .. }
    )
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
    if is_number(&question.kind) {
        let offer = |code: &str, text: &str| {
            Choice::new(format!("{code}:{key}"), ui.t1(text, "question", &asked))
        };
        all.extend(COMPARED.map(|(code, _, text)| offer(code, text)));
        all.push(offer(BETWEEN, "condition-offers-between"));
    }
    all
}

/// One condition as its fields show it.
struct Slot {
    code: String,
    from: String,
    to: String,
}

impl Slot {
    fn of(condition: &Condition) -> Option<Self> {
        let chosen = |code: String| Self {
            code,
            from: String::new(),
            to: String::new(),
        };
        match condition {
            Condition::Said(key) => Some(chosen(format!("said:{key}"))),
            Condition::Is(key, Value::Code(code)) => Some(chosen(format!("is:{key}:{code}"))),
            Condition::Is(key, Value::Number(number)) if number.is_integer() => {
                Some(chosen(format!("is:{key}:{}", number.normalize())))
            }
            Condition::Compared(key, comparison, number) => {
                let mut all = COMPARED.iter();
                let (code, ..) = all.find(|(_, one, _)| one == comparison)?;
                Some(Self {
                    from: plain(*number).replace('.', ","),
                    ..chosen(format!("{code}:{key}"))
                })
            }
            Condition::All(parts) => match parts.as_slice() {
                [
                    Condition::Compared(key, Comparison::MoreOrEqual, from),
                    Condition::Compared(other, Comparison::LessOrEqual, to),
                ] if key == other => Some(Self {
                    code: format!("{BETWEEN}:{key}"),
                    from: plain(*from).replace('.', ","),
                    to: plain(*to).replace('.', ","),
                }),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What the fields show: how the parts are joined, and each of them. Nothing for what they cannot show.
fn slots_of(condition: &Condition) -> Option<(&'static str, Vec<Slot>)> {
    if let Some(slot) = Slot::of(condition) {
        return Some((ALL, vec![slot]));
    }
    let (joined, parts) = match condition {
        Condition::Always => return Some((ALL, Vec::new())),
        Condition::All(parts) => (ALL, parts),
        Condition::Any(parts) => (ANY, parts),
        _ => return None,
    };
    let slots: Option<Vec<Slot>> = parts.iter().map(Slot::of).collect();
    let slots = slots.filter(|slots| (1..=PLACES.len()).contains(&slots.len()));
    slots.map(|slots| (joined, slots))
}

pub(super) fn filled(values: Values, now: &Condition) -> Values {
    let Some((joined, slots)) = slots_of(now) else {
        return values.set(SHOWN, KEEP);
    };
    let values = values.set(JOINED, joined);
    let slots = PLACES.iter().zip(slots);
    slots.fold(values, |values, (place, slot)| {
        let values = values.set(place.name, slot.code);
        values.set(place.from, slot.from).set(place.to, slot.to)
    })
}

/// Fails with `choice_invalid`, with `condition_kept_whole` for what cannot be joined with more, or with what is wrong
/// with a number. What it asks about is looked at with the form.
pub(super) fn read(values: &Values, form: &Form, now: &Condition) -> Result<Condition, Problems> {
    let mut parts = Vec::new();
    for place in &PLACES {
        let part = match values.text(place.name) {
            "" => continue,
            KEEP if place.name == SHOWN => now.clone(),
            written => read_one(values, place, written, form)?,
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if values.text(SHOWN) == KEEP && parts.len() > 1 {
        let [_, second, _] = &PLACES;
        return Err(Problem::invalid("condition_kept_whole")
            .at_field(second.name)
            .into());
    }
    let is_any = values.text(JOINED) == ANY;
    Ok(match parts.len() {
        0 => Condition::Always,
        1 => parts.remove(0),
        _ if is_any => Condition::Any(parts),
        _ => Condition::All(parts),
    })
}

fn read_one(
    values: &Values,
    place: &Place,
    written: &str,
    form: &Form,
) -> Result<Condition, Problem> {
    let invalid = || {
        let invalid = Problem::invalid("choice_invalid").with("value", written);
        invalid.at_field(place.name)
    };
    let (sort, rest) = written.split_once(':').ok_or_else(invalid)?;
    let (key, code) = match rest.split_once(':') {
        Some((key, code)) => (key, Some(code)),
        None => (rest, None),
    };
    let key = FieldKey::parse(key).map_err(|_| invalid())?;
    let number = |name: &str| {
        let missing = || Problem::invalid("field_missing").at_field(name);
        values.optional_decimal(name)?.ok_or_else(missing)
    };
    let compared = COMPARED.iter().find(|(code, ..)| *code == sort);
    match (sort, code, compared) {
        ("said", None, _) => Ok(Condition::Said(key)),
        ("is", Some(code), _) => {
            let is_scale = |one: &Question| matches!(one.kind, FieldKind::Scale { .. });
            let value = match form.find(key.as_str()).is_some_and(is_scale) {
                true => Value::Number(code.parse::<i64>().map_err(|_| invalid())?.into()),
                false => Value::Code(code.to_owned()),
            };
            Ok(Condition::Is(key, value))
        }
        (_, None, Some((_, comparison, _))) => {
            Ok(Condition::Compared(key, *comparison, number(place.from)?))
        }
        (BETWEEN, None, _) => {
            let (from, to) = (number(place.from)?, number(place.to)?);
            if to < from {
                return Err(Problem::invalid("range_reversed").at_field(place.to));
            }
            Ok(Condition::All(vec![
                Condition::Compared(key.clone(), Comparison::MoreOrEqual, from),
                Condition::Compared(key, Comparison::LessOrEqual, to),
            ]))
        }
        _ => Err(invalid()),
    }
}
