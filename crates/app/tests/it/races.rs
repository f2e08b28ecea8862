//! Several who remove the same thing at once, and one who saves it: one of them does, once.

use crate::api_client::Client;
use crate::things::{Thing, things};
use crate::world::House;
use axum::http::{Method, header};
use futures_util::future::{join, join_all};
use samverk_app::modules::migrations;
use samverk_database::{Db, EventFilter, count_events};
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    of_several_at_once_exactly_one_removes_or_saves,
    a_form_that_shows_an_old_state_removes_nothing,
    of_several_figures_for_one_year_the_first_stands,
);

const REMOVERS: usize = 5;
const ROUNDS: usize = 3;

async fn events(db: &Db) -> u64 {
    let tx = db.read().await.unwrap();
    count_events(&tx, &EventFilter::default()).await.unwrap()
}

async fn of_several_at_once_exactly_one_removes_or_saves(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let all = things();
    for thing in &all {
        thing.make(&client).await;
    }
    // The last first, so that nothing leans on what is removed.
    for thing in all.iter().rev() {
        for round in 0..ROUNDS {
            race(&house, &client, thing, round).await;
        }
    }
}

async fn race(house: &House, client: &Client, thing: &Thing, round: usize) {
    let path = thing.path.as_str();
    let read = client.get(path).await;
    let tag = read.header(header::ETAG).to_owned();
    let mut changed = read.body.clone();
    changed[thing.field] = json!(format!("Ändrat {round}"));
    let before = events(&house.db).await;
    let removers = join_all((0..REMOVERS).map(|_| remove(client, path, &tag)));
    let saver = async {
        // Without a saver in the last round, so that one of the removers wins.
        match round + 1 < ROUNDS {
            true => client.put(path, &tag, &changed).await.status.as_u16(),
            false => 412,
        }
    };
    let (saved, removed) = join(saver, removers).await;
    let winners = removed.iter().filter(|status| **status == 204).count();
    let won = winners + usize::from(saved == 200);
    assert_eq!(won, 1, "{path}: {saved} {removed:?}");
    let told = |status: &&u16| [404, 409, 412].contains(*status);
    let lost = removed.iter().filter(told).count() + usize::from(told(&&saved));
    assert_eq!(won + lost, REMOVERS + 1, "{path}: {saved} {removed:?}");
    assert_eq!(events(&house.db).await - before, 1, "{path}: one event");
    if winners == 1 && round + 1 < ROUNDS {
        thing.make(client).await;
    }
}

async fn remove(client: &Client, path: &str, tag: &str) -> u16 {
    let answer = client.write(Method::DELETE, path, tag, &Value::Null).await;
    answer.status.as_u16()
}

/// A figure has no revision of its own: what the savers saw is the figure itself.
async fn of_several_figures_for_one_year_the_first_stands(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    for round in 0..ROUNDS {
        let path = "/parties/aneby-kommun/populations/2023";
        let tag = client.get(path).await.header(header::ETAG).to_owned();
        let before = events(&house.db).await;
        let savers = (0..REMOVERS).map(|saver| {
            let people = 6_800 + round * REMOVERS + saver;
            let figure = json!({ "population": people, "confirmWarnings": true });
            let (client, tag) = (&client, tag.as_str());
            async move { client.put(path, tag, &figure).await.status.as_u16() }
        });
        let mut told = join_all(savers).await;
        told.sort_unstable();
        assert_eq!(told[0], 200, "{told:?}");
        assert!(told[1..].iter().all(|status| *status == 412), "{told:?}");
        assert_eq!(events(&house.db).await - before, 1, "one event");
    }
}

/// Where the pages ask before they remove.
const PAGES: &[(&str, &str)] = &[
    ("/parties/zz-natet", "/aktorer/zz-natet/ta-bort"),
    (
        "/collaborations/zz-ny/groups/zz",
        "/samverkan/zz-ny/grupper/zz/ta-bort",
    ),
    ("/collaborations/zz-ny", "/samverkan/zz-ny/ta-bort"),
];

async fn a_form_that_shows_an_old_state_removes_nothing(db: Db) {
    let house = House::furnished(db).await;
    let client = Client::administrator(&house);
    let cookie = house.sign_in("administrator").await;
    let all = things();
    let is_asked = |path: &str| PAGES.iter().any(|(known, _)| *known == path);
    for thing in all.iter().filter(|thing| is_asked(&thing.path)) {
        thing.make(&client).await;
    }
    for (path, page) in PAGES {
        let thing = all.iter().find(|thing| thing.path == *path).unwrap();
        let read = client.get(path).await;
        let mut changed = read.body.clone();
        changed[thing.field] = json!("Ändrat av någon annan.");
        let saved = client.put(path, read.header(header::ETAG), &changed).await;
        assert_eq!(saved.status.as_u16(), 200, "{path}: {}", saved.body);
        let refused = house.post(page, &cookie, "revision=1").await;
        assert_eq!(refused.status.as_u16(), 409, "{page}: {}", refused.text);
        let blind = house.post(page, &cookie, "").await;
        assert!(blind.status.is_client_error(), "{page}: {}", blind.status);
        let removed = house.post(page, &cookie, "revision=2").await;
        assert_eq!(removed.status.as_u16(), 303, "{page}: {}", removed.text);
        let again = house.post(page, &cookie, "revision=2").await;
        assert_eq!(again.status.as_u16(), 404, "{page}");
    }
}
