//! Lists of described kinds: their columns, what is done with several rows at once, and how many there are.

use crate::conflicts::{Pairs, fields};
use crate::kinds_place::{Place, api, has_ground, laid_before, pages};
use axum::http::header;
use form_urlencoded::Serializer;
use samverk_app::modules::{kinds, migrations, texts};
use samverk_database::Db;
use samverk_fields::{FieldKind, Question, Words};
use samverk_foundation::Language;
use samverk_kept::{AnyKind, example};
use sea_orm::ConnectionTrait;

samverk_testing::db_tests!(&migrations();
    every_field_is_a_column_that_can_be_chosen,
    picked_rows_are_changed_had_and_removed,
    what_somebody_else_changed_is_left_out_and_told,
    a_view_keeps_what_a_list_is_asked,
);

const KEYS: [&str; 3] = ["aa", "bb", "cc"];

async fn add(place: &Place, kind: &dyn AnyKind) {
    for key in KEYS {
        let path = format!("{}/{key}", api(kind));
        place.client.put(&path, "", &example(kind)).await.told(201);
    }
}

fn label(question: &Question) -> String {
    match &question.label {
        Words::Key(key) => texts().unwrap().get(Language::Sv, key, &[]),
        Words::Said(_) => panic!("the program's own forms have texts"),
    }
}

/// The boxes of the list that have one of the keys.
fn boxes(html: &str) -> Vec<String> {
    let values = html.split("name=\"picked\" value=\"").skip(1);
    let values = values.filter_map(|rest| rest.split('"').next());
    let values = values.map(|value| value.replace("&#58;", ":"));
    let is_ours = |value: &String| KEYS.iter().any(|key| value.starts_with(&format!("{key}:")));
    values.filter(is_ours).collect()
}

async fn send(place: &Place, kind: &dyn AnyKind, pairs: &[(&str, &str)]) -> (u16, String) {
    let body = Serializer::new(String::new()).extend_pairs(pairs).finish();
    let path = format!("{}/valda", pages(kind));
    let answer = place.house.post(&path, &place.cookie, &body).await;
    (answer.status.as_u16(), answer.text)
}

async fn send_form(place: &Place, kind: &dyn AnyKind, form: &Pairs) -> (u16, String) {
    let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    send(place, kind, &pairs).await
}

/// As many as somebody chooses.
const COLUMNS_AT_ONCE: usize = 8;

async fn every_field_is_a_column_that_can_be_chosen(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        add(&place, kind).await;
        let list = pages(kind);
        let shown = kind.facts().list.columns;
        let asked = kind.form().in_words();
        let hidden: Vec<_> = asked.filter(|one| !shown.contains(&one.key)).collect();
        // All at once: each is a column of its own, and the file has the same.
        for some in hidden.chunks(COLUMNS_AT_ONCE) {
            let keys: Vec<&str> = some.iter().map(|one| one.key.as_str()).collect();
            let asked = format!("{list}?kolumner={}", keys.join("."));
            let page = place.get(&asked).await;
            for question in some {
                let heading = format!("\"columnheader\">{}<", label(question));
                let number = format!("\"columnheader\" class=\"number\">{}<", label(question));
                let sorted = format!(">{}</a></th>", label(question));
                let has_heading = [heading, number, sorted]
                    .iter()
                    .any(|one| page.contains(one));
                assert!(has_heading, "{asked}: {}", question.key);
            }
            assert!(
                page.contains(&format!("{}&#38;tabell=", keys.join("."))),
                "{asked}"
            );
        }
        let gone = place.get(&format!("{list}?kolumner=finns_inte")).await;
        assert!(
            gone.contains("finns_inte"),
            "{list} tells which column is not there"
        );
        // What belongs to no collaboration has those that ship with the program too.
        let count = format!("({})", 3 + laid_before(kind).len());
        let counts = gone.contains(&count) || !has_ground(kind);
        assert!(counts, "{list} says how many there are");
    }
}

async fn picked_rows_are_changed_had_and_removed(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        add(&place, kind).await;
        let list = pages(kind);
        let picks = boxes(&place.get(&list).await);
        assert_eq!(picks.len(), 3, "{list}: {picks:?}");
        let none = send(&place, kind, &[("doing", "remove")]).await;
        assert_eq!(none.0, 303, "{list}");
        let file = [
            ("picked", &*picks[0]),
            ("picked", &picks[2]),
            ("doing", "csv"),
        ];
        let (status, file) = send(&place, kind, &file).await;
        assert_eq!(
            (status, file.lines().count() >= 3),
            (200, true),
            "{list}: {file}"
        );
        change(&place, kind).await;
        let picks = boxes(&place.get(&list).await).join(" ");
        let before = place.house.db.query_count();
        let (status, page) = send(&place, kind, &[("picked", &picks), ("doing", "remove")]).await;
        let asked = place.house.db.query_count() - before;
        assert!(
            status == 200 && asked < 60,
            "{list}: {asked} statements, {page}"
        );
        assert_eq!(
            boxes(&place.get(&list).await).len(),
            3,
            "{list}: asking changes nothing"
        );
        let (status, page) = send_form(&place, kind, &fields(&page)).await;
        assert_eq!(status, 303, "{list}: {page}");
        assert_eq!(boxes(&place.get(&list).await).len(), 0, "{list}");
        for key in KEYS {
            place
                .client
                .get(&format!("{}/{key}", api(kind)))
                .await
                .told(404);
        }
    }
}

/// Each choice and day of the form for all three.
async fn change(place: &Place, kind: &dyn AnyKind) {
    let states = kind.facts().keeping.states;
    for question in kind.form().questions() {
        let value = match &question.kind {
            FieldKind::Choice(choices) => choices.codes().last().unwrap().to_string(),
            FieldKind::Date => "2028-03-04".to_owned(),
            _ => continue,
        };
        let elsewhere = kind.facts().keeping.elsewhere;
        let is_state = states.is_some_and(|states| states.field == question.key);
        if is_state || elsewhere.contains(&question.key) {
            continue;
        }
        let picks = boxes(&place.get(&pages(kind)).await).join(" ");
        let doing = format!("change.{}", question.key);
        let (status, page) = send(place, kind, &[("picked", &picks), ("doing", &doing)]).await;
        assert_eq!(status, 200, "{doing}: {page}");
        let mut form = fields(&page);
        form.retain(|(name, _)| name != question.key.as_str());
        form.push((question.key.to_string(), value.clone()));
        let (status, page) = send_form(place, kind, &form).await;
        // A rule of the kind's own may have something against it, which then is told for each.
        if status == 409 {
            assert!(
                page.contains("3 rader kan inte vara med"),
                "{doing}: {page}"
            );
            continue;
        }
        assert_eq!(status, 303, "{doing}: {page}");
        for key in KEYS {
            let read = place.client.get(&format!("{}/{key}", api(kind))).await.body;
            assert_eq!(read[question.key.camel()], value, "{doing} {read}");
        }
    }
}

async fn what_somebody_else_changed_is_left_out_and_told(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        add(&place, kind).await;
        let list = pages(kind);
        let picks = boxes(&place.get(&list).await).join(" ");
        let (_, page) = send(&place, kind, &[("picked", &picks), ("doing", "remove")]).await;
        let confirmed = fields(&page);
        let path = format!("{}/bb", api(kind));
        let tag = place
            .client
            .get(&path)
            .await
            .header(header::ETAG)
            .to_owned();
        place.client.delete(&path, &tag).await.told(204);
        let (status, page) = send_form(&place, kind, &confirmed).await;
        assert_eq!(status, 409, "{list}: {page}");
        assert!(page.contains("1 rad kan inte vara med"), "{list}: {page}");
        place
            .client
            .get(&format!("{}/aa", api(kind)))
            .await
            .told(200);
        let (status, page) = send_form(&place, kind, &fields(&page)).await;
        assert_eq!(status, 303, "{list}: {page}");
        assert_eq!(boxes(&place.get(&list).await).len(), 0, "{list}");
        // Nobody else may.
        let stranger = place
            .house
            .post(&format!("{}/valda", pages(kind)), "", "")
            .await;
        assert_ne!(stranger.status.as_u16(), 200, "{list}");
    }
}

async fn a_view_keeps_what_a_list_is_asked(db: Db) {
    let place = Place::of(db, true).await;
    let other = place.house.sign_in("lasare").await;
    for kind in kinds() {
        add(&place, kind).await;
        let list = pages(kind);
        let views = format!("{list}/vyer");
        let shown = kind.facts().list.columns;
        let more = kind.form().in_words().find(|one| !shown.contains(&one.key));
        let asked = more.map_or(String::new(), |one| format!("kolumner={}", one.key));
        let post = async |cookie: &str, pairs: &[(&str, &str)]| {
            let body = Serializer::new(String::new()).extend_pairs(pairs).finish();
            place.house.post(&views, cookie, &body).await
        };
        let nameless = post(&place.cookie, &[("asked", &asked)]).await;
        assert_eq!(nameless.status.as_u16(), 422, "{views}");
        let stranger = post("", &[("name", "Min"), ("asked", &asked)]).await;
        assert_ne!(stranger.status.as_u16(), 200, "{views}");
        let long = format!("sok={}", "a".repeat(10_000));
        let long = post(&place.cookie, &[("name", "Lång"), ("asked", &long)]).await;
        assert_eq!(long.status.as_u16(), 422, "{views}");
        let null = post(&place.cookie, &[("name", "Noll"), ("asked", "sok=%00")]).await;
        assert_eq!(null.status.as_u16(), 422, "{views}");
        for _ in 0..2 {
            let saved = post(&place.cookie, &[("name", "Min zebra"), ("asked", &asked)]).await;
            assert_eq!(saved.status.as_u16(), 303, "{views}: {}", saved.text);
        }
        let page = place.get(&list).await;
        assert_eq!(page.matches(">Min zebra<").count(), 1, "{list}");
        let href = page
            .split("href=\"")
            .find(|href| href.contains("?vy="))
            .unwrap();
        let href = href.split('"').next().unwrap();
        let id = href.rsplit('=').next().unwrap();
        let opened = place.get(href).await;
        if let Some(more) = more {
            assert!(
                opened.contains(&format!("{}&#38;tabell=", more.key)),
                "{href}"
            );
        }
        // Whoever has the address may open it, and nobody else has it in their list or may change it.
        let lent = place.house.get(href, &other).await;
        let read = place.house.get(&list, &other).await;
        assert_eq!(lent.status, read.status, "{href}");
        assert!(!read.text.contains("Min zebra"), "{list}");
        let taken = post(&other, &[("doing", "remove"), ("view", id)]).await;
        assert_ne!(taken.status.as_u16(), 303, "{views}");
        let gone = "UPDATE list_view SET asked = 'kolumner=zebra&ordning=giraff&gnu=1'";
        let tx = place.house.db.begin("test").await.unwrap();
        tx.connection().execute_unprepared(gone).await.unwrap();
        tx.commit().await.unwrap();
        let opened = place.get(href).await;
        for name in ["zebra", "giraff"] {
            assert!(
                opened.contains(&format!("”{name}”")),
                "{href} tells that {name} is gone"
            );
        }
        let renaming = [("doing", "rename"), ("view", id), ("name", "Min gnu")];
        let named = post(&place.cookie, &renaming).await;
        assert_eq!(named.status.as_u16(), 303, "{views}");
        assert!(place.get(&views).await.contains("Min gnu"), "{views}");
        let removed = post(&place.cookie, &[("doing", "remove"), ("view", id)]).await;
        assert_eq!(removed.status.as_u16(), 303, "{views}");
        assert_eq!(
            place.house.get(href, &place.cookie).await.status.as_u16(),
            404,
            "{href}"
        );
    }
}
