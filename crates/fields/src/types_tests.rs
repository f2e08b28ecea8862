//! Tests of Rust types as fields.

use super::*;
use crate::testing::{date, number, text_value};
use crate::{Filled, Line, Lines, Prose, Title};
use std::fmt::Debug;

fn is_read_as<T: FieldType + PartialEq + Debug>(own: T, written: Value) {
    assert_eq!(own.write(), written);
    assert_eq!(T::read(&written), Some(own));
}

fn is_needed<T: FieldType>() -> bool {
    T::rules().contains(&Rule::Filled)
}

#[test]
fn what_is_written_is_read() {
    is_read_as(7_i64, number(7));
    is_read_as(Scale::<1, 5>(3), number(3));
    is_read_as(Whole::<-5, 5>(-3), number(-3));
    is_read_as(Year(2026), number(2026));
    is_read_as(Decimal::new(625, 1), Value::Number(Decimal::new(625, 1)));
    is_read_as(Percent(Decimal::new(38, 0)), number(38));
    is_read_as(Ore(1250), Value::Ore(Ore(1250)));
    is_read_as(
        "2026-11-22".parse::<NaiveDate>().unwrap(),
        date("2026-11-22"),
    );
    is_read_as(Key::from_name("a"), Value::Key(Key::from_name("a")));
    is_read_as(true, Value::Yes(true));
    is_read_as(Line::from("a"), text_value("a"));
    is_read_as(Filled::<Prose<4>>::from("a\nb"), text_value("a\nb"));
    is_read_as(
        Lines(vec!["a".to_owned()]),
        Value::Several(vec![text_value("a")]),
    );
    is_read_as(None::<Ore>, Value::Nothing);
    is_read_as(Some(Title::from("a")), text_value("a"));
}

#[test]
fn what_is_missing_is_missing() {
    let nothing = Value::Nothing;
    assert_eq!(i64::read(&nothing), None);
    assert_eq!(Title::read(&text_value("")), Some(Title::default()));
    assert_eq!(Line::read(&nothing), Some(Line::default()));
    assert_eq!(Lines::read(&nothing), Some(Lines::default()));
    assert_eq!(bool::read(&nothing), Some(false));
    assert_eq!(Option::<i64>::read(&text_value("x")), None);
    assert_eq!(i64::read(&Value::Number(Decimal::new(15, 1))), None);
}

#[test]
fn what_is_neither_optional_nor_free_is_needed() {
    assert!(is_needed::<i64>() && is_needed::<Title>() && is_needed::<Key>());
    assert!(is_needed::<NaiveDate>() && is_needed::<Filled<Lines>>());
    assert!(!is_needed::<Option<i64>>() && !is_needed::<Option<Title>>());
    assert!(!is_needed::<Line>() && !is_needed::<Lines>() && !is_needed::<bool>());
    assert_eq!(Option::<Title>::rules(), [Rule::Longest(500)]);
    assert_eq!(Scale::<1, 5>::kind(""), FieldKind::Scale { from: 1, to: 5 });
    assert_eq!(Filled::<Prose<4>>::kind(""), FieldKind::Prose { rows: 4 });
}

#[test]
fn a_text_is_used_as_one() {
    let title = Title::from("Drift");
    assert_eq!((title.len(), title.to_string()), (5, "Drift".to_owned()));
    assert!(title.starts_with('D'));
}
