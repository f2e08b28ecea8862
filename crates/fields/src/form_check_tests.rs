//! Tests of what a form may be.

use super::*;
use crate::RowOf;
use crate::testing::*;

fn key(name: &'static str) -> FieldKey {
    FieldKey::of(name)
}

fn line(name: &'static str) -> Question {
    question(name, FieldKind::Line)
}

fn found(questions: Vec<Question>) -> Vec<(&'static str, String)> {
    let problems = check_form(&Form::of(questions));
    let told = told(&problems).into_iter();
    told.map(|(code, field)| (code, field.to_owned())).collect()
}

fn at(code: &'static str, field: &str) -> Vec<(&'static str, String)> {
    vec![(code, field.to_owned())]
}

#[test]
fn every_kind_can_be_asked_for() {
    assert!(check_form(&every_kind()).is_empty());
}

#[test]
fn keys_are_usual_and_stand_once() {
    assert_eq!(
        found(vec![line("a"), line("a")]),
        at("field_key_repeated", "a")
    );
    assert_eq!(
        found(vec![line("a_b"), line("a__b")]),
        at("field_key_repeated", "a__b")
    );
    assert_eq!(found(vec![line("Å")]), at("field_key_invalid", "Å"));
    let mut form = Form::of(vec![line("a")]);
    form.sections.push(form.sections[0].clone());
    form.sections[1].questions = vec![line("b")];
    assert_eq!(told(&check_form(&form)), [("field_key_repeated", "main")]);
}

#[test]
fn a_format_is_known() {
    for format in [0, FORMAT + 1] {
        let form = Form {
            format,
            ..every_kind()
        };
        assert_eq!(told(&check_form(&form)), [("form_format_unknown", "")]);
    }
}

#[test]
fn a_condition_asks_about_an_answer_that_there_is() {
    let strange = || line("a").shown_when(Condition::Said(key("b")));
    assert_eq!(found(vec![strange()]), at("condition_unknown_field", "a"));
    let note = question("b", FieldKind::Note);
    assert_eq!(
        found(vec![strange(), note]),
        at("condition_unknown_field", "a")
    );
    let mut form = Form::of(vec![line("a")]);
    form.sections[0].shown = Condition::Said(key("b"));
    assert_eq!(
        told(&check_form(&form)),
        [("condition_unknown_field", "main")]
    );
}

#[test]
fn nothing_is_shown_after_its_own_answer() {
    let own = line("a").shown_when(Condition::Not(Box::new(Condition::Said(key("a")))));
    assert_eq!(found(vec![own]), at("condition_refers_to_itself", "a"));
    let asks =
        |name, other| line(name).shown_when(Condition::All(vec![Condition::Said(key(other))]));
    let circle = found(vec![
        asks("a", "b"),
        asks("b", "c"),
        asks("c", "a"),
        asks("d", "a"),
        line("e"),
    ]);
    let itself = |name: &str| ("condition_refers_to_itself", name.to_owned());
    assert_eq!(circle, [itself("a"), itself("b"), itself("c")]);
    assert!(found(vec![asks("a", "b"), asks("b", "c"), line("c")]).is_empty());
    let mut form = Form::of(vec![line("a"), line("b")]);
    form.sections[0].shown = Condition::Said(key("b"));
    assert_eq!(
        told(&check_form(&form)),
        [("condition_refers_to_itself", "b")]
    );
}

#[test]
fn choices_can_be_chosen() {
    let choice = |codes: Vec<&'static str>| {
        found(vec![question(
            "a",
            FieldKind::Choice(Choices::of("x", codes)),
        )])
    };
    assert_eq!(choice(vec![]), at("choices_missing", "a"));
    assert_eq!(choice(vec!["b", "b"]), at("choice_code_repeated", "a"));
    for wrong in ["", "b;c", "B", "b c"] {
        assert_eq!(choice(vec![wrong]), at("choice_code_invalid", "a"));
    }
}

#[test]
fn bounds_are_in_order() {
    let between = |least, most| {
        found(vec![
            question("a", FieldKind::Integer).ruled(Rule::Between(least, most)),
        ])
    };
    assert!(between(number(1), number(1)).is_empty());
    assert!(between(Value::Nothing, number(1)).is_empty());
    assert_eq!(between(number(2), number(1)), at("range_reversed", "a"));
    for (least, most) in [
        (number(1), date("2026-11-22")),
        (Value::Nothing, Value::Nothing),
        (text_value("a"), Value::Nothing),
    ] {
        assert_eq!(between(least, most), at("range_mixed", "a"));
    }
    let scale = FieldKind::Scale { from: 2, to: 1 };
    assert_eq!(found(vec![question("a", scale)]), at("range_reversed", "a"));
}

#[test]
fn a_date_is_after_another() {
    let after = |other| question("a", FieldKind::Date).ruled(Rule::NotBefore(key(other)));
    assert_eq!(found(vec![after("b")]), at("rule_unknown_field", "a"));
    assert_eq!(found(vec![after("a")]), at("rule_unknown_field", "a"));
    assert!(found(vec![after("b"), question("b", FieldKind::Date)]).is_empty());
}

#[test]
fn rows_have_columns() {
    let rows = |columns, least, most| {
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
    assert_eq!(found(vec![rows(vec![], 0, 1)]), at("columns_missing", "a"));
    assert_eq!(
        found(vec![rows(vec![line("b")], 2, 1)]),
        at("range_reversed", "a")
    );
    let inner = rows(vec![line("b")], 0, 1);
    assert_eq!(
        found(vec![rows(vec![inner], 0, 1)]),
        at("rows_in_rows", "a")
    );
    let twice = rows(vec![line("b"), line("b")], 0, 1);
    assert_eq!(found(vec![twice]), at("field_key_repeated", "a.b"));
    let asks = line("b").shown_when(Condition::Said(key("c")));
    assert_eq!(
        found(vec![rows(vec![asks], 0, 1), line("c")]),
        at("condition_unknown_field", "a.b")
    );
    let own = line("b").shown_when(Condition::Said(key("b")));
    assert_eq!(
        found(vec![rows(vec![own], 0, 1)]),
        at("condition_refers_to_itself", "a.b")
    );
}

#[test]
fn a_question_can_be_read() {
    let silent = Question::new(key("a"), crate::Words::said([]), FieldKind::Line);
    assert_eq!(found(vec![silent]), at("label_missing", "a"));
}

#[test]
fn nobody_answers_a_thousand_questions() {
    let name = |number: usize| FieldKey::parse(&format!("a{number}")).unwrap();
    let ask = |number| Question {
        key: name(number),
        ..line("a")
    };
    assert!(found((0..QUESTIONS_MAX).map(ask).collect()).is_empty());
    assert_eq!(
        found((0..=QUESTIONS_MAX).map(ask).collect()),
        at("questions_many", "")
    );
}
