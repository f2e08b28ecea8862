//! Tests of each rule.

use super::*;
use crate::testing::*;
use crate::{Choices, Condition, KindCode, Reference, RowOf};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use uuid::Uuid;

fn found(question: Question, value: Value) -> Vec<&'static str> {
    let record = Record::default().with(question.key.clone(), value);
    let problems = check(&Form::of(vec![question]), &record);
    problems.0.iter().map(|problem| problem.code).collect()
}

fn code(code: &str) -> Value {
    Value::Code(code.to_owned())
}

#[test]
fn what_must_be_filled_says_something() {
    let line = || question("a", FieldKind::Line).ruled(Rule::Filled);
    assert_eq!(found(line(), Value::Nothing), ["field_missing"]);
    assert_eq!(found(line(), text_value("\u{200b} ")), ["field_missing"]);
    assert!(found(line(), text_value("x")).is_empty());
    let tick = || question("a", FieldKind::YesNo).ruled(Rule::Filled);
    assert_eq!(found(tick(), Value::Yes(false)), ["field_missing"]);
    assert!(found(tick(), Value::Yes(true)).is_empty());
    assert!(found(question("a", FieldKind::Line), Value::Nothing).is_empty());
}

#[test]
fn texts_end() {
    let line = || question("a", FieldKind::Line).ruled(Rule::Longest(2));
    assert_eq!(found(line(), text_value("åäö")), ["text_too_long"]);
    assert!(found(line(), text_value("åä")).is_empty());
    let email = text_value("ekonom");
    assert_eq!(
        found(question("a", FieldKind::Email), email),
        ["email_invalid"]
    );
}

#[test]
fn choices_are_among_those_there_are() {
    let kind = FieldKind::Several(Choices::of("x", ["a", "b"]));
    let several = Value::Several(vec![code("a"), code("c")]);
    assert_eq!(found(question("a", kind), several), ["choice_invalid"]);
}

#[test]
fn numbers_amounts_and_dates_have_bounds() {
    let whole = || question("a", FieldKind::Integer).ruled(Rule::Between(number(1), number(9)));
    for (value, is_right) in [(0, false), (1, true), (9, true), (10, false)] {
        assert_eq!(
            found(whole(), number(value)).is_empty(),
            is_right,
            "{value}"
        );
    }
    let record = record(&[("a", number(10))]);
    let told = check(&Form::of(vec![whole()]), &record);
    assert_eq!(
        told.0[0].to_string(),
        "number_out_of_range least=\"1\" most=\"9\" @a"
    );
    let ore = |ore| Value::Ore(Ore(ore));
    let open = Rule::Between(ore(0), Value::Nothing);
    let amount = || question("a", FieldKind::Amount).ruled(open.clone());
    assert_eq!(found(amount(), ore(-1)), ["number_out_of_range"]);
    assert!(found(amount(), ore(i64::MAX)).is_empty());
    let range = Rule::Between(date("2026-01-01"), date("2026-12-31"));
    let day = question("a", FieldKind::Date).ruled(range);
    assert_eq!(found(day, date("2027-01-01")), ["date_out_of_range"]);
    let scale = FieldKind::Scale { from: 1, to: 5 };
    assert_eq!(
        found(question("a", scale), number(6)),
        ["number_out_of_range"]
    );
}

#[test]
fn a_date_is_not_before_another_that_is_shown() {
    let from = question("from", FieldKind::Date);
    let hidden = from.clone().shown_when(Condition::Said(FieldKey::of("to")));
    let never = from.clone().shown_when(Condition::Any(Vec::new()));
    let to = question("to", FieldKind::Date).ruled(Rule::NotBefore(FieldKey::of("from")));
    let both = record(&[("from", date("2026-02-01")), ("to", date("2026-01-31"))]);
    for (from, count) in [(from, 1), (hidden, 1), (never, 0)] {
        let problems = check(&Form::of(vec![from, to.clone()]), &both);
        assert_eq!(problems.0.len(), count);
        let told = problems.0.first().map(ToString::to_string);
        assert!(told.is_none_or(|told| told == "date_before other=\"from\" @to"));
    }
    let same = record(&[("from", date("2026-02-01")), ("to", date("2026-02-01"))]);
    let form = Form::of(vec![question("from", FieldKind::Date), to]);
    assert!(check(&form, &same).is_empty());
}

#[test]
fn texts_match_their_pattern() {
    let postal = || question("a", FieldKind::Line).ruled(Rule::Matches(PatternName::PostalCode));
    assert_eq!(found(postal(), text_value("x")), ["pattern_invalid"]);
    assert!(found(postal(), text_value("551 89")).is_empty());
    assert!(found(postal(), Value::Nothing).is_empty());
}

#[test]
fn no_two_of_a_list_are_alike() {
    let lines = || question("a", FieldKind::Lines).ruled(Rule::Distinct);
    let texts =
        |texts: &[&str]| Value::Several(texts.iter().map(|text| text_value(text)).collect());
    assert_eq!(found(lines(), texts(&["x", "y", "x"])), ["repeated"]);
    assert!(found(lines(), texts(&["x", "y"])).is_empty());
    let columns = vec![question("n", FieldKind::Decimal { unit: None })];
    let rows = FieldKind::Rows {
        of: RowOf::default(),
        columns,
        least: 0,
        most: 9,
    };
    let row = |text: &str| record(&[("n", Value::Number(text.parse::<Decimal>().unwrap()))]);
    let rows = || question("a", rows.clone()).ruled(Rule::Distinct);
    let twice = Value::Rows(vec![row("1"), row("2"), row("1.0")]);
    let problems = check(&Form::of(vec![rows()]), &record(&[("a", twice)]));
    assert_eq!(problems.0[0].to_string(), "repeated value=\"3\" @a");
    assert!(found(rows(), Value::Rows(vec![row("1"), row("2")])).is_empty());
}

#[test]
fn rows_have_a_number_and_rules_of_their_own() {
    let name = question("name", FieldKind::Line).ruled(Rule::Filled);
    let rows = |least, most| {
        let columns = vec![name.clone(), question("year", FieldKind::Year)];
        question(
            "a",
            FieldKind::Rows {
                of: RowOf::default(),
                columns,
                least,
                most,
            },
        )
    };
    let named = |count| Value::Rows(vec![record(&[("name", text_value("x"))]); count]);
    assert_eq!(found(rows(2, 3), named(0)), ["field_missing"]);
    assert_eq!(found(rows(2, 3), named(1)), ["rows_few"]);
    assert!(found(rows(2, 3), named(3)).is_empty());
    assert_eq!(found(rows(2, 3), named(4)), ["rows_many"]);
    let second = record(&[("year", number(2026))]);
    let two = Value::Rows(vec![record(&[("name", text_value("x"))]), second]);
    let problems = check(&Form::of(vec![rows(0, 3)]), &record(&[("a", two)]));
    assert_eq!(told(&problems), [("field_missing", "a.1.name")]);
}

#[test]
fn files_are_of_the_size_and_sort_that_was_asked_for() {
    let file = |bytes, media_type: &str| {
        let media_type = media_type.to_owned();
        let (id, name, checksum) = (Uuid::nil(), "a".to_owned(), "b".to_owned());
        Value::File(FileRef {
            id,
            name,
            media_type,
            bytes,
            checksum,
        })
    };
    let accept = vec!["application/pdf".into(), "image/*".into()];
    let files = |most| {
        question(
            "a",
            FieldKind::File {
                accept: accept.clone(),
                bytes: 9,
                most,
            },
        )
    };
    assert!(found(files(1), file(9, "image/png")).is_empty());
    assert_eq!(found(files(1), file(10, "image/png")), ["file_over_limit"]);
    assert_eq!(
        found(files(1), file(1, "text/html")),
        ["file_type_not_allowed"]
    );
    let two = || Value::Several(vec![file(1, "application/pdf"), file(2, "image/png")]);
    assert_eq!(found(files(1), two()), ["files_many"]);
    assert!(found(files(2), two()).is_empty());
}

#[test]
fn an_answer_of_another_kind_is_our_fault() {
    let party = |kind| Value::Ref(Reference::to(KindCode::of(kind), Key::parse("a").unwrap()));
    for (kind, value) in [
        (FieldKind::Date, text_value("2026-11-22")),
        (FieldKind::Integer, Value::Number("1.5".parse().unwrap())),
        (FieldKind::Line, Value::Several(vec![text_value("x")])),
        (FieldKind::One(KindCode::of("party")), party("group")),
    ] {
        assert_eq!(found(question("a", kind), value), ["internal"]);
    }
    let right = found(
        question("a", FieldKind::One(KindCode::of("party"))),
        party("party"),
    );
    assert!(right.is_empty());
}

#[test]
fn what_is_not_shown_is_not_looked_at() {
    let never = Condition::Any(Vec::new());
    let hidden = question("a", FieldKind::Line)
        .ruled(Rule::Filled)
        .shown_when(never);
    assert!(found(hidden.clone(), Value::Nothing).is_empty());
    assert!(found(hidden.ruled(Rule::Longest(1)), text_value("long")).is_empty());
}
