//! For the tests: any form, and any answers to it.

use crate::testing::{kinds, question};
use crate::*;
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, text};
use uuid::Uuid;

/// Every kind once in any order, in two sections; some must be answered, some hang on others.
pub fn any_form() -> impl Strategy<Value = Form> {
    let shuffled = Just(kinds()).prop_shuffle();
    let choices = vec((any::<bool>(), 0..8_usize), kinds().len());
    (shuffled, choices, 0..kinds().len()).prop_map(|(kinds, choices, cut)| {
        let mut before: Option<FieldKey> = None;
        let mut questions = Vec::new();
        for ((key, kind), (is_filled, shown)) in kinds.into_iter().zip(choices) {
            let mut question = question(key, kind);
            question
                .rules
                .extend((is_filled && question.is_asked()).then_some(Rule::Filled));
            question.shown = match before.clone() {
                Some(before) if shown == 0 => Condition::Said(before),
                Some(before) if shown == 1 => Condition::Not(Box::new(Condition::Said(before))),
                _ => Condition::Always,
            };
            if question.is_asked() {
                before = Some(question.key.clone());
            }
            questions.push(question);
        }
        let mut form = Form::of(questions);
        let mut second = form.sections[0].clone();
        second.key = FieldKey::of("second");
        second.questions = form.sections[0].questions.split_off(cut);
        form.sections.push(second);
        form
    })
}

/// A form and answers that keep its rules.
pub fn answered_form() -> impl Strategy<Value = (Form, Record)> {
    let answered = any_form().prop_flat_map(|form| {
        let questions: Vec<Question> = form.questions().cloned().collect();
        (Just(form), any_record(questions))
    });
    answered.prop_filter("rules are kept", |(form, record)| {
        check(form, record).is_empty()
    })
}

pub fn any_record(questions: Vec<Question>) -> BoxedStrategy<Record> {
    let values: Vec<_> = questions.iter().map(answer).collect();
    let keys: Vec<FieldKey> = questions.into_iter().map(|question| question.key).collect();
    values
        .prop_map(move |values| keys.iter().cloned().zip(values).collect())
        .boxed()
}

/// An answer that is there when it must be, and otherwise mostly.
fn answer(question: &Question) -> BoxedStrategy<Value> {
    let value = any_value(&question.kind);
    match &question.kind {
        FieldKind::Note => value,
        FieldKind::YesNo if question.is_required() => Just(Value::Yes(true)).boxed(),
        FieldKind::YesNo => value,
        _ if question.is_required() => value.prop_filter("is said", Value::is_said).boxed(),
        _ => prop_oneof![1 => Just(Value::Nothing), 4 => value].boxed(),
    }
}

fn any_value(kind: &FieldKind) -> BoxedStrategy<Value> {
    let number = |numbers: std::ops::Range<i64>| numbers.prop_map(|n| Value::Number(n.into()));
    match kind {
        FieldKind::Line => any_line().prop_map(Value::Text).boxed(),
        FieldKind::Prose { .. } => any_prose().prop_map(Value::Text).boxed(),
        FieldKind::Email => "[a-zåäö0-9]{1,5}@[a-zå]{1,5}[.]se"
            .prop_map(Value::Text)
            .boxed(),
        FieldKind::Choice(choices) => select(codes(choices)).boxed(),
        FieldKind::Several(choices) => {
            let codes = codes(choices);
            subsequence(codes.clone(), 0..=codes.len())
                .prop_map(Value::Several)
                .boxed()
        }
        FieldKind::Scale { from, to } => number(*from..*to + 1).boxed(),
        FieldKind::Integer => any::<i64>().prop_map(|n| Value::Number(n.into())).boxed(),
        FieldKind::Decimal { .. } | FieldKind::Percent => {
            let digits = -999_999_999_999_999..=999_999_999_999_999_i64;
            (digits, 0..=10_u32)
                .prop_map(|(n, part)| Value::Number(Decimal::new(n, part)))
                .boxed()
        }
        FieldKind::Year => number(1800..2201).boxed(),
        FieldKind::Amount => {
            let most = 9_999_999_999_999_999_i64;
            (-most..=most).prop_map(|ore| Value::Ore(Ore(ore))).boxed()
        }
        FieldKind::Date => {
            let days = (1800..=2200, 1..=366_u32);
            let date = days.prop_filter_map("is a day", |(y, d)| NaiveDate::from_yo_opt(y, d));
            date.prop_map(Value::Date).boxed()
        }
        FieldKind::YesNo => any::<bool>().prop_map(Value::Yes).boxed(),
        FieldKind::Keyed => any_key().prop_map(Value::Key).boxed(),
        FieldKind::Lines => {
            let line = any_line().prop_map(|line| line.replace(';', ""));
            let line = line.prop_filter_map("is seen", |line| text::line(&line).ok());
            let line = line.prop_filter("is seen", |line| !line.is_empty());
            vec(line.prop_map(Value::Text), 0..4)
                .prop_map(Value::Several)
                .boxed()
        }
        FieldKind::One(kind) => any_reference(kind.clone()).boxed(),
        FieldKind::Many(kind) => vec(any_reference(kind.clone()), 0..4)
            .prop_map(Value::Several)
            .boxed(),
        FieldKind::OneOf(kinds) => select(kinds.clone()).prop_flat_map(any_reference).boxed(),
        FieldKind::Rows { columns, .. } => vec(any_record(columns.clone()), 0..3)
            .prop_map(Value::Rows)
            .boxed(),
        FieldKind::File { most: 1, .. } => any_file().boxed(),
        FieldKind::File { .. } => vec(any_file(), 0..4).prop_map(Value::Several).boxed(),
        FieldKind::Note => Just(Value::Nothing).boxed(),
    }
}

fn codes(choices: &Choices) -> Vec<Value> {
    choices
        .codes()
        .into_iter()
        .map(|code| Value::Code(code.to_owned()))
        .collect()
}

fn any_line() -> impl Strategy<Value = String> {
    let written = "[a-zåäö][a-zåäö;,\"'=|{}\\[\\]\t-]{0,12}|\\PC{1,8}";
    written.prop_filter_map("can be kept", |written| text::line(&written).ok())
}

fn any_prose() -> impl Strategy<Value = String> {
    let written = "[a-zåäö][a-zåäö;,\"'=|{}\r\n\t-]{0,12}|\\PC{1,8}";
    written.prop_filter_map("can be kept", |written| text::prose(&written).ok())
}

fn any_key() -> impl Strategy<Value = Key> {
    "[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?".prop_map(|key| Key::parse(&key).unwrap())
}

fn any_reference(kind: KindCode) -> impl Strategy<Value = Value> {
    any_key().prop_map(move |key| Value::Ref(Reference::to(kind.clone(), key)))
}

fn any_file() -> impl Strategy<Value = Value> {
    let named = any_line().prop_filter("has a name", |name| !name.is_empty());
    (any::<u128>(), named, 0..i64::MAX as u64).prop_map(|(id, name, bytes)| {
        Value::File(FileRef {
            id: Uuid::from_u128(id),
            name,
            media_type: "application/pdf".to_owned(),
            bytes,
            checksum: "sha256:00".to_owned(),
        })
    })
}
