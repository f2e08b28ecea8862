//! What is stored as a code is met as words: in messages, in tables to fill in, in both languages.

use crate::guards::keys;
use crate::sheets::{MEMBERS, made, sheet};
use crate::spreadsheets::send;
use crate::world::House;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samverk_app::{bundle, modules};
use samverk_exchange::CODE_COLUMNS;
use samverk_foundation::{Language, Problem};
use samverk_sheets::write_xlsx;
use samverk_web::{ChoiceWords, value_key};
use serde_json::Value;
use std::collections::BTreeSet;
use tower::ServiceExt;

/// The columns of the format's tables with the codes that they allow; none where it is free text.
fn columns() -> Vec<(String, String, Vec<String>)> {
    let mut found = Vec::new();
    for file in bundle::schemas() {
        if !file.file.ends_with(".csv") {
            continue;
        }
        for (column, schema) in file.schema["items"]["properties"].as_object().unwrap() {
            let allowed = schema["enum"].as_array().cloned().unwrap_or_default();
            let codes = allowed.iter().filter_map(Value::as_str);
            let codes = codes.filter(|code| !code.is_empty()).map(str::to_owned);
            found.push((file.file.to_owned(), column.clone(), codes.collect()));
        }
    }
    found
}

#[test]
fn every_code_of_a_table_has_a_word_in_both_languages_that_leads_back_to_it() {
    let sources = modules::text_sources();
    let texts = modules::texts().unwrap();
    let words = ChoiceWords::new(&CODE_COLUMNS, &sources, &texts);
    let mut met = BTreeSet::new();
    for (file, column, codes) in columns() {
        let is_yes_or_no = codes.iter().any(|code| code == "true");
        // What state an answer of a survey is in, and what a party decided on a letter, only their own readers tell.
        let told_elsewhere = [
            ("survey_answers.csv", "state"),
            ("letter_answers.csv", "outcome"),
            // What lies in a registry is written by the program and read back.
            ("parties/registries/cases.csv", "status"),
            ("parties/registries/documents.csv", "direction"),
            // A step of the process, by its key.
            ("parties/registries/standings.csv", "state"),
            ("parties/registries/documents.csv", "sort"),
        ];
        if told_elsewhere.contains(&(file.as_str(), column.as_str())) {
            continue;
        }
        let is_known = CODE_COLUMNS.contains(&column.as_str());
        assert_eq!(
            is_known,
            !codes.is_empty() && !is_yes_or_no,
            "{file} {column}"
        );
        for code in codes.iter().filter(|_| !is_yes_or_no) {
            for language in Language::ALL {
                let key = value_key(&column, code);
                assert!(texts.has(language, &key), "{file} {column} {code}");
                let word = texts.get(language, &key, &[]).to_uppercase();
                assert_eq!(words.code(&column, &word).as_ref(), Some(code), "{word}");
            }
        }
        met.insert(column);
    }
    assert!(CODE_COLUMNS.iter().all(|column| met.contains(*column)));
}

#[test]
fn what_is_not_allowed_is_answered_with_words_and_codes() {
    let texts = modules::texts().unwrap();
    let said = |language, column: &str, allowed: &str| {
        let problem = Problem::invalid("value_unknown");
        let problem = problem.with("value", "x").with("allowed", allowed);
        texts.problem(language, &problem.at_column(column))
    };
    let swedish = said(Language::Sv, "kind", "cost, income, unspent");
    assert!(
        swedish.contains("Kostnad (cost), Intäkt (income), Ej upparbetade medel (unspent)"),
        "{swedish}"
    );
    let english = said(Language::En, "kind", "cost, income");
    assert!(
        english.contains("Cost (cost), Income (income)"),
        "{english}"
    );
    let yes_or_no = said(Language::Sv, "active", "true, false");
    assert!(yes_or_no.contains("Ja (true), Nej (false)"), "{yes_or_no}");
}

/// Codes that are Swedish words too, or names that people know.
const SWEDISH: [&str; 18] = [
    "all",
    "budget",
    "format",
    "given",
    "index",
    "organisation",
    "part",
    "plan",
    "process",
    "region",
    "regional",
    "risk",
    "start",
    "status",
    "text",
    "token",
    "version",
    "vision",
];

fn is_code(word: &str, codes: &BTreeSet<String>) -> bool {
    codes.contains(word) || word.contains('_') && word.chars().any(|c| c.is_ascii_lowercase())
}

/// In a file's format the code is what must be written, so there it stands in parentheses after
/// its word. What describes the API to programmers names its fields.
#[test]
fn no_swedish_sentence_speaks_in_codes() {
    let mut codes: BTreeSet<String> = columns().into_iter().flat_map(|row| row.2).collect();
    for file in bundle::schemas() {
        names_in(&file.schema, &mut codes);
    }
    codes.remove("");
    for known in SWEDISH {
        codes.remove(known);
    }
    let mut spoken = Vec::new();
    for source in modules::text_sources() {
        if source.language != Language::Sv || source.name.starts_with("rest/") {
            continue;
        }
        for line in source.text.lines().filter(|line| !line.starts_with('#')) {
            let text = line.split_once(" = ").map_or(line, |(_, text)| text);
            let text = without_asides(text);
            let is_part = |c: char| c.is_alphanumeric() || "_./-".contains(c);
            let found = text.split(|c| !is_part(c));
            let found: Vec<_> = found.filter(|word| is_code(word, &codes)).collect();
            if !found.is_empty() {
                spoken.push(format!("{found:?} in {line}"));
            }
        }
    }
    assert!(spoken.is_empty(), "{spoken:#?}");
    assert!(keys(Language::Sv).len() > 1_000);
}

/// Without what stands in parentheses, variables and the cases of a choice.
fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text
        .replace("pg_dump", "")
        .replace("pg_restore", "")
        .chars()
    {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            other if depth == 0 => kept.push(other),
            _ => {}
        }
    }
    kept
}

/// The names of fields and their codes, wherever the description has them.
fn names_in(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(fields) = object.get("properties").and_then(Value::as_object) {
                found.extend(fields.keys().cloned());
            }
            for word in object
                .get("enum")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                found.extend(word.as_str().map(str::to_owned));
            }
            object.values().for_each(|inner| names_in(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| names_in(inner, found)),
        _ => {}
    }
}

samverk_testing::db_tests!(&modules::migrations();
    a_workbook_may_say_its_choices_in_swedish_and_english,
    files_are_named_for_what_they_hold,
);

async fn a_workbook_may_say_its_choices_in_swedish_and_english(db: samverk_database::Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let here = "/samverkan/digitaliseringsradet/kalkylblad/grupper";
    for (word, is_known) in [("Medlem", true), ("without a vote", true), ("gäst", false)] {
        let row: &[&str] = &["", "habo-kommun", word, "", "", ""];
        let book = sheet("members", MEMBERS, &[row]);
        let bytes = write_xlsx(&[book], made()).unwrap();
        let answer = send(&house, here, &cookie, &bytes, &[]).await;
        // Rows that are left out must be confirmed, so nothing is saved yet either way.
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let is_refused = answer.text.contains("Medlem (member)");
        assert_eq!(is_refused, !is_known, "{word}: {}", answer.text);
    }
}

async fn files_are_named_for_what_they_hold(db: samverk_database::Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let council = "/samverkan/digitaliseringsradet";
    for (path, expected) in [
        (
            "/fordelning/2021?tabell=fordelning&format=xlsx",
            "fordelning-2021.xlsx",
        ),
        (
            "/fordelning/2021?tabell=tryckt-tabell&format=csv",
            "fordelning-2021-tryckt-tabell.csv",
        ),
        (
            "/fordelning?tabell=fordelningar&format=csv",
            "fordelningar.csv",
        ),
        ("/budget/2021?tabell=budget&format=xlsx", "budget-2021.xlsx"),
        (
            "/planer/2021-2023?tabell=effektmal&format=csv",
            "planer-2021-2023-effektmal.csv",
        ),
        (
            "/kalkylblad/grupper/arbetsbok.xlsx",
            "grupper-arbetsbok.xlsx",
        ),
    ] {
        let name = name_of(&house, &format!("{council}{path}"), &cookie).await;
        assert_eq!(name, format!("digitaliseringsradet-{expected}"), "{path}");
    }
    let mut names = BTreeSet::new();
    for page in [
        "",
        "/medlemmar",
        "/grupper",
        "/budget",
        "/budget/2021",
        "/fordelning",
        "/mal",
    ] {
        let page = house.get(&format!("{council}{page}"), &cookie).await;
        let document = scraper::Html::parse_document(&page.text);
        let links = scraper::Selector::parse("a[href*='format=csv']").unwrap();
        let links: Vec<String> = document
            .select(&links)
            .filter_map(|link| link.attr("href").map(str::to_owned))
            .collect();
        drop(document);
        for link in links {
            let path = match link.starts_with('?') {
                true => continue,
                false => link,
            };
            let name = name_of(&house, &path, &cookie).await;
            assert!(name.starts_with("digitaliseringsradet-"), "{path}: {name}");
            assert!(names.insert(name), "two files have one name: {path}");
        }
    }
}

/// What a browser would call the file.
async fn name_of(house: &House, path: &str, cookie: &str) -> String {
    let request = Request::get(path).header(header::COOKIE, cookie);
    let response = house.router().oneshot(request.body(Body::empty()).unwrap());
    let response = response.await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let said = response.headers().get(header::CONTENT_DISPOSITION);
    let said = said.expect(path).to_str().unwrap();
    let (_, name) = said.split_once("filename=\"").unwrap();
    let (name, extended) = name.split_once('"').unwrap();
    assert_eq!(extended, format!("; filename*=UTF-8''{name}"));
    name.to_owned()
}
