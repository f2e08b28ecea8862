//! Answers go out and come in every way unchanged, whatever the form; and no way in ever panics.

use crate::testing::{Pairs, every_kind};
use crate::testing_any::{answered_form, any_form};
use crate::*;
use proptest::prelude::*;
use samverk_foundation::Problems;
use serde_json::{Value as Json, json};

fn cell<'c>(form: &'c Form, cells: &'c [String]) -> impl Fn(&str) -> String + 'c {
    |column| {
        let place = cell_columns(form).iter().position(|name| *name == column);
        cells[place.unwrap()].clone()
    }
}

/// What JSON Schema says of types, names, choices and sizes.
fn fits(schema: &Json, json: &Json) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{what}: {json} {schema}"));
    let kind = match json {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "integer",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    };
    let types = &schema["type"];
    if types != kind
        && !types
            .as_array()
            .is_some_and(|types| types.contains(&kind.into()))
    {
        return wrong("type");
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|words| !words.contains(json))
    {
        return wrong("enum");
    }
    let size = match json {
        Json::String(text) => text.chars().count() as u64,
        Json::Array(items) => items.len() as u64,
        _ => 0,
    };
    let least = schema["minLength"].as_u64().or(schema["minItems"].as_u64());
    let most = schema["maxLength"].as_u64().or(schema["maxItems"].as_u64());
    if kind != "null" && (size < least.unwrap_or(0) || size > most.unwrap_or(u64::MAX)) {
        return wrong("size");
    }
    if let (Some(number), Some(least)) = (json.as_i64(), schema["minimum"].as_i64())
        && number < least
    {
        return wrong("minimum");
    }
    if let Json::Array(items) = json {
        items
            .iter()
            .try_for_each(|item| fits(&schema["items"], item))?;
    }
    if let Json::Object(fields) = json {
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required {
            if !fields.contains_key(name.as_str().unwrap_or_default()) {
                return wrong("required");
            }
        }
        for (name, field) in fields {
            match schema["properties"].get(name) {
                Some(property) => fits(property, field)?,
                None => return wrong("additional"),
            }
        }
    }
    Ok(())
}

fn any_json() -> impl Strategy<Value = Json> {
    let names = || {
        let known = every_kind();
        let known: Vec<String> = known
            .questions()
            .map(|question| question.key.camel())
            .collect();
        prop_oneof![proptest::sample::select(known), "[a-z_/~]{0,3}"]
    };
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(Json::String),
        "[0-9a-z.;-]{0,11}".prop_map(Json::String),
    ];
    leaf.prop_recursive(3, 32, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            proptest::collection::vec((names(), inner), 0..9)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn every_way_out_is_a_way_in((form, record) in answered_form()) {
        prop_assert_eq!(check_form(&form), Problems::default());

        let pairs = Pairs(to_form(&form, &record));
        prop_assert_eq!(&from_form(&form, &pairs), &Ok(record.clone()));

        let cells = to_cells(&form, &record);
        prop_assert_eq!(&from_cells(&form, &cell(&form, &cells)), &Ok(record.clone()));

        let json = to_json(&form, &record);
        prop_assert_eq!(&from_json(&form, &json), &Ok(record.clone()));
        prop_assert_eq!(fits(&json_schema(&form), &json), Ok(()));

        let told = to_told(&form, &record);
        prop_assert_eq!(&from_told(&form, &told), &Ok(record.clone()));

        let document = to_document(&form, &record);
        prop_assert_eq!(&from_document(&form, &document), &Ok(record.clone()));

        prop_assert!(difference(&form, &record, &record).is_empty());
    }

    #[test]
    fn forms_and_answers_are_kept_as_they_are((form, record) in answered_form()) {
        let kept = serde_json::to_string(&form).unwrap();
        prop_assert_eq!(serde_json::from_str::<Form>(&kept).unwrap(), form);
        let kept = serde_json::to_string(&record).unwrap();
        prop_assert_eq!(serde_json::from_str::<Record>(&kept).unwrap(), record);
    }

    #[test]
    fn what_is_dropped_is_what_is_not_shown((form, record) in answered_form()) {
        let (kept, dropped) = without_hidden(&form, &record);
        let shown = shown(&form, &record);
        for (key, _) in kept.iter() {
            prop_assert!(shown.contains(key));
        }
        for key in &dropped {
            prop_assert!(!shown.contains(key) && !record.get(key.as_str()).is_nothing());
        }
        prop_assert_eq!(without_hidden(&form, &kept), (kept.clone(), Vec::new()));
        prop_assert_eq!(check(&form, &kept), Problems::default());
    }

    #[test]
    fn whatever_is_stored_is_read_or_refused(form in any_form(), json in any_json()) {
        let _ = (from_json(&form, &json), from_document(&form, &json));
        if let Ok(record) = from_told(&form, &json) {
            let _ = (check(&form, &record), without_hidden(&form, &record), to_json(&form, &record));
            let _ = (to_form(&form, &record), to_cells(&form, &record), to_told(&form, &record));
        }
    }
}

proptest! {
    // Each case is some hundred readings.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_sent_is_read_or_refused(
        texts in proptest::collection::vec(any_text(), 24),
        json in any_json(),
    ) {
        for question in every_kind().questions() {
            let form = Form::of(vec![question.clone()]);
            let key = question.key.as_str().to_owned();
            for text in &texts {
                let pair = (key.clone(), text.clone());
                let row = (format!("{key}.3.first"), text.clone());
                says_the_same(&form, from_form(&form, &Pairs(vec![pair, row])))?;
                says_the_same(&form, from_cells(&form, &|_: &str| text.clone()))?;
                let body = json!({ question.key.camel(): text });
                says_the_same(&form, from_json(&form, &body))?;
            }
            let body = json!({ question.key.camel(): json });
            says_the_same(&form, from_json(&form, &body))?;
        }
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,9}",
        any::<String>(),
        "[0-9]{1,4}[ ,.;:@/-]?[0-9a-z]{0,4}",
        "[a-z]{1,3}@[a-zÅİ.]{1,5}",
        "[a-z\u{30a}\u{ad}\u{200b}\r\n\t;]{0,9}",
        "\\[?\\{\"first\":.{0,5}",
        Just("[{\"first\":\"x\"}]".to_owned()),
    ]
}

/// What was read once can go every way out, and comes in again as the same.
fn says_the_same(form: &Form, read: Result<Record, Problems>) -> Result<(), TestCaseError> {
    let Ok(record) = read else {
        return Ok(());
    };
    prop_assert_eq!(from_json(form, &to_json(form, &record)), Ok(record.clone()));
    prop_assert_eq!(
        from_form(form, &Pairs(to_form(form, &record))),
        Ok(record.clone())
    );
    let cells = to_cells(form, &record);
    prop_assert_eq!(from_cells(form, &cell(form, &cells)), Ok(record.clone()));
    prop_assert_eq!(from_told(form, &to_told(form, &record)), Ok(record.clone()));
    prop_assert_eq!(check(form, &record), Problems::default());
    prop_assert_eq!(fits(&json_schema(form), &to_json(form, &record)), Ok(()));
    Ok(())
}

#[test]
fn the_check_of_schemas_finds_what_is_wrong() {
    let form = every_kind();
    let schema = json_schema(&form);
    for wrong in [
        json!({ "line": 1 }),
        json!({ "choice": "third" }),
        json!({ "none": 1 }),
        json!({ "rows": [{}] }),
        json!({ "scale": -2 }),
        json!([]),
    ] {
        assert!(fits(&schema, &wrong).is_err(), "{wrong}");
    }
}
