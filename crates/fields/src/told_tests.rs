//! Tests of what is kept.

use super::*;
use crate::KindCode;
use crate::testing::*;
use serde_json::json;

#[test]
fn amounts_are_ore_and_references_ids() {
    let id = Uuid::from_u128(7);
    let known = Some(Known {
        id,
        name: "Jönköping".to_owned(),
    });
    let (kind, key) = (KindCode::of("party"), Key::parse("jkpg").unwrap());
    let answers = record(&[
        ("amount", Value::Ore(Ore(1250))),
        (
            "one",
            Value::Ref(Reference {
                kind: kind.clone(),
                key: key.clone(),
                known,
            }),
        ),
        (
            "many",
            Value::Several(vec![Value::Ref(Reference::to(kind, key))]),
        ),
        ("yes_no", Value::Yes(false)),
        ("decimal", Value::Number("62.50".parse().unwrap())),
    ]);
    let stored = to_told(&every_kind(), &answers);
    assert_eq!(stored["amount"], 1250);
    assert_eq!(stored["one"], id.to_string());
    assert_eq!(stored["many"], json!(["jkpg"]));
    assert_eq!(
        (&stored["yes_no"], &stored["decimal"]),
        (&json!(false), &json!("62.50"))
    );
    assert_eq!(
        (&stored["line"], &stored["choice"]),
        (&json!(""), &Json::Null)
    );
    let read = from_told(&every_kind(), &stored).unwrap();
    let one = read.get("one").as_reference().unwrap();
    assert_eq!(one.known.as_ref().map(|known| known.id), Some(id));
    let many = read.get("many").parts();
    assert_eq!(many[0].as_reference().unwrap().known, None);
    assert_eq!(
        to_told(&every_kind(), &Record::default())["yes_no"],
        Json::Null
    );
}

#[test]
fn a_choice_that_is_gone_is_still_told() {
    let old = from_told(&every_kind(), &json!({ "choice": "gone", "strange": 1 })).unwrap();
    assert_eq!(old, record(&[("choice", Value::Code("gone".to_owned()))]));
}

#[test]
fn what_is_not_read_is_our_fault() {
    for wrong in [
        json!([]),
        json!({ "amount": "12" }),
        json!({ "rows": [1] }),
        json!({ "line": [] }),
    ] {
        assert_eq!(
            from_told(&every_kind(), &wrong).unwrap_err().code,
            "internal",
            "{wrong}"
        );
    }
}

#[test]
fn old_formats_are_brought_to_the_newest() {
    let upgrades: [fn(Json) -> Json; 2] = [|old| json!([old, 2]), |old| json!([old, 3])];
    let from = |format| upgraded(format, json!(0), &upgrades);
    assert_eq!(from(1), json!([[0, 2], 3]));
    assert_eq!(from(0), from(1));
    assert_eq!(from(2), json!([0, 3]));
    assert_eq!((from(3), from(9)), (json!(0), json!(0)));
}
