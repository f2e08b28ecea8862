//! Fields that only some see, at every way out, for every role: and what one does not see is not lost.

use crate::deep_kinds::{somebody, visitor};
use crate::life_kinds::{ASTRAY, KINDS, PERMIT, ROLES, SECRET, TELLING};
use crate::sample::{MIGRATIONS, garden};
use samverk_database::{Db, EventFilter, list_events};
use samverk_exchange::Folder;
use samverk_foundation::Role;
use samverk_kept::{Ground, check_keeping, entries, named_in, personal_fields, table_of};
use samverk_testing::api::Client;
use samverk_testing::site::Site;
use serde_json::{Value, json};
use std::sync::Arc;

samverk_testing::db_tests!(MIGRATIONS;
    what_only_some_see_is_seen_by_them_at_every_exit,
    what_one_does_not_see_is_not_lost,
    a_filter_finds_no_more_than_one_sees,
    after_the_last_day_everybody_sees_it,
    what_is_kept_of_somebody_is_found_over_all_kinds,
);

const PATH: &str = "/gardens/tomten-samverkan/secrets/zz";
const ALL: &str = "/gardens/tomten-samverkan/secrets";
const PAGE: &str = "/tomter/tomten-samverkan/hemligheter";

fn sees(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Coordinator)
}

fn secret(until: Value) -> Value {
    json!({ "name": "Namnet", "note": "Giraffen", "mood": "sad", "until": until })
}

async fn kept(db: &Db, until: Value) -> (Site, Client) {
    let (site, client) = visitor(db, &somebody(Role::Administrator), KINDS);
    client.put(PATH, "", &secret(until)).await.told(201);
    (site, client)
}

/// All that stands in a workbook: cells, words that they share, names, properties.
pub async fn workbook(site: &Site, path: &str, known: &str) -> String {
    let answer = site.get(path).await;
    assert!(answer.bytes.starts_with(b"PK"), "{}", answer.text);
    let parts = Folder::from_zip(&answer.bytes).unwrap();
    let text = |path: &str| String::from_utf8_lossy(parts.get(path).unwrap()).into_owned();
    let text: String = parts.paths().map(text).collect();
    assert!(text.contains(known), "{text}");
    text
}

/// What somebody reads at every exit, by its name.
async fn exits(db: &Db, role: Role) -> Vec<(String, String)> {
    let (site, client) = visitor(db, &somebody(role), KINDS);
    let mut read = Vec::new();
    for rest in [
        "",
        "?format=csv&tabell=secret-tab",
        "/zz",
        "/zz/redigera",
        "/zz/ta-bort",
    ] {
        let text = site.get(&format!("{PAGE}{rest}")).await.text;
        read.push((format!("page {rest}"), text));
    }
    let path = format!("{PAGE}?format=xlsx&tabell=secret-tab");
    read.push((
        "workbook".to_owned(),
        workbook(&site, &path, "Namnet").await,
    ));
    for path in [PATH, ALL] {
        let body = client.get(path).await.told(200).body;
        read.push((format!("API {path}"), body.to_string()));
    }
    read
}

async fn what_only_some_see_is_seen_by_them_at_every_exit(db: Db) {
    kept(&db, Value::Null).await;
    for role in ROLES {
        let mut seen = 0;
        for (exit, text) in exits(&db, role).await {
            let tells = text.contains("Giraffen") || text.contains("\"sad\"");
            assert!(!tells || sees(role), "{role:?} reads it at {exit}: {text}");
            seen += usize::from(tells);
        }
        // List, both files, page, both forms, both of the API.
        assert_eq!(seen, if sees(role) { 8 } else { 0 }, "{role:?}");
    }
    // The answer to a PUT, and what is found, told in the log and taken out by the administrator.
    let (_, client) = visitor(&db, &somebody(Role::Representative), KINDS);
    let read = client.get(PATH).await;
    let mut body = read.body.clone();
    body["name"] = json!("Ett annat namn");
    let answer = client.put(PATH, &read.tag, &body).await.told(200);
    assert_eq!(answer.body["note"], "");
    assert_eq!(answer.body["mood"], Value::Null);
    let (_, client) = visitor(&db, &somebody(Role::Administrator), KINDS);
    let read = client.get(PATH).await;
    let mut body = read.body.clone();
    body["note"] = json!("Elefanten");
    client.put(PATH, &read.tag, &body).await.told(200);
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 20,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    assert_eq!(events.len(), 3);
    let told = format!("{events:?}");
    assert!(
        !told.contains("Giraffen") && !told.contains("Elefanten"),
        "{told}"
    );
    let last = events.first().unwrap();
    let note = |side: &Option<Value>| side.as_ref().unwrap()["note"].clone();
    assert_eq!(
        (note(&last.before), note(&last.after)),
        (Value::Null, json!("veiled")),
        "the log tells that it changed"
    );
    let at: Arc<dyn Ground> = Arc::new(garden("tomten-samverkan"));
    let found = entries(&tx, &SECRET, &at).await.unwrap();
    assert_eq!(found.len(), 1);
    assert!(!format!("{found:?}").contains("Elefanten"));
    let table = table_of(&tx, &SECRET, at.id()).await.unwrap().unwrap();
    assert!(table.contains("Elefanten"), "{table}");
    assert_eq!(check_keeping(&SECRET), Vec::<String>::new());
    let wrong = check_keeping(&TELLING);
    assert_eq!(wrong, ["secret: its name tells what is veiled"]);
    assert_eq!(check_keeping(&PERMIT), Vec::<String>::new());
    let wrong = check_keeping(&ASTRAY);
    assert_eq!(wrong, ["gone is no state of standing"]);
}

async fn what_one_does_not_see_is_not_lost(db: Db) {
    let (_, keeper) = kept(&db, json!("2027-01-01")).await;
    let (site, client) = visitor(&db, &somebody(Role::Representative), KINDS);
    let edit = format!("{PAGE}/zz/redigera");
    let form = site.get(&edit).await.text;
    assert!(
        !form.contains("name=\"note\"") && !form.contains("name=\"until\""),
        "{form}"
    );
    let sent = [("name", "Nytt namn"), ("revision", "1")];
    let saved = site.post(&edit, &sent).await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
    let body = keeper.get(PATH).await.body;
    assert_eq!(
        (&body["name"], &body["note"]),
        (&json!("Nytt namn"), &json!("Giraffen"))
    );
    assert_eq!(
        (&body["mood"], &body["until"]),
        (&json!("sad"), &json!("2027-01-01"))
    );
    // Nor is it said blindly, or uncovered by another last day.
    let read = client.get(PATH).await;
    for (field, value) in [
        ("note", json!("x")),
        ("mood", json!("glad")),
        ("until", json!("2020-01-01")),
    ] {
        let mut body = read.body.clone();
        body[field] = value;
        let refused = client.put(PATH, &read.tag, &body).await.told(422);
        assert_eq!(refused.errors()[0].0, "field_veiled", "{field}");
    }
    let new = "/gardens/tomten-samverkan/secrets/ny-sak";
    let refused = client.put(new, "", &secret(Value::Null)).await.told(422);
    assert_eq!(refused.errors().len(), 2, "{}", refused.body);
    client
        .put(new, "", &json!({ "name": "Utan" }))
        .await
        .told(201);
}

async fn a_filter_finds_no_more_than_one_sees(db: Db) {
    kept(&db, Value::Null).await;
    for role in ROLES {
        let (site, client) = visitor(&db, &somebody(role), KINDS);
        for (mood, there) in [("sad", 1), ("glad", 0)] {
            let found = client
                .get(&format!("{ALL}?mood={mood}"))
                .await
                .told(200)
                .body;
            let expected = if sees(role) { there } else { 0 };
            assert_eq!(found["_meta"]["totalRecords"], expected, "{role:?} {mood}");
            let page = site.get(&format!("{PAGE}?mood={mood}")).await.text;
            assert_eq!(
                page.contains("/hemligheter/zz\""),
                expected == 1,
                "{role:?} {mood}"
            );
        }
    }
}

async fn after_the_last_day_everybody_sees_it(db: Db) {
    let (_, keeper) = kept(&db, json!("2026-11-22")).await;
    let (_, reader) = visitor(&db, &somebody(Role::Reader), KINDS);
    assert_eq!(reader.get(PATH).await.body["note"], "", "on the last day");
    let read = keeper.get(PATH).await;
    let mut body = read.body.clone();
    body["until"] = json!("2026-11-21");
    keeper.put(PATH, &read.tag, &body).await.told(200);
    let body = reader.get(PATH).await.body;
    assert_eq!(
        (&body["note"], &body["mood"]),
        (&json!("Giraffen"), &Value::Null)
    );
}

async fn what_is_kept_of_somebody_is_found_over_all_kinds(db: Db) {
    let (site, client) = kept(&db, Value::Null).await;
    drop(site);
    let other = json!({ "name": "Giraffen", "note": "Ada Exempel, 100 %" });
    let path = "/gardens/tomten/secrets/yy";
    client.put(path, "", &other).await.told(201);
    let kinds = [
        &[&crate::sample::SAMPLE as &dyn samverk_kept::AnyKind],
        KINDS,
    ]
    .concat();
    let fields = personal_fields(&kinds);
    let fields: Vec<_> = fields
        .iter()
        .map(|one| (one.kind, one.field.as_str()))
        .collect();
    assert_eq!(fields, [("sample", "colours"), ("secret", "note")]);
    let tx = db.read().await.unwrap();
    for (words, expected) in [
        ("ada exempel", 1),
        ("GIRAFF", 1),
        ("0 %", 1),
        ("zebra", 0),
        (" ", 0),
    ] {
        let found = named_in(&tx, &kinds, words).await.unwrap();
        assert_eq!(found.len(), expected, "{words} {found:?}");
        for one in found {
            assert_eq!((one.kind, one.fields.len()), ("secret", 1));
        }
    }
}
