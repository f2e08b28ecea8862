//! DIGG's REST API profile over the whole generated document. `docs/api.md` names these tests.

use samverk_app::{api, modules};
use samverk_rest::{Access, document};
use samverk_web::Settings;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub const BASE: &str = "https://samverk.exempel.se";

pub fn written() -> Value {
    let settings = Settings {
        base_url: BASE.to_owned(),
        contact: Some("api@exempel.se".to_owned()),
        ..Settings::default()
    };
    document(&api::api(), &settings)
}

/// Every operation with its path and method.
fn operations(document: &Value) -> Vec<(String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().unwrap().clone();
        let path = path.clone();
        methods
            .into_iter()
            .map(move |(method, row)| (format!("{method} {path}"), row))
    };
    paths.iter().flat_map(of_path).collect()
}

/// Every answer of an operation, where it is written out.
fn responses<'a>(document: &'a Value, row: &'a Value) -> Vec<(&'a str, &'a Value)> {
    let resolved = |response: &'a Value| match response["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap(),
        None => response,
    };
    let all = row["responses"].as_object().unwrap().iter();
    all.map(|(status, response)| (status.as_str(), resolved(response)))
        .collect()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Calls back with every object in the document and where it stands.
fn walk(value: &Value, place: &str, visit: &mut impl FnMut(&Value, &str)) {
    visit(value, place);
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, field)| walk(field, &format!("{place}/{name}"), visit)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| walk(item, &format!("{place}/{index}"), visit)),
        _ => {}
    }
}

/// DOK.03, DOK.06, DOK.08, DOK.09, DOK.17, DOK.21, VER.04.
#[test]
fn the_document_tells_who_what_and_on_what_terms() {
    let document = written();
    assert_eq!(text(&document, "/openapi"), "3.1.0");
    for place in [
        "/info/title",
        "/info/termsOfService",
        "/info/contact/name",
        "/info/license/name",
        "/info/license/url",
        "/info/x-limitations",
    ] {
        assert!(!text(&document, place).is_empty(), "{place}");
    }
    assert!(text(&document, "/info/contact/email").contains('@'));
    assert!(text(&document, "/externalDocs/description").contains("SLA"));
    let description = text(&document, "/info/description");
    for word in ["Svenska", "English", "begränsningar", "limitations"] {
        assert!(description.contains(word), "{word}");
    }
    let version: Vec<&str> = text(&document, "/info/version").split('.').collect();
    assert_eq!(
        (version.len(), version[0]),
        (3, "1"),
        "active, so at least 1.0.0 (VER.12)"
    );
    assert_eq!(
        text(&document, "/components/securitySchemes/bearer/scheme"),
        "bearer"
    );
}

/// UFN.01, UFN.07–09, RES.02, RES.06, VER.05, VER.06, DOK.23, DOK.24.
#[test]
fn addresses_are_lower_case_plurals() {
    let document = written();
    assert_eq!(
        text(&document, "/servers/0/url"),
        "https://samverk.exempel.se/api/v1"
    );
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.contains_key("/api-info") && paths.contains_key("/openapi.json"));
    for path in paths.keys() {
        for part in path.split('/').skip(1) {
            let name = part.trim_start_matches('{').trim_end_matches('}');
            let allowed =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.~".contains(c);
            assert!(name.chars().all(allowed), "{path}: {part}");
            let is_plural = name.ends_with('s') || name == "people" || part.starts_with('{');
            let own = ["api-info", "openapi.json"].contains(&name);
            assert!(is_plural || own, "{path}: {part} is no plural");
            let personal = ["pnr", "personnummer", "personalidentitynumber", "ssn"];
            assert!(!personal.contains(&name));
        }
    }
}

/// DOK.11–13, DOK.15, DOK.19, DOK.20, DOK.21, SPA.02, SPA.04.
#[test]
fn every_operation_is_described_with_examples() {
    let document = written();
    let mut ids = BTreeSet::new();
    for (name, row) in operations(&document) {
        assert!(
            ids.insert(text(&row, "/operationId").to_owned()),
            "{name}: the id is taken"
        );
        let description = text(&row, "/description");
        assert!(
            description.split("\n\n").count() >= 2,
            "{name}: in Swedish and in English"
        );
        assert!(
            description.split("\n\n").all(|part| part.len() > 5),
            "{name}: {description}"
        );
        assert!(!row["security"].as_array().unwrap().is_empty(), "{name}");
        let parameters = row["parameters"].as_array().unwrap();
        let traced = json!({ "$ref": "#/components/parameters/traceparent" });
        assert!(parameters.contains(&traced), "{name}");
        for parameter in parameters.iter().filter(|one| one.get("$ref").is_none()) {
            assert!(
                text(parameter, "/description").len() > 5,
                "{name}: {parameter}"
            );
            let in_path = parameter["in"] == "path";
            assert!(
                !in_path || !text(parameter, "/example").is_empty(),
                "{name}: {parameter}"
            );
        }
        if let Some(body) = row.get("requestBody") {
            assert!(!text(body, "/description").is_empty(), "{name}");
            assert_examples(body, &name);
        }
        let responses = responses(&document, &row);
        assert!(
            responses.iter().any(|(status, _)| status.starts_with('2')),
            "{name}"
        );
        for (status, response) in responses {
            assert!(
                !text(response, "/description").is_empty(),
                "{name} {status}"
            );
            assert!(
                response["headers"]["traceparent"].is_object(),
                "{name} {status}"
            );
            let has_content = !matches!(status, "204" | "304");
            assert_eq!(
                response.get("content").is_some(),
                has_content,
                "{name} {status}"
            );
            if has_content {
                assert_examples(response, &format!("{name} {status}"));
            }
        }
    }
}

fn assert_examples(body: &Value, name: &str) {
    for (kind, content) in body["content"].as_object().unwrap() {
        let examples = content["examples"].as_object().unwrap();
        let filled = |example: &Value| match &example["value"] {
            Value::Object(fields) => !fields.is_empty(),
            said => kind == "*/*" && said.is_string(),
        };
        assert!(
            examples.values().all(filled) && !examples.is_empty(),
            "{name} {kind}"
        );
    }
}

/// FEL.01, FEL.02: every problem is told as RFC 9457 says.
#[test]
fn every_problem_is_problem_json() {
    let document = written();
    for (name, row) in operations(&document) {
        for (status, response) in responses(&document, &row) {
            let is_problem = status.starts_with('4') || status.starts_with('5');
            let kinds = response["content"].as_object();
            let kinds: Vec<&str> = kinds
                .into_iter()
                .flat_map(|k| k.keys())
                .map(String::as_str)
                .collect();
            match is_problem {
                true => assert_eq!(kinds, ["application/problem+json"], "{name} {status}"),
                false if is_of_bytes(&name) => assert!(kinds.iter().all(|kind| *kind == "*/*")),
                false => assert!(
                    kinds.iter().all(|kind| *kind == "application/json"),
                    "{name} {status}"
                ),
            }
        }
    }
}

/// The content of a file is what it is; all else is JSON.
fn is_of_bytes(name: &str) -> bool {
    name == "get /files/{file}/versions/{version}/contents"
}

/// FNS.01, FNS.03, FNS.05, FNS.07, FNS.09–11, FNS.13.
#[test]
fn every_list_comes_in_pages() {
    for (name, row) in operations(&written()) {
        let parameters = row["parameters"].as_array().unwrap();
        let named: BTreeMap<&str, &Value> = parameters
            .iter()
            .map(|one| (text(one, "/name"), one))
            .collect();
        for (parameter, row) in &named {
            let letters = |c: char| c.is_ascii_alphanumeric();
            let is_header = row["in"] == "header" || row.get("$ref").is_some();
            assert!(
                is_header || parameter.chars().all(letters),
                "{name}: {parameter}"
            );
            assert!(
                row["in"] != "query" || row["required"] == false,
                "{name}: {parameter}"
            );
        }
        let answer = &row["responses"]["200"]["content"]["application/json"]["schema"];
        let is_list = answer["properties"].get("_meta").is_some();
        if !is_list || !name.starts_with("get ") {
            continue;
        }
        assert_eq!(named["limit"]["schema"]["default"], 20, "{name}");
        assert!(named.contains_key("offset") && answer["properties"].get("_links").is_some());
    }
}

/// AME.04–06: camelCase everywhere; `_meta` and `_links` are the profile's own names (FNS.10).
#[test]
fn fields_are_in_camel_case_and_lists_in_plural() {
    let document = written();
    walk(
        &document["components"]["schemas"],
        "",
        &mut |value, place| {
            let Some(properties) = value.get("properties").and_then(Value::as_object) else {
                return;
            };
            for (name, property) in properties {
                let first = name.chars().next().unwrap();
                let camel =
                    first.is_ascii_lowercase() && name.chars().all(|c| c.is_ascii_alphanumeric());
                assert!(
                    camel || name == "_meta" || name == "_links",
                    "{place}: {name}"
                );
                let is_list = property["type"] == "array";
                // Plural without an s, what says of several what it is built on, and who are present.
                let own = ["criteria", "buildsOn", "present", "presence"];
                let is_plural = name.ends_with('s') || own.contains(&name.as_str());
                assert!(!is_list || is_plural, "{place}: {name} is a list");
            }
        },
    );
}

/// DOT.01–04: dates and times have examples in RFC 3339, times with their zone.
#[test]
fn dates_have_examples() {
    let mut seen = 0;
    walk(&written(), "", &mut |value, place| {
        let example = value.get("example").and_then(Value::as_str);
        match value.get("format").and_then(Value::as_str) {
            Some("date") => {
                let date = example.map(|example| example.parse::<chrono::NaiveDate>());
                assert!(matches!(date, Some(Ok(_))), "{place}: {value}");
                seen += 1;
            }
            Some("date-time") => {
                let moment = example.map(chrono::DateTime::parse_from_rfc3339);
                assert!(matches!(moment, Some(Ok(_))), "{place}: {value}");
                seen += 1;
            }
            _ => {}
        }
    });
    assert!(seen > 0);
}

/// DOK.16: every reference leads somewhere.
#[test]
fn references_lead_somewhere() {
    let document = written();
    walk(&document, "", &mut |value, place| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{place}: {reference}");
        }
    });
}

/// SAK.08–10: a write has an action with a row in the policy, and a scope.
#[test]
fn every_operation_has_a_row_in_the_policy() {
    let modules = modules::modules();
    let known: BTreeSet<&str> = modules
        .iter()
        .flat_map(|module| &module.actions)
        .map(|row| row.code)
        .collect();
    for row in api::api().operations() {
        match row.access {
            Access::ByAction(scope, action) => {
                assert!(known.contains(action), "{} names {action:?}", row.id);
                let way = if row.method == "GET" {
                    ":read"
                } else {
                    ":write"
                };
                assert!(scope.code().ends_with(way), "{}", row.id);
            }
            Access::Open => assert!(["getApiInfo", "getOpenApi"].contains(&row.id), "{}", row.id),
            Access::Reading(scope) => assert!(scope.code().ends_with(":read"), "{}", row.id),
        }
        assert!(
            row.method == "GET" || matches!(row.access, Access::ByAction(..)),
            "{}",
            row.id
        );
    }
}

/// SAK.09, SAK.15, SAK.16: nothing but a bearer token in a header.
#[test]
fn the_only_way_in_is_a_bearer_token() {
    let document = written();
    let schemes = document["components"]["securitySchemes"]
        .as_object()
        .unwrap();
    assert_eq!(schemes.len(), 1);
    assert_eq!(
        (&schemes["bearer"]["type"], &schemes["bearer"]["scheme"]),
        (&json!("http"), &json!("bearer"))
    );
}
