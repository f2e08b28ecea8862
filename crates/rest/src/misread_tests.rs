use super::*;
use crate::{Amount, Expected};
use axum::extract::Query;
use serde::Deserialize;
use serde_json::json;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[allow(dead_code, reason = "only the types matter")]
struct Rule {
    title: String,
    lines: Vec<Line>,
    #[serde(default)]
    function: Option<Function>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only the types matter")]
struct Line {
    amount: Amount,
    #[serde(rename = "a/b", default)]
    slashed: i32,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[allow(dead_code, reason = "only the types matter")]
enum Function {
    Fixed { amount: Amount, names: Vec<String> },
}

/// The pointer, and what the sentence calls the place.
fn told(body: Value) -> (String, String, String) {
    let error = serde_path_to_error::deserialize::<_, Rule>(&body).unwrap_err();
    let problem = body_misread(&body, &error);
    assert_eq!(problem.code, "body_invalid");
    let value = |name| {
        let mut values = problem.values.iter();
        values.find(|(known, _)| *known == name).unwrap().1.clone()
    };
    let field = problem.place.field.clone().unwrap();
    (field, value("place"), value("reason"))
}

#[test]
fn the_pointer_is_the_field_itself() {
    let whole = |lines: Value| json!({ "title": "x", "lines": lines });
    for (body, pointer, place, reason) in [
        (json!({}), "/title", "field", "missing"),
        (json!(1), "", "body", "object"),
        (json!({ "titel": 1 }), "/titel", "field", "unknown"),
        (json!({ "title": 1 }), "/title", "field", "text"),
        (json!({ "title": {} }), "/title", "field", "text"),
        (whole(json!({})), "/lines", "field", "list"),
        (whole(json!([{}])), "/lines/0/amount", "field", "missing"),
        (
            whole(json!([{ "amount": "1 kr" }])),
            "/lines/0/amount",
            "field",
            "amount",
        ),
        (
            whole(json!([{ "amount": "1", "a/b": "x" }])),
            "/lines/0/a~1b",
            "field",
            "whole_number",
        ),
        (
            whole(json!([{ "amount": "1", "x~y": {} }])),
            "/lines/0/x~0y",
            "field",
            "unknown",
        ),
    ] {
        let expected = (pointer.to_owned(), place.to_owned(), reason.to_owned());
        assert_eq!(told(body.clone()), expected, "{body}");
    }
}

/// serde reads a type with a tag twice and forgets where it was.
#[test]
fn inside_a_type_with_a_tag_the_field_is_found_when_it_is_certain() {
    let with = |function: Value| json!({ "title": "x", "lines": [], "function": function });
    for (function, pointer, place, reason) in [
        (json!({}), "/function/kind", "field", "missing"),
        (
            json!({ "kind": "other" }),
            "/function/kind",
            "field",
            "one_of",
        ),
        (json!({ "kind": 1 }), "/function/kind", "field", "text"),
        (
            json!({ "kind": "fixed" }),
            "/function/amount",
            "field",
            "missing",
        ),
        (
            json!({ "kind": "fixed", "function": 1 }),
            "/function/function",
            "field",
            "unknown",
        ),
        (
            json!({ "kind": "fixed", "amount": "1", "names": ["a", 5] }),
            "/function/names/1",
            "field",
            "text",
        ),
        (
            json!({ "kind": "fixed", "amount": "1", "names": [5, 5] }),
            "/function",
            "within",
            "text",
        ),
        (
            json!({ "kind": "fixed", "amount": "1 kr", "names": [] }),
            "/function",
            "within",
            "amount",
        ),
    ] {
        let expected = (pointer.to_owned(), place.to_owned(), reason.to_owned());
        assert_eq!(told(with(function.clone())), expected, "{function}");
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only the types matter")]
struct Asked {
    search: String,
    #[serde(default)]
    year: Option<i32>,
    #[serde(default)]
    red: Option<bool>,
}

#[test]
fn a_query_names_its_parameter() {
    let unknown =
        |known: &[&str]| Reason::Unknown(known.iter().map(|name| (*name).to_owned()).collect());
    for (query, name, reason) in [
        ("", "search", Reason::Missing),
        ("search=a&search=b", "search", Reason::Twice),
        ("search=a&year=x", "year", Expected::WholeNumber.into()),
        ("search=a&year=", "year", Expected::WholeNumber.into()),
        ("search=a&year=99999999999", "year", Reason::OutOfRange),
        ("search=a&red=maybe", "red", Expected::TrueOrFalse.into()),
        (
            "year%3A%20x=1",
            "year: x",
            unknown(&["search", "year", "red", "limit"]),
        ),
    ] {
        let uri = format!("/?{query}").parse().unwrap();
        let rejection = Query::<Asked>::try_from_uri(&uri).unwrap_err();
        let refusal = query_misread(&rejection, &["limit"]);
        assert_eq!(refusal.first(), reason.in_query(name), "{query}");
    }
}
