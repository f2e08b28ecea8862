//! Tests of what is read from a table.

use super::*;
use crate::testing::*;
use crate::{FieldKind, Form, KindCode, Rule, Value};

fn read(column: &'static str, text: &'static str) -> Result<Record, Problems> {
    let cell = |name: &str| if name == column { text } else { "" }.to_owned();
    from_cells(&every_kind(), &cell)
}

#[test]
fn what_cannot_be_read_is_told_at_its_column() {
    for (column, text, code) in [
        ("choice", "third", "value_unknown"),
        ("several", "first; third", "value_unknown"),
        ("yes_no", "kanske", "value_unknown"),
        ("amount", "x", "amount_invalid"),
        ("many", "a Å", "key_invalid"),
        ("rows", "[", "json_malformed"),
        ("rows", "{}", "body_invalid"),
        ("file", "[]", "body_invalid"),
    ] {
        let problems = read(column, text).unwrap_err();
        assert_eq!(problems.0.len(), 1);
        assert_eq!(problems.0[0].code, code, "{column} {text}");
        assert_eq!(problems.0[0].place.column.as_deref(), Some(column));
    }
    let unknown = read("choice", "third").unwrap_err();
    let values = [
        ("value", "third".to_owned()),
        ("allowed", "first, second_one".to_owned()),
    ];
    assert_eq!(unknown.0[0].values, values);
}

#[test]
fn a_required_cell_is_missing() {
    let form = Form::of(vec![question("text", FieldKind::Line).ruled(Rule::Filled)]);
    let problems = from_cells(&form, &|_: &str| " ".to_owned()).unwrap_err();
    assert_eq!(told(&problems), [("value_missing", "text")]);
    assert_eq!(problems.0[0].place.field, None);
}

#[test]
fn cells_are_read_as_people_and_excel_write_them() {
    for (text, yes) in [
        ("JA", true),
        ("Sant", true),
        ("nej", false),
        ("FALSE", false),
        ("", false),
    ] {
        assert_eq!(
            read("yes_no", text).unwrap().get("yes_no"),
            &Value::Yes(yes),
            "{text}"
        );
    }
    let keys = read("many", " a  b-c ").unwrap();
    let keys: Vec<&str> = keys
        .get("many")
        .parts()
        .iter()
        .map(|part| part.as_key().unwrap().as_str())
        .collect();
    assert_eq!(keys, ["a", "b-c"]);
    let lines = read("lines", "Skola; ; Vård;").unwrap();
    assert_eq!(
        lines.get("lines").parts(),
        [text_value("Skola"), text_value("Vård")]
    );
}

#[test]
fn cells_are_written_plainly() {
    let answers = record(&[
        ("amount", Value::Ore(samverk_foundation::Ore(123_450))),
        ("date", date("2026-11-22")),
        ("yes_no", Value::Yes(true)),
        ("decimal", Value::Number("62.50".parse().unwrap())),
        (
            "lines",
            Value::Several(vec![text_value("a"), text_value("b")]),
        ),
    ]);
    let form = every_kind();
    let cells = crate::to_cells(&form, &answers);
    let columns = crate::cell_columns(&form);
    let filled = columns
        .into_iter()
        .zip(&cells)
        .filter(|(_, cell)| !cell.is_empty());
    let filled: Vec<String> = filled
        .map(|(column, cell)| format!("{column}={cell}"))
        .collect();
    let expected = "decimal=62.50 amount=1234.50 date=2026-11-22 yes_no=true lines=a; b";
    assert_eq!(filled.join(" "), expected);
}

#[test]
fn the_word_all_stands_in_place_of_the_keys_of_all() {
    let party = KindCode::of("party");
    let form = Form::of(vec![
        question("with_all", FieldKind::YesNo),
        question("others", FieldKind::Many(party.clone())).or_all("with_all"),
    ]);
    assert_eq!(crate::cell_columns(&form), ["others"]);
    assert_eq!(crate::cell_schema(&form).0, ["others"]);
    for (cell, all, named) in [("all", true, 0), ("aneby habo", false, 2)] {
        let record = from_cells(&form, &|_| cell.to_owned()).unwrap();
        assert_eq!(record.get("with_all").as_yes(), all);
        assert_eq!(record.get("others").parts().len(), named);
        assert_eq!(crate::to_cells(&form, &record), [cell]);
    }
    let empty = from_cells(&form, &|_| String::new()).unwrap_err();
    assert_eq!(empty.0[0].code, "value_missing");
    // Both are too much: refused where a program says so, passed over where a box hides the rows.
    let both = serde_json::json!({ "withAll": true, "others": ["aneby"] });
    let told = crate::from_json(&form, &both).unwrap_err();
    assert_eq!(told.0[0].place.field.as_deref(), Some("/others"));
    assert!(crate::check_form(&form).is_empty());
    let unknown = Form::of(vec![
        question("others", FieldKind::Many(party)).or_all("with_all"),
    ]);
    assert_eq!(crate::check_form(&unknown).0[0].code, "rule_unknown_field");
}

#[test]
fn one_of_several_kinds_says_which_it_is() {
    let kinds = vec![KindCode::of("need"), KindCode::of("risk")];
    let form = Form::of(vec![question("about", FieldKind::OneOf(kinds))]);
    let read = |written: &'static str| from_cells(&form, &|_| written.to_owned());
    let right = read("risk: avbrott").unwrap();
    let named = right.get("about").as_reference().unwrap();
    assert_eq!(named.with_kind(), "risk:avbrott");
    for (written, code) in [
        ("avbrott", "value_unknown"),
        ("goal:avbrott", "value_unknown"),
        ("need:Å", "key_invalid"),
    ] {
        assert_eq!(told(&read(written).unwrap_err()), [(code, "about")]);
    }
}

#[test]
fn rows_apart_have_a_table_of_their_own() {
    let columns = vec![
        question("year", FieldKind::Year).ruled(Rule::Filled),
        question("value", FieldKind::Decimal { unit: None }),
    ];
    let kind = FieldKind::Rows {
        of: crate::RowOf::default(),
        columns,
        least: 0,
        most: 9,
    };
    let rows = question("targets", kind).in_table("targets.csv");
    let form = Form::of(vec![question("name", FieldKind::Line), rows]);
    assert_eq!(crate::cell_columns(&form), ["name"]);
    assert_eq!(crate::cell_schema(&form), (vec![], vec![]));
    let read = from_cells(&form, &|name| format!("written in {name}")).unwrap();
    assert!(read.get("targets").is_nothing());
    let words = form.in_words().map(|one| one.key.as_str());
    assert_eq!(words.collect::<Vec<_>>(), ["name", "targets"]);
    let apart = form.find("targets").unwrap().row_form();
    assert_eq!(crate::cell_columns(&apart), ["year", "value"]);
    let cells = |name: &str| if name == "year" { "2028" } else { "62,5 %" }.to_owned();
    let row = from_cells(&apart, &cells).unwrap();
    assert_eq!(crate::to_cells(&apart, &row), ["2028", "62.5"]);
}
