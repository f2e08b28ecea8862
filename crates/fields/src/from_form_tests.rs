//! Tests of what is read from a form.

use super::*;
use crate::testing::*;
use crate::{Choices, Condition, FieldKey, RowOf, Rule};

fn refused(form: &Form, pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let problems = from_form(form, &Pairs::of(pairs)).unwrap_err();
    let told = told(&problems).into_iter();
    told.map(|(code, field)| (code.to_owned(), field.to_owned()))
        .collect()
}

fn at(code: &str, field: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), field.to_owned())]
}

#[test]
fn what_cannot_be_read_is_told_at_its_field() {
    let form = every_kind();
    for (field, text, code) in [
        ("line", "a\u{0}", "character_not_allowed"),
        ("email", "a@b", "email_invalid"),
        ("email", "a b@c.se", "email_invalid"),
        ("choice", "third", "choice_invalid"),
        ("several", "third", "choice_invalid"),
        ("scale", "6", "number_out_of_range"),
        ("scale", "1,5", "integer_invalid"),
        ("integer", "x", "integer_invalid"),
        ("decimal", "1,2,3", "number_invalid"),
        ("amount", "1,234", "amount_invalid"),
        ("percent", "5 kr", "number_invalid"),
        ("date", "2021-02-30", "date_invalid"),
        ("year", "1799", "year_invalid"),
        ("yes_no", "kanske", "choice_invalid"),
        ("keyed", "Å", "key_invalid"),
        ("one", "Å", "key_invalid"),
        ("many", "Å", "key_invalid"),
        ("file", "{}", "file_reference_invalid"),
        ("files", "x", "file_reference_invalid"),
    ] {
        assert_eq!(
            refused(&form, &[(field, text)]),
            at(code, field),
            "{field} {text}"
        );
    }
}

#[test]
fn people_write_in_their_own_way() {
    let pairs = [
        ("line", " Gemensam\ndrift "),
        ("email", "Ekonom@Exempel.SE"),
        ("amount", "4 361 000 kr"),
        ("percent", "38,50 %"),
        ("date", "5 jan 2021"),
        ("yes_no", ""),
        ("yes_no", "true"),
        ("lines", "Skola\r\n\r\n  Vård; Hälsa;"),
        ("several", ""),
        ("several", "second_one"),
        ("prose", "\u{200b}"),
    ];
    let read = from_form(&every_kind(), &Pairs::of(&pairs)).unwrap();
    let lines = ["Skola", "Vård", "Hälsa"].map(text_value).to_vec();
    let expected = record(&[
        ("line", text_value("Gemensam drift")),
        ("email", text_value("ekonom@exempel.se")),
        (
            "amount",
            Value::Ore(samverk_foundation::Ore::from_kronor(4_361_000)),
        ),
        ("percent", Value::Number("38.5".parse().unwrap())),
        ("date", date("2021-01-05")),
        ("yes_no", Value::Yes(true)),
        ("lines", Value::Several(lines)),
        (
            "several",
            Value::Several(vec![Value::Code("second_one".to_owned())]),
        ),
    ]);
    assert_eq!(read, expected);
    let form = to_form_of(&expected);
    assert!(form.contains(&("percent".to_owned(), "38,5".to_owned())));
    assert!(form.contains(&("lines".to_owned(), "Skola\nVård\nHälsa".to_owned())));
}

fn to_form_of(record: &Record) -> Vec<(String, String)> {
    crate::to_form(&every_kind(), record)
}

#[test]
fn a_text_has_its_length() {
    let form = Form::of(vec![
        question("line", FieldKind::Line).ruled(Rule::Longest(3)),
        question("lines", FieldKind::Lines).ruled(Rule::Longest(3)),
        question("prose", FieldKind::Prose { rows: 4 }),
    ]);
    assert!(from_form(&form, &Pairs::of(&[("line", "åäö"), ("lines", "åäö\nabc")])).is_ok());
    assert_eq!(
        refused(&form, &[("line", "åäöa")]),
        at("text_too_long", "line")
    );
    assert_eq!(
        refused(&form, &[("lines", "a\nåäöa")]),
        at("text_too_long", "lines")
    );
    let long = "å".repeat(20_001);
    assert_eq!(
        refused(&form, &[("prose", &long)]),
        at("text_too_long", "prose")
    );
}

#[test]
fn what_must_be_there_is_missing_only_where_it_is_shown() {
    let is_other = Condition::Is(FieldKey::of("kind"), Value::Code("other".to_owned()));
    let form = Form::of(vec![
        question(
            "kind",
            FieldKind::Choice(Choices::of("x", ["this", "other"])),
        )
        .ruled(Rule::Filled),
        question("what", FieldKind::Date)
            .ruled(Rule::Filled)
            .shown_when(is_other),
        question("agreed", FieldKind::YesNo).ruled(Rule::Filled),
    ]);
    let agreed = ("agreed", "true");
    assert_eq!(refused(&form, &[agreed]), at("field_missing", "kind"));
    let other = ("kind", "other");
    assert_eq!(
        refused(&form, &[other, agreed]),
        at("field_missing", "what")
    );
    assert_eq!(
        refused(&form, &[other, agreed, ("what", "x")]),
        at("date_invalid", "what")
    );
    let this = ("kind", "this");
    assert!(from_form(&form, &Pairs::of(&[this, agreed, ("what", "x")])).is_ok());
    assert_eq!(
        refused(&form, &[this, ("agreed", "false")]),
        at("field_missing", "agreed")
    );
}

#[test]
fn a_cell_of_a_row_has_its_own_place() {
    let columns = vec![
        question("name", FieldKind::Line).ruled(Rule::Filled),
        question("amount", FieldKind::Amount),
    ];
    let (least, most) = (1, 3);
    let rows = FieldKind::Rows {
        of: RowOf::default(),
        columns,
        least,
        most,
    };
    let form = Form::of(vec![question("lines", rows)]);
    let wrong = [
        ("lines.0.name", "a"),
        ("lines.4.amount", "x"),
        ("lines.7.name", ""),
    ];
    let both = [
        at("field_missing", "lines.4.name"),
        at("amount_invalid", "lines.4.amount"),
    ]
    .concat();
    assert_eq!(refused(&form, &wrong), both);
    assert_eq!(
        refused(&form, &[("lines.2.amount", "1")]),
        at("field_missing", "lines.2.name")
    );
    assert_eq!(refused(&form, &[]), at("field_missing", "lines"));
    let right = Pairs::of(&[("lines.4.name", "a"), ("lines.4.amount", "1 200")]);
    let read = from_form(&form, &right).unwrap();
    assert_eq!(
        crate::to_form(&form, &read),
        [
            ("lines.0.name".to_owned(), "a".to_owned()),
            ("lines.0.amount".to_owned(), "1200".to_owned()),
        ]
    );
    let prepared = Pairs::of(&[("lines.0.name", "a"), ("lines.4.name", "b")]);
    assert_eq!(
        from_form(&form, &prepared)
            .unwrap()
            .get("lines")
            .rows()
            .len(),
        2
    );
    let mut made_by_amount = form.clone();
    if let FieldKind::Rows { of, .. } = &mut made_by_amount.sections[0].questions[0].kind {
        of.made_by = Some(FieldKey::of("amount"));
    }
    assert_eq!(
        refused(&made_by_amount, &[("lines.0.name", "a")]),
        at("field_missing", "lines")
    );
}
