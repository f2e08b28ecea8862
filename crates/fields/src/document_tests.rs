//! What is wrong in a document is told at its place.

use super::*;
use crate::testing::question;
use crate::{Choices, RowOf, Rule};

fn form() -> Form {
    let columns = vec![
        question("number", FieldKind::Integer).ruled(Rule::Filled),
        question("words", FieldKind::Lines),
    ];
    let levels = FieldKind::Rows {
        of: RowOf {
            one: "level".into(),
            about: "A step.".into(),
            made_by: None,
        },
        columns,
        least: 0,
        most: u16::MAX,
    };
    let kind = FieldKind::Choice(Choices::of("x", ["one", "two"]));
    Form::of(vec![
        question("name", FieldKind::Line).ruled(Rule::Filled),
        question("kind", kind),
        question("year", FieldKind::Year),
        question("levels", levels),
    ])
}

fn refused(document: &Json) -> Vec<(&'static str, String)> {
    let wrong = from_document(&form(), document).unwrap_err().0;
    let told = |one: Problem| (one.code, one.place.field.unwrap_or_default());
    wrong.into_iter().map(told).collect()
}

#[test]
fn rows_stand_under_what_one_is_called() {
    let document = json!({
        "name": "Trappa",
        "level": [
            { "number": 1, "words": ["så här; eller så", "a"] },
            { "number": 2, "words": [] },
        ],
    });
    let record = from_document(&form(), &document).unwrap();
    let levels = record.get("levels").rows();
    assert_eq!(levels[0].get("words").parts().len(), 2);
    assert_eq!(to_document(&form(), &record), document);
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let missing = ("document_field_missing", String::new());
    assert_eq!(refused(&json!({})), [missing]);
    let at = |code, place: &str| (code, place.to_owned());
    let document = json!({
        "name": "",
        "kind": "three",
        "year": "i fjol",
        "sort": 1,
        "level": [{ "number": 1 }, { "number": "x", "words": "a" }, { "wrods": [] }],
    });
    let told = [
        at("document_field_unknown", "/sort"),
        at("value_missing", "/name"),
        at("document_value_unknown", "/kind"),
        at("year_invalid", "/year"),
        at("integer_invalid", "/level/1/number"),
        at("document_shape", "/level/1/words"),
        at("document_field_unknown", "/level/2/wrods"),
        at("document_field_missing", "/level/2"),
    ];
    assert_eq!(refused(&document), told);
    for wrong in [
        json!([]),
        json!({ "name": ["a"] }),
        json!({ "name": "a", "level": 1 }),
    ] {
        assert_eq!(refused(&wrong)[0].0, "document_shape", "{wrong}");
    }
}

#[test]
fn what_is_checked_is_found_in_the_document() {
    let form = form();
    assert_eq!(in_document(&form, "levels.2.number"), "/level/2/number");
    assert_eq!(in_document(&form, "name"), "/name");
    assert_eq!(in_document(&form, "levels"), "/level");
}

#[test]
fn the_schema_has_the_names_of_the_document() {
    let schema = document_schema(&form());
    assert_eq!(schema["required"], json!(["key", "name"]));
    let level = &schema["properties"]["level"];
    assert_eq!(level["items"]["required"], json!(["number"]));
    assert_eq!(level["items"]["description"], "A step.");
    assert_eq!(schema["properties"]["year"]["type"], "integer");
}
