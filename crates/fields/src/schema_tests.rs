//! Tests of the schema: a need and a group look as they do in `docs/openapi.json`.

use super::*;
use crate::testing::*;
use crate::{Filled, KindCode, Line, Prose, Question, Title, choices};
use samverk_foundation::Ore;

choices!(NeedKind { Challenge = "challenge", Need = "need" });

#[test]
fn a_need_looks_as_it_did() {
    let form = Form::of(vec![
        Question::of::<NeedKind>("need", "kind", "", None),
        Question::of::<Line>("need", "area", "What it concerns, in free words.", None),
        Question::of::<Filled<Prose<4>>>("need", "text", "", None),
    ]);
    let expected = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "kind": { "type": "string", "enum": ["challenge", "need"] },
            "area": {
                "type": "string", "description": "What it concerns, in free words.", "default": ""
            },
            "text": { "type": "string", "minLength": 1, "maxLength": 20000, "pattern": "\\S" },
        },
        "required": ["kind", "text"],
    });
    assert_eq!(json_schema(&form).to_string(), expected.to_string());
}

#[test]
fn what_a_group_may_lack_is_null() {
    let one = FieldKind::One(KindCode::of("party"));
    let mut form = Form::of(vec![
        Question::of::<Title>("group", "name", "", None),
        Question::of::<Option<NeedKind>>("group", "legal_form", "", None),
        Question::of::<Option<Ore>>("group", "cost", "Kronor per year.", None),
        question("host", one),
    ]);
    form.sections[0].questions[3].about = "A party.".into();
    assert_eq!(
        json_schema(&form)["properties"],
        json!({
            "name": { "type": "string", "minLength": 1, "maxLength": 500, "pattern": "\\S" },
            "legalForm": {
                "type": ["string", "null"], "enum": ["challenge", "need", null], "default": null
            },
            "cost": {
                "type": ["string", "null"], "description": "Kronor per year.",
                "pattern": "^-?[0-9]{1,14}([.][0-9]{1,2})?$", "example": "1657180.50",
                "default": null,
            },
            "host": {
                "type": ["string", "null"], "pattern": "^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$",
                "example": "jonkopings-kommun", "description": "A party.", "default": null,
            },
        })
    );
}

#[test]
fn an_example_is_what_one_types() {
    let typed = |kind, example: &'static str| {
        let question = Question {
            example: Some(example.into()),
            ..question("a", kind)
        };
        json_schema(&Form::of(vec![question]))["properties"]["a"]["example"].clone()
    };
    assert_eq!(typed(FieldKind::Amount, "1 200 kr"), "1200");
    assert_eq!(typed(FieldKind::Percent, "38,5 %"), "38.5");
    assert_eq!(typed(FieldKind::Date, "5 jan 2021"), "2021-01-05");
    assert_eq!(typed(FieldKind::Integer, "7"), 7);
    assert_eq!(typed(FieldKind::Integer, "x"), Json::Null);
}

#[test]
fn rules_are_in_the_schema() {
    let bounds = Rule::Between(number(0), number(9));
    let form = Form::of(vec![
        question("a", FieldKind::Integer).ruled(bounds.clone()),
        question("b", FieldKind::Scale { from: 1, to: 20 }).ruled(bounds),
        question("c", FieldKind::Line).ruled(Rule::Longest(40)),
        question("d", FieldKind::Lines)
            .ruled(Rule::Filled)
            .ruled(Rule::Distinct),
        question("e", FieldKind::Line)
            .ruled(Rule::Filled)
            .shown_when(crate::Condition::Said(crate::FieldKey::of("a"))),
    ]);
    let schema = json_schema(&form);
    let of = |name: &str| &schema["properties"][name];
    assert_eq!(
        (&of("a")["minimum"], &of("a")["maximum"]),
        (&json!(0), &json!(9))
    );
    assert_eq!(
        (&of("b")["minimum"], &of("b")["maximum"]),
        (&json!(1), &json!(9))
    );
    assert_eq!(of("c")["maxLength"], 40);
    assert_eq!(
        (&of("d")["minItems"], &of("d")["uniqueItems"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(of("e"), &json!({ "type": "string", "default": "" }));
    assert_eq!(schema["required"], json!(["d"]));
}
