//! What every described kind must do, on both databases, without a line of its own: `modules::kinds`
//! names them, and their descriptions give the values. Here: API, forms, search and history.

use crate::conflicts::fields;
use crate::kinds_place::{Place, api, form, form_of, has_ground, in_other_words, page_of, pages};
use axum::http::header;
use form_urlencoded::Serializer;
use samverk_app::modules::{kinds, migrations, texts};
use samverk_database::Db;
use samverk_fields::{FieldKind, Question, from_json};
use samverk_foundation::Language;
use samverk_kept::{Order, OwnPage, Readers, example};
use serde_json::json;

samverk_testing::db_tests!(&migrations();
    what_is_said_over_the_api_is_read_back,
    a_form_names_what_it_lacks_and_saves_what_it_has,
    what_is_found_is_found_by_its_readers_only,
    the_second_of_two_is_told_what_stands,
    the_history_speaks_in_words,
);

async fn what_is_said_over_the_api_is_read_back(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let path = format!("{}/zz", api(kind));
        let made = place.client.put(&path, "", &example(kind)).await.told(201);
        let tag = made.header(header::ETAG).to_owned();
        let read = place.client.get(&path).await.told(200);
        for (name, value) in example(kind).as_object().unwrap() {
            assert_eq!(&read.body[name], value, "{path} {name}");
        }
        let again = place.client.put(&path, &tag, &read.body).await.told(200);
        assert_eq!(again.header(header::ETAG), tag, "nothing has changed");
        let blind = place.client.put(&path, "", &read.body).await;
        assert_eq!(blind.code(), "precondition_required", "{path}");
        let changed = in_other_words(kind);
        place.client.put(&path, &tag, &changed).await.told(200);
        let late = place.client.put(&path, &tag, &read.body).await;
        assert_eq!(late.code(), "changed_meanwhile", "{path}");
        let late = place.client.delete(&path, &tag).await;
        assert_eq!(late.code(), "changed_meanwhile", "{path}");
        let tag = place
            .client
            .get(&path)
            .await
            .header(header::ETAG)
            .to_owned();
        place.client.delete(&path, &tag).await.told(204);
        place.client.get(&path).await.told(404);
        let mut wrong = example(kind);
        wrong["zebra"] = json!(1);
        let refused = place.client.put(&path, "", &wrong).await.told(422);
        let place_of_it = &refused.body["errors"][0]["pointer"];
        assert_eq!(place_of_it, "/zebra", "{}", refused.body);
        if let Some(field) = kind.facts().list.filters.first() {
            let field = field.camel();
            let twice = format!("{}?{field}=a&{field}=b", api(kind));
            place.client.get(&twice).await.told(400);
        }
        let elsewhere = path
            .replace("zz-ny", "finns-inte")
            .replace("habo-kommun", "finns-inte");
        if !has_ground(kind) {
            continue;
        }
        place
            .client
            .put(&elsewhere, "", &example(kind))
            .await
            .told(404);
    }
}

async fn a_form_names_what_it_lacks_and_saves_what_it_has(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let base = pages(kind);
        let list = &base;
        let new = format!("{base}/ny");
        let before = place.client.get(&api(kind)).await.body;
        let before = before["_meta"]["totalRecords"].as_u64().unwrap();
        assert!(place.get(list).await.contains(&format!("href=\"{new}\"")));
        let empty = place.house.post(&new, &place.cookie, "key=zz").await;
        assert_eq!(empty.status.as_u16(), 422, "{new}");
        // A state is changed by decisions only, so no form asks for it.
        let state = kind.facts().keeping.states.map(|states| &states.field);
        let asked = kind.form().questions();
        let asked = asked.filter(|one| one.is_required() && Some(&one.key) != state);
        for question in asked {
            let target = format!("-{}\"", question.key.as_str());
            assert!(empty.text.contains(&target), "{new} {target}");
        }
        let filled = form(kind, &[("key", "zz")]);
        let saved = place.house.post(&new, &place.cookie, &filled).await;
        assert_eq!(saved.status.as_u16(), 303, "{new}: {}", saved.text);
        let read = place.client.get(&format!("{}/zz", api(kind))).await.body;
        for (name, value) in example(kind).as_object().unwrap() {
            assert_eq!(&read[name], value, "{new} {name}");
        }
        let listed = place.get(list).await;
        let page = format!("{base}/zz");
        assert!(listed.contains(&format!("href=\"{page}\"")), "{page}");
        let page = place.get(&page).await;
        for href in [form_of(kind, "zz"), format!("{base}/zz/ta-bort")] {
            let from_page = kind.facts().pages.has_page().then_some(&page);
            for linking in std::iter::once(&listed).chain(from_page) {
                assert!(linking.contains(&format!("href=\"{href}\"")), "{href}");
            }
            let opened = place.get(&href).await;
            assert!(fields(&opened).iter().any(|(name, _)| name == "revision"));
        }
        let edit = place.get(&form_of(kind, "zz")).await;
        assert!(edit.contains(&format!("href=\"{base}/zz/ta-bort\"")));
        let mut pairs = Serializer::new(String::new());
        let same = pairs.extend_pairs(fields(&edit)).finish();
        let unchanged = form_of(kind, "zz");
        let unchanged = place.house.post(&unchanged, &place.cookie, &same).await;
        assert_eq!(unchanged.status.as_u16(), 303, "{}", unchanged.text);
        let tag = place.client.get(&format!("{}/zz", api(kind))).await;
        assert_eq!(tag.body, read, "what a form shows it takes back");
        // Without a key it gets one of its own, again and again.
        for _ in 0..2 {
            let saved = place
                .house
                .post(&new, &place.cookie, &form(kind, &[]))
                .await;
            assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
        }
        let all = place.client.get(&api(kind)).await.body;
        assert_eq!(all["_meta"]["totalRecords"], before + 3, "{all}");
        if kind.facts().list.order == Order::ByHand {
            let order = format!("{base}/ordna");
            let link = format!("href=\"{order}\"");
            assert!(place.get(list).await.contains(&link), "{order}");
            assert!(!place.get(&order).await.contains('⟦'), "{order}");
        }
    }
}

async fn what_is_found_is_found_by_its_readers_only(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let facts = kind.facts();
        if facts.search.is_none() {
            continue;
        }
        let path = format!("{}/zz", api(kind));
        place
            .client
            .put(&path, "", &in_other_words(kind))
            .await
            .told(201);
        let address = format!("href=\"{}\"", page_of(kind, "zz"));
        let finds = async |cookie: &str| {
            samverk_app::start::prepare_search(&place.house.db)
                .await
                .unwrap();
            let answer = place.house.get("/sok?q=giraff", cookie).await;
            answer.text.contains(&address)
        };
        assert!(finds(&place.cookie).await, "{path}");
        let is_for_all = matches!(facts.readers, Readers::OfTheGround | Readers::Those(_));
        // What a party tells its colleagues is found by no stranger.
        let is_for_colleagues = matches!(facts.readers, Readers::Those(those) if those.about.contains("collaborates with"));
        let is_for_all = is_for_all && !is_for_colleagues;
        assert_eq!(finds("").await, is_for_all, "{path} by a stranger");
        let tag = place
            .client
            .get(&path)
            .await
            .header(header::ETAG)
            .to_owned();
        place.client.delete(&path, &tag).await.told(204);
        assert!(!finds(&place.cookie).await, "{path} is gone");
    }
}

async fn the_second_of_two_is_told_what_stands(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let path = format!("{}/zz", api(kind));
        place.client.put(&path, "", &example(kind)).await.told(201);
        let edit = form_of(kind, "zz");
        let removal = format!("{}/zz/ta-bort", pages(kind));
        let opened = fields(&place.get(&edit).await);
        let tag = place
            .client
            .get(&path)
            .await
            .header(header::ETAG)
            .to_owned();
        let changed = in_other_words(kind);
        place.client.put(&path, &tag, &changed).await.told(200);
        let mut second = Serializer::new(String::new());
        let second = second.extend_pairs(&opened).finish();
        let told = place.house.post(&edit, &place.cookie, &second).await;
        assert_eq!(told.status.as_u16(), 409, "{edit}");
        assert!(told.text.contains("Giraff"), "{edit} tells what stands");
        let huge = "revision=9223372036854775807";
        let refused = place.house.post(&removal, &place.cookie, huge).await;
        assert_eq!(refused.status.as_u16(), 409, "{removal}");
        let late = place
            .house
            .post(&removal, &place.cookie, "revision=1")
            .await;
        assert_eq!(late.status.as_u16(), 409, "{removal}");
        assert!(late.text.contains("Giraff"), "{removal} tells what stands");
        let done = place
            .house
            .post(&removal, &place.cookie, "revision=2")
            .await;
        assert_eq!(done.status.as_u16(), 303, "{removal}: {}", done.text);
        let again = place
            .house
            .post(&removal, &place.cookie, "revision=2")
            .await;
        assert_eq!(again.status.as_u16(), 404, "{removal}");
        let lost = place.house.post(&edit, &place.cookie, &second).await;
        assert_eq!(lost.status.as_u16(), 409, "{edit} was removed meanwhile");
        let action = format!("action=\"{}/ny\"", pages(kind));
        assert!(lost.text.contains(&action), "what was typed can be added");
        let again = fields(&lost.text);
        let key = again.iter().find(|(name, _)| name == "key");
        let key = key.map(|(_, value)| value.as_str());
        assert_eq!(key, Some("zz"), "{edit} is added again under its key");
    }
}

async fn the_history_speaks_in_words(db: Db) {
    let place = Place::of(db, true).await;
    let texts = texts().unwrap();
    for kind in kinds() {
        let path = format!("{}/zz", api(kind));
        place.client.put(&path, "", &example(kind)).await.told(201);
        let list = place.get(&pages(kind)).await;
        let page = place.get(&page_of(kind, "zz")).await;
        let [history, of_one] = [&list, &page].map(|page| {
            let history = page.split("history__list").nth(1);
            history.unwrap_or_default()
        });
        let record = from_json(kind.form(), &example(kind)).unwrap();
        let said = |question: &&Question| record.get(question.key.as_str()).is_said();
        let own = kind.facts().pages.own;
        for question in kind.form().questions().filter(said) {
            let label = format!("{}-{}", kind.facts().code, question.key.as_str());
            let label = texts.get(Language::Sv, &label.replace('_', "-"), &[]);
            for told in [history, of_one] {
                assert!(told.contains(&label), "{label} in {told}");
            }
            let is_there = page.contains(&format!("<dt>{label}</dt>"));
            let has_page = kind.facts().pages.has_page() && !own.contains(&OwnPage::One);
            // A box that says all is told where those it is about would stand.
            let is_fact = kind.form().in_cells().any(|one| one.key == question.key);
            assert!(is_there || !has_page || !is_fact, "{label} in {page}");
            if let FieldKind::Choice(choices) = &question.kind {
                let codes = choices.codes().into_iter();
                for code in codes.filter(|code| code.contains('_')) {
                    assert!(!history.contains(code), "{code}");
                }
            }
        }
        assert!(!history.contains("revision"), "{history}");
    }
}
