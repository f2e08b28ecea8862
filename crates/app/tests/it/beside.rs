//! What files, comments and followers hang on: everything that is found in the search is found by its kind
//! and id too, at the same address and by the same people.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::{migrations, search_sources};
use samverk_database::Db;
use samverk_foundation::Actor;
use sea_orm::{ConnectionTrait, Statement};
use std::collections::BTreeMap;
use uuid::Uuid;

samverk_testing::db_tests!(&migrations();
    what_is_found_is_a_thing_at_the_same_address_for_the_same_people,
);

/// Parts of things, and what nothing hangs on.
const PARTS: [&str; 7] = [
    "catalogue_goal",
    "document",
    "focus_area",
    "goal",
    "level",
    "plan_section",
    "scenario",
];

async fn found(house: &House) -> BTreeMap<(String, Uuid), String> {
    samverk_search::refresh_all(&house.db, &search_sources())
        .await
        .unwrap();
    let tx = house.db.read().await.unwrap();
    let sql = "SELECT kind, object_id, url FROM search_display";
    let backend = tx.connection().get_database_backend();
    let rows = tx
        .connection()
        .query_all_raw(Statement::from_string(backend, sql));
    let rows = rows.await.unwrap().into_iter();
    let entries = rows.map(|row| {
        let kind: String = row.try_get_by_index(0).unwrap();
        let id: Uuid = row.try_get_by_index(1).unwrap();
        let url: String = row.try_get_by_index(2).unwrap();
        ((kind, id), url)
    });
    entries
        .filter(|((kind, _), _)| !PARTS.contains(&kind.as_str()))
        .collect()
}

async fn what_is_found_is_a_thing_at_the_same_address_for_the_same_people(db: Db) {
    let house = House::furnished(db).await;
    let entries = found(&house).await;
    let mut kinds: Vec<&String> = entries.keys().map(|(kind, _)| kind).collect();
    kinds.dedup();
    assert!(kinds.len() > 8, "{kinds:?}");
    // A few of each kind say what all do.
    let mut seen: BTreeMap<&String, usize> = BTreeMap::new();
    for ((kind, id), url) in &entries {
        let count = seen.entry(kind).or_default();
        *count += 1;
        if *count > 8 {
            continue;
        }
        let tx = house.db.read().await.unwrap();
        let system = Actor::System("test");
        let thing = house.state().thing(&tx, &system, kind, *id).await;
        let thing = thing.unwrap_or_else(|problem| panic!("{kind} {url}: {problem}"));
        let page = url.split('#').next().unwrap();
        // A plan has an entry for each version that somebody reads.
        assert!(
            page.starts_with(&thing.href),
            "{kind}: {page}, {}",
            thing.href
        );
        assert!(!thing.name.is_empty(), "{kind} {url}");
        let stranger = house.state().thing(&tx, &Actor::Public, kind, *id).await;
        drop(tx);
        let answer = house.get(&thing.href, "").await.status;
        assert_eq!(stranger.is_ok(), answer == StatusCode::OK, "{kind} {url}");
        if let Err(problem) = stranger {
            assert_eq!(problem.code, "not_found", "{kind} {url}");
        }
    }
    let tx = house.db.read().await.unwrap();
    let system = Actor::System("test");
    for kind in ["group", "no_such_kind"] {
        let none = house.state().thing(&tx, &system, kind, Uuid::nil()).await;
        assert_eq!(none.unwrap_err().code, "not_found");
    }
}
