//! Tests of what is shown.

use super::*;
use crate::testing::*;
use crate::{Choices, RowOf, Section};

fn keys(shown: &BTreeSet<FieldKey>) -> Vec<&str> {
    shown.iter().map(FieldKey::as_str).collect()
}

fn key(name: &'static str) -> FieldKey {
    FieldKey::of(name)
}

fn code(code: &str) -> Value {
    Value::Code(code.to_owned())
}

fn holds_of(condition: Condition, answers: &[(&'static str, Value)]) -> bool {
    let form = Form::of(vec![
        question("kind", FieldKind::Choice(Choices::of("x", ["a", "b"]))),
        question("topics", FieldKind::Several(Choices::of("x", ["a", "b"]))),
        question("open", FieldKind::YesNo),
        question("more", FieldKind::Line).shown_when(condition),
    ]);
    shown(&form, &record(answers)).contains(&key("more"))
}

#[test]
fn each_condition_asks_about_answers() {
    let is_a = || Condition::Is(key("kind"), code("a"));
    assert!(holds_of(is_a(), &[("kind", code("a"))]));
    assert!(!holds_of(is_a(), &[("kind", code("b"))]));
    assert!(!holds_of(is_a(), &[]));

    let among = || Condition::Among(key("kind"), vec![code("a"), code("c")]);
    assert!(holds_of(among(), &[("kind", code("a"))]));
    assert!(!holds_of(among(), &[("kind", code("b"))]));

    let has_b = || Condition::Is(key("topics"), code("b"));
    let both = Value::Several(vec![code("a"), code("b")]);
    assert!(holds_of(has_b(), &[("topics", both)]));
    assert!(!holds_of(
        has_b(),
        &[("topics", Value::Several(vec![code("a")]))]
    ));

    let said = || Condition::Said(key("open"));
    assert!(holds_of(said(), &[("open", Value::Yes(true))]));
    assert!(!holds_of(said(), &[("open", Value::Yes(false))]));
    assert!(!holds_of(said(), &[]));
    let is_no = || Condition::Is(key("open"), Value::Yes(false));
    assert!(holds_of(is_no(), &[]));
    assert!(!holds_of(is_no(), &[("open", Value::Yes(true))]));
}

#[test]
fn conditions_are_put_together() {
    let is_a = || Condition::Is(key("kind"), code("a"));
    let open = || Condition::Said(key("open"));
    let (a, yes) = (("kind", code("a")), ("open", Value::Yes(true)));
    let all = || Condition::All(vec![is_a(), open()]);
    let any = || Condition::Any(vec![is_a(), open()]);
    assert!(holds_of(all(), &[a.clone(), yes.clone()]));
    assert!(!holds_of(all(), std::slice::from_ref(&a)));
    assert!(holds_of(any(), &[a]));
    assert!(!holds_of(any(), &[]));
    assert!(holds_of(Condition::Not(Box::new(any())), &[]));
    assert!(!holds_of(Condition::Not(Box::new(any())), &[yes]));
    assert!(holds_of(Condition::All(Vec::new()), &[]));
    assert!(!holds_of(Condition::Any(Vec::new()), &[]));
}

/// `first` shows `second`, which shows `third`; they stand in the other order.
fn chain() -> Form {
    Form::of(vec![
        question("third", FieldKind::Line).shown_when(Condition::Said(key("second"))),
        question("second", FieldKind::Line).shown_when(Condition::Said(key("first"))),
        question("first", FieldKind::Line),
    ])
}

#[test]
fn what_hangs_on_a_hidden_answer_is_hidden() {
    let two = record(&[("second", text_value("x")), ("third", text_value("y"))]);
    assert_eq!(keys(&shown(&chain(), &two)), ["first"]);
    let (kept, dropped) = without_hidden(&chain(), &two);
    assert!(kept.is_empty());
    assert_eq!(dropped, [key("second"), key("third")]);
    let all = two.with(key("first"), text_value("z"));
    assert_eq!(keys(&shown(&chain(), &all)), ["first", "second", "third"]);
    assert_eq!(without_hidden(&chain(), &all), (all, Vec::new()));
}

#[test]
fn a_section_hides_its_questions_and_notes() {
    let mut form = Form::of(vec![question("first", FieldKind::YesNo)]);
    form.sections.push(Section {
        key: key("more"),
        title: None,
        help: None,
        shown: Condition::Said(key("first")),
        questions: vec![
            question("note", FieldKind::Note),
            question("second", FieldKind::Line),
        ],
    });
    let second = record(&[("second", text_value("x"))]);
    assert_eq!(keys(&shown(&form, &second)), ["first"]);
    let open = second.with(key("first"), Value::Yes(true));
    assert_eq!(keys(&shown(&form, &open)), ["first", "note", "second"]);
}

#[test]
fn columns_hang_on_their_own_row() {
    let columns = vec![
        question("other", FieldKind::YesNo),
        question("what", FieldKind::Line).shown_when(Condition::Said(key("other"))),
    ];
    let (least, most) = (0, 9);
    let rows = FieldKind::Rows {
        of: RowOf::default(),
        columns,
        least,
        most,
    };
    let form = Form::of(vec![question("rows", rows)]);
    let row = |other| record(&[("other", Value::Yes(other)), ("what", text_value("x"))]);
    let answers = record(&[("rows", Value::Rows(vec![row(true), row(false)]))]);
    let (kept, dropped) = without_hidden(&form, &answers);
    assert_eq!(
        kept.get("rows").rows(),
        [row(true), record(&[("other", Value::Yes(false))])]
    );
    assert!(dropped.is_empty());
}

#[test]
fn a_circle_ends() {
    let form = Form::of(vec![
        question("a", FieldKind::Line)
            .shown_when(Condition::Not(Box::new(Condition::Said(key("b"))))),
        question("b", FieldKind::Line).shown_when(Condition::Said(key("a"))),
    ]);
    shown(
        &form,
        &record(&[("a", text_value("x")), ("b", text_value("y"))]),
    );
}

#[test]
fn what_does_not_belong_to_the_form_is_dropped() {
    let strange = record(&[("first", text_value("x")), ("strange", text_value("y"))]);
    let (kept, dropped) = without_hidden(&chain(), &strange);
    assert_eq!(kept, record(&[("first", text_value("x"))]));
    assert_eq!(dropped, [key("strange")]);
}

#[test]
fn numbers_and_amounts_compare() {
    use crate::Comparison;
    use rust_decimal::Decimal;
    use samverk_foundation::Ore;
    let size = FieldKey::of("size");
    let compared = |comparison, number: i64| {
        Condition::Compared(size.clone(), comparison, Decimal::from(number))
    };
    let said = |value| Record::default().with(size.clone(), value);
    let four = said(Value::Number(4.into()));
    assert!(fulfils(&four, &compared(Comparison::More, 3)));
    assert!(!fulfils(&four, &compared(Comparison::Less, 4)));
    assert!(fulfils(&four, &compared(Comparison::LessOrEqual, 4)));
    let kronor = said(Value::Ore(Ore(50_000)));
    assert!(fulfils(&kronor, &compared(Comparison::MoreOrEqual, 500)));
    assert!(!fulfils(&Record::default(), &compared(Comparison::Less, 9)));
}
