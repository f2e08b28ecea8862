//! Over real errors: what serde says when it changes must still be understood.

use super::*;
use crate::{Amount, Date, Moment, Word, plain_decimal};
use samverk_foundation::Key;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{from_value, json};

/// What serde says of a value, understood.
fn of<T: DeserializeOwned>(value: Value) -> Said {
    let error = from_value::<T>(value).map(|_| ()).unwrap_err();
    read(&error.to_string())
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only the types matter")]
struct Two {
    first: i32,
    second: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Colour {
    Red,
    Green,
    DarkBlue,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Only {
    All,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[allow(dead_code, reason = "only the types matter")]
enum Tagged {
    Share { part: String },
    Equal {},
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "only the types matter")]
enum Either {
    Word(Only),
    List(Vec<i32>),
}

struct Rate;

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = plain_decimal(&text, 3, 2);
        number.map(|_| Self).map_err(D::Error::custom)
    }
}

#[test]
fn fields_are_missing_or_unknown() {
    let missing = said(Reason::Missing, Spot::Absent("first".to_owned()));
    assert_eq!(of::<Two>(json!({})), missing);
    let kind = said(Reason::Missing, Spot::Absent("kind".to_owned()));
    assert_eq!(of::<Tagged>(json!({})), kind);

    let unknown = |name: &str, known: &[&str]| {
        said(
            Reason::Unknown(names(known)),
            Spot::Present(name.to_owned()),
        )
    };
    let third = of::<Two>(json!({ "third": 1 }));
    assert_eq!(third, unknown("third", &["first", "second"]));
    let tricky = of::<Two>(json!({ "x`, expected `y": 1 }));
    assert_eq!(tricky, unknown("x`, expected `y", &["first", "second"]));
    assert_eq!(of::<Nothing>(json!({ "a": 1 })), unknown("a", &[]));
    let inside = of::<Tagged>(json!({ "kind": "share", "other": 1 }));
    assert_eq!(inside, unknown("other", &["part"]));
    assert_eq!(
        of::<Tagged>(json!({ "kind": "equal", "part": "x" })),
        unknown("part", &[])
    );
}

#[test]
fn a_field_stands_twice() {
    let twice = serde_json::from_str::<Two>(r#"{"first": 1, "first": 2}"#);
    let words = twice.map(|_| ()).unwrap_err().to_string();
    let words = words.split(" at line").next().unwrap();
    assert_eq!(
        read(words),
        said(Reason::Twice, Spot::Present("first".to_owned()))
    );
}

#[test]
fn words_are_among_those_that_there_are() {
    let one_of =
        |found: &str, known: &[&str]| said(Reason::OneOf(names(known)), Spot::Value(found.into()));
    let colours = ["red", "green", "dark_blue"];
    assert_eq!(of::<Colour>(json!("pink")), one_of("pink", &colours));
    assert_eq!(of::<Only>(json!("none")), one_of("none", &["all"]));
    let kind = of::<Tagged>(json!({ "kind": "guess" }));
    assert_eq!(kind, one_of("guess", &["share", "equal"]));
    assert_eq!(
        of::<Either>(json!("some")),
        said(Reason::NoneFits, Spot::Here)
    );
}

#[test]
fn types_have_names_of_their_own() {
    let wrong = |expected: Expected, found: Value| said(expected, Spot::Value(found));
    let scalars = [json!(1), json!(-1), json!(1.5), json!(true), json!(null)];
    for value in scalars {
        assert_eq!(of::<String>(value.clone()), wrong(Expected::Text, value));
    }
    let texts = [json!("x"), json!("a \"b\" `c`, expected d"), json!("å\n")];
    for value in texts {
        assert_eq!(
            of::<i32>(value.clone()),
            wrong(Expected::WholeNumber, value.clone())
        );
        assert_eq!(
            of::<bool>(value.clone()),
            wrong(Expected::TrueOrFalse, value.clone())
        );
        assert_eq!(
            of::<Vec<i32>>(value.clone()),
            wrong(Expected::List, value.clone())
        );
        assert_eq!(
            of::<Two>(value.clone()),
            wrong(Expected::Object, value.clone())
        );
        assert_eq!(of::<Tagged>(value.clone()), wrong(Expected::Object, value));
    }
    assert_eq!(
        of::<i32>(json!("\u{200b}")),
        said(Expected::WholeNumber, Spot::Scalar)
    );
    for value in [json!([]), json!({})] {
        assert_eq!(
            of::<String>(value.clone()),
            said(Expected::Text, Spot::Here)
        );
        assert_eq!(of::<i32>(value), said(Expected::WholeNumber, Spot::Here));
    }
    assert_eq!(of::<Two>(json!([])), said(Expected::Object, Spot::Here));
    assert_eq!(of::<Colour>(json!(1)), wrong(Expected::Text, json!(1)));
    assert_eq!(of::<Colour>(json!({})), said(Expected::Text, Spot::Here));
    assert_eq!(
        of::<Tagged>(json!({ "kind": 1 })),
        wrong(Expected::Text, json!(1))
    );
    let null = of::<Tagged>(json!({ "kind": "share", "part": null }));
    assert_eq!(null, wrong(Expected::Text, Value::Null));
    let map = of::<std::collections::BTreeMap<Key, i32>>(json!(1));
    assert_eq!(map, wrong(Expected::Object, json!(1)));
}

#[test]
fn numbers_have_room() {
    let wrong =
        |least, most, found: Value| said(Expected::Between(least, most), Spot::Value(found));
    let large = json!(5_000_000_000_u64);
    assert_eq!(
        of::<i32>(large.clone()),
        wrong(-2_147_483_648, 2_147_483_647, large.clone())
    );
    assert_eq!(of::<u8>(json!(256)), wrong(0, 255, json!(256)));
    assert_eq!(of::<u64>(json!(-1)), wrong(0, u64::MAX.into(), json!(-1)));
    let most = i64::MAX.into();
    assert_eq!(
        of::<i64>(json!(u64::MAX)),
        wrong(i64::MIN.into(), most, json!(u64::MAX))
    );
}

#[test]
fn values_tell_what_they_should_be() {
    let told = |expected: Expected| said(expected, Spot::Scalar);
    assert_eq!(of::<Date>(json!("22/11 2026")), told(Expected::Date));
    assert_eq!(of::<Moment>(json!("2026-11-22")), told(Expected::Moment));
    assert_eq!(of::<Amount>(json!("12 kr")), told(Expected::Amount));
    assert_eq!(of::<Word>(json!(" ")), told(Expected::Filled));
    assert_eq!(
        of::<Rate>(json!("1.234")),
        told(Expected::Decimal { whole: 3, part: 2 })
    );
    let told = |value: &str| {
        let code = "key_invalid".to_owned();
        let reason = Reason::Told {
            code,
            value: value.to_owned(),
        };
        said(reason, Spot::Value(value.into()))
    };
    assert_eq!(of::<Key>(json!("Habo \"kommun\"")), told("Habo \"kommun\""));
    let odd = of::<Key>(json!("\u{200b}a"));
    let code = "key_invalid".to_owned();
    let value = "\\u{200b}a".to_owned();
    assert_eq!(odd, said(Reason::Told { code, value }, Spot::Scalar));
}

#[test]
fn what_is_not_understood_is_told_without_words() {
    let unknown = said(Reason::NotUnderstood, Spot::Here);
    assert_eq!(of::<char>(json!("ab")), unknown);
    assert_eq!(of::<[i32; 2]>(json!([1])), unknown);
    for words in [
        "",
        "unknown field `",
        "missing field",
        "invalid type",
        "Nej value=\"a\"",
        "a value=b",
    ] {
        assert_eq!(read(words), unknown, "{words}");
    }
}
