//! Tests of what is read from the API.

use super::*;
use crate::testing::{date, every_kind, number, question, record, text_value};
use crate::{Condition, FieldKey, Rule};
use serde_json::json;

/// `code reason @pointer` of each problem.
fn refused(form: &Form, body: &Json) -> Vec<String> {
    let problems = from_json(form, body).unwrap_err();
    let written = problems.0.iter().map(|problem| {
        let value = |name: &str| {
            let found = problem.values.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let reason = [value("reason"), value("told")].join(" ");
        let place = problem.place.field.clone().unwrap_or_default();
        format!("{} {} @{place}", problem.code, reason.trim())
    });
    written.collect()
}

#[test]
fn a_wrong_type_is_told_at_its_pointer() {
    let file = json!({ "id": "x", "name": "a", "mediaType": "b", "bytes": 1, "checksum": "c" });
    let form = every_kind();
    for (body, told) in [
        (json!([]), "object @"),
        (json!({ "strange": 1 }), "unknown @/strange"),
        (json!({ "a/b~c": 1 }), "unknown @/a~1b~0c"),
        (json!({ "line": null }), "text @/line"),
        (json!({ "line": 1 }), "text @/line"),
        (json!({ "line": "a\u{0}" }), "forbidden_character @/line"),
        (json!({ "email": "x" }), "told email_invalid @/email"),
        (json!({ "choice": "third" }), "one_of @/choice"),
        (json!({ "choice": "" }), "one_of @/choice"),
        (json!({ "several": null }), "list @/several"),
        (json!({ "several": ["first", "x"] }), "one_of @/several/1"),
        (json!({ "scale": 6 }), "between @/scale"),
        (json!({ "scale": 1.5 }), "whole_number @/scale"),
        (json!({ "integer": "1" }), "whole_number @/integer"),
        (json!({ "integer": u64::MAX }), "between @/integer"),
        (json!({ "decimal": 1 }), "text @/decimal"),
        (json!({ "decimal": "1,5" }), "decimal @/decimal"),
        (json!({ "amount": "1 200" }), "amount @/amount"),
        (json!({ "amount": "1.234" }), "amount @/amount"),
        (json!({ "percent": "38 %" }), "decimal @/percent"),
        (json!({ "date": "2026-2-1" }), "date @/date"),
        (json!({ "date": "1066-10-14" }), "told date_invalid @/date"),
        (json!({ "year": 2201 }), "between @/year"),
        (json!({ "yesNo": "true" }), "true_or_false @/yesNo"),
        (json!({ "yesNo": null }), "true_or_false @/yesNo"),
        (json!({ "keyed": "Å" }), "told key_invalid @/keyed"),
        (json!({ "lines": [" "] }), "filled @/lines/0"),
        (json!({ "lines": ["a;b"] }), "forbidden_character @/lines/0"),
        (json!({ "one": 1 }), "text @/one"),
        (json!({ "many": ["a", "Å"] }), "told key_invalid @/many/1"),
        (json!({ "rows": [{}] }), "missing @/rows/0/first"),
        (
            json!({ "rows": [{ "first": "" }] }),
            "filled @/rows/0/first",
        ),
        (
            json!({ "rows": [{ "first": "a", "amount": 1 }] }),
            "text @/rows/0/amount",
        ),
        (json!({ "file": file }), "uuid @/file/id"),
        (json!({ "files": [1] }), "object @/files/0"),
    ] {
        assert_eq!(
            refused(&form, &body),
            [format!("body_invalid {told}")],
            "{body}"
        );
    }
}

#[test]
fn what_is_optional_may_be_absent_or_null() {
    let nulls = every_kind();
    let nulls = nulls
        .questions()
        .filter(|one| !one.kind.is_text() && !one.kind.is_list() && one.kind != FieldKind::YesNo);
    let nulls = nulls.filter(|one| one.is_asked());
    let body: Json = nulls.map(|one| (one.key.camel(), Json::Null)).collect();
    assert_eq!(body.as_object().unwrap().len(), 12);
    let no = record(&[("yes_no", Value::Yes(false))]);
    assert_eq!(from_json(&every_kind(), &body), Ok(no.clone()));
    assert_eq!(from_json(&every_kind(), &json!({})), Ok(no));
}

#[test]
fn what_is_needed_is_there() {
    let form = Form::of(vec![
        question("full_name", FieldKind::Line)
            .ruled(Rule::Filled)
            .ruled(Rule::Longest(3)),
        question("from", FieldKind::Date).ruled(Rule::Filled),
        question("topics", FieldKind::Lines).ruled(Rule::Filled),
    ]);
    assert_eq!(
        refused(&form, &json!({ "topics": [] })),
        [
            "body_invalid missing @/fullName",
            "body_invalid missing @/from",
            "field_missing  @/topics",
        ]
    );
    let empty = json!({ "fullName": "\u{200b}", "from": null, "topics": ["a"] });
    assert_eq!(
        refused(&form, &empty),
        ["body_invalid filled @/fullName", "body_invalid text @/from",]
    );
    let long = json!({ "fullName": "åäöå", "from": "2026-11-22", "topics": ["a"] });
    assert_eq!(refused(&form, &long), ["text_too_long  @/fullName"]);
}

#[test]
fn a_needed_field_may_be_left_out_where_it_is_not_shown() {
    let form = Form::of(vec![
        question("open", FieldKind::YesNo),
        question("from", FieldKind::Date)
            .ruled(Rule::Filled)
            .shown_when(Condition::Said(FieldKey::of("open"))),
    ]);
    assert!(from_json(&form, &json!({ "from": null })).is_ok());
    assert_eq!(
        refused(&form, &json!({ "from": 1 })),
        ["body_invalid text @/from"]
    );
    assert_eq!(
        refused(&form, &json!({ "open": true })),
        ["body_invalid missing @/from"]
    );
}

#[test]
fn answers_are_written_as_they_are_sent() {
    let answers = record(&[
        ("line", text_value("a")),
        ("integer", number(7)),
        ("decimal", Value::Number("62.50".parse().unwrap())),
        ("amount", Value::Ore(samverk_foundation::Ore(1250))),
        ("date", date("2026-11-22")),
    ]);
    assert_eq!(
        crate::to_json(&every_kind(), &answers),
        json!({
            "line": "a", "prose": "", "email": "", "choice": null, "several": [], "scale": null,
            "integer": 7, "decimal": "62.50", "amount": "12.50", "percent": null,
            "date": "2026-11-22", "year": null, "yesNo": false, "keyed": null, "lines": [],
            "one": null, "many": [], "oneOf": null, "rows": [], "file": null, "files": [],
        })
    );
}
