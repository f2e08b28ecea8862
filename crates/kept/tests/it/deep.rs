//! A kept thing as the ground of another, two deep.

use crate::deep_kinds::{BRANCH, KINDS, LEAF, TREE, somebody, visitor};
use crate::sample::{MIGRATIONS, garden};
use samverk_database::{Db, EventFilter, list_events};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, Role};
use samverk_kept::{AnyKind, Exchange, Ground, apply, below, entries, read_table, table_of};
use serde_json::json;
use std::sync::Arc;

samverk_testing::db_tests!(MIGRATIONS;
    what_hangs_two_deep_has_addresses_pages_and_api,
    what_is_hidden_above_is_hidden_below,
    removal_takes_along_or_is_refused,
    files_and_search_go_all_the_way_down,
);

const TREES: &str = "/gardens/tomten/trees";
const BRANCHES: &str = "/gardens/tomten/trees/rosor/branches";
const LEAVES: &str = "/gardens/tomten/trees/rosor/branches/stor-ros/leaves";

/// A tree with a branch with two leaves.
async fn grown(db: &Db) -> (samverk_testing::site::Site, samverk_testing::api::Client) {
    let (site, client) = visitor(db, &somebody(Role::Administrator), KINDS);
    for (path, name) in [
        (format!("{TREES}/rosor"), "Rosor"),
        (format!("{BRANCHES}/stor-ros"), "Stor ros"),
        (format!("{LEAVES}/ett"), "Ett blad"),
        (format!("{LEAVES}/tva"), "Två blad"),
    ] {
        client
            .put(&path, "", &json!({ "name": name }))
            .await
            .told(201);
    }
    (site, client)
}

async fn what_hangs_two_deep_has_addresses_pages_and_api(db: Db) {
    let (site, client) = grown(&db).await;
    let read = client.get(&format!("{LEAVES}/ett")).await.told(200);
    assert_eq!(read.body["name"], "Ett blad");
    let up = read.body["_links"]["up"]["href"].as_str().unwrap();
    assert!(up.ends_with("/branches/stor-ros"), "{up}");
    let list = client.get(LEAVES).await.told(200);
    assert_eq!(list.body["_meta"]["totalRecords"], 2);
    let page = site.get("/tomter/tomten/trad/rosor").await.text;
    assert!(
        page.contains("href=\"/tomter/tomten/trad/rosor/grenar\""),
        "{page}"
    );
    let branches = "/tomter/tomten/trad/rosor/grenar";
    let leaves = format!("{branches}/stor-ros/blad");
    let page = site.get(&format!("{branches}/stor-ros")).await.text;
    assert!(page.contains(&format!("href=\"{leaves}\"")), "{page}");
    let added = site
        .post(&format!("{leaves}/ny"), &[("name", "Tre blad")])
        .await;
    assert_eq!(added.status.as_u16(), 303, "{}", added.text);
    let listed = site.get(&leaves).await.text;
    assert!(
        listed.contains("Tre blad") && listed.contains("Rosor"),
        "{listed}"
    );
    // Its history is told where the garden has people.
    let place = "/gardens/tomten-samverkan/trees/rosor";
    for path in [
        place,
        &format!("{place}/branches/stor-ros"),
        &format!("{place}/branches/stor-ros/leaves/ett"),
    ] {
        client
            .put(path, "", &json!({ "name": "Historia" }))
            .await
            .told(201);
    }
    let page = "/tomter/tomten-samverkan/trad/rosor/grenar/stor-ros/blad";
    for page in [page, &format!("{page}/ett")] {
        let told = site.get(page).await.text;
        assert!(told.contains("history__list"), "{told}");
    }
    // A leaf of one branch does not stand on another.
    let other = format!("{BRANCHES}/liten-ros");
    client
        .put(&other, "", &json!({ "name": "Liten ros" }))
        .await
        .told(201);
    client.get(&format!("{other}/leaves/ett")).await.told(404);
    client
        .get(&format!("{TREES}/finns-inte/branches"))
        .await
        .told(404);
}

async fn what_is_hidden_above_is_hidden_below(db: Db) {
    grown(&db).await;
    let (site, client) = visitor(&db, &somebody(Role::Representative), KINDS);
    for path in [BRANCHES, LEAVES, &format!("{LEAVES}/ett")] {
        client.get(path).await.told(404);
    }
    client
        .put(&format!("{LEAVES}/ny-nyckel"), "", &json!({ "name": "X" }))
        .await
        .told(403);
    let rosor = "/tomter/tomten/trad/rosor/grenar";
    for path in [
        rosor,
        &format!("{rosor}/stor-ros"),
        &format!("{rosor}/stor-ros/blad"),
    ] {
        assert_eq!(site.get(path).await.status.as_u16(), 404, "{path}");
    }
    // Who may read it all and write only above.
    let (_, client) = visitor(&db, &somebody(Role::Coordinator), KINDS);
    client.get(&format!("{LEAVES}/ett")).await.told(200);
    client
        .put(&format!("{LEAVES}/fyra"), "", &json!({ "name": "X" }))
        .await
        .told(403);
    client
        .put(&format!("{BRANCHES}/ny-ros"), "", &json!({ "name": "X" }))
        .await
        .told(201);
}

async fn removal_takes_along_or_is_refused(db: Db) {
    let (site, client) = grown(&db).await;
    let tag = client.get(&format!("{TREES}/rosor")).await.tag;
    let refused = client
        .delete(&format!("{TREES}/rosor"), &tag)
        .await
        .told(409);
    assert_eq!(refused.code(), "still_in_use");
    let form = "/tomter/tomten/trad/rosor/ta-bort";
    let refused = site.post(form, &[("revision", "1")]).await;
    assert_eq!(refused.status.as_u16(), 409, "{}", refused.text);
    client.get(&format!("{LEAVES}/ett")).await.told(200);
    let tag = client.get(&format!("{BRANCHES}/stor-ros")).await.tag;
    client
        .delete(&format!("{BRANCHES}/stor-ros"), &tag)
        .await
        .told(204);
    client.get(&format!("{LEAVES}/ett")).await.told(404);
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        limit: 10,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    let removed = events.iter().filter(|one| one.kind.ends_with(".removed"));
    let mut removed: Vec<&str> = removed.map(|one| one.object_name.as_str()).collect();
    removed.sort_unstable();
    assert_eq!(removed, ["Ett blad", "Stor ros", "Två blad"]);
    drop(tx);
    let tag = client.get(&format!("{TREES}/rosor")).await.tag;
    client
        .delete(&format!("{TREES}/rosor"), &tag)
        .await
        .told(204);
}

/// Every table of a garden, by its path.
async fn tables(db: &Db, place: &str) -> Vec<(String, String)> {
    let tx = db.read().await.unwrap();
    let at: Arc<dyn Ground> = Arc::new(garden(place));
    let own = (&TREE as &dyn AnyKind, Arc::clone(&at));
    let below = below(&tx, &TREE, &at).await.unwrap();
    let mut all = Vec::new();
    for (kind, at) in std::iter::once(own).chain(below) {
        let Exchange::Table(file) = kind.facts().exchange else {
            continue;
        };
        let table = table_of(&tx, kind, at.id()).await.unwrap();
        all.extend(table.map(|table| (at.file(file), table)));
    }
    all
}

async fn files_and_search_go_all_the_way_down(db: Db) {
    grown(&db).await;
    let written = tables(&db, "tomten").await;
    let paths: Vec<&str> = written.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "gardens/tomten/trees.csv",
            "gardens/tomten/trees/rosor/branches.csv",
            "gardens/tomten/trees/rosor/branches/stor-ros/leaves.csv",
        ]
    );
    // The same folder in another garden makes the same tables.
    let mut folder = Folder::default();
    for (path, table) in &written {
        folder.insert_bytes(&path.replace("tomten", "tomten-tva"), table.as_bytes());
    }
    let mut intake = Intake::new(folder);
    let tx = db.begin("import").await.unwrap();
    let at: Arc<dyn Ground> = Arc::new(garden("tomten-tva"));
    let mut left: Vec<(&'static dyn AnyKind, Arc<dyn Ground>)> = vec![(&TREE, at.clone())];
    let mut done = Vec::new();
    while let Some((kind, here)) = left.pop() {
        let Exchange::Table(file) = kind.facts().exchange else {
            continue;
        };
        let rows = read_table(&mut intake, kind, &here.file(file)).unwrap_or_default();
        let actor = Actor::System("test");
        apply(&tx, &actor, here.as_ref(), kind, &rows, &mut intake)
            .await
            .unwrap();
        done.push((kind.facts().code, here.id()));
        let below = below(&tx, &TREE, &at).await.unwrap();
        let new = |(kind, here): &(&'static dyn AnyKind, Arc<dyn Ground>)| {
            !done.contains(&(kind.facts().code, here.id()))
        };
        left = below.into_iter().filter(new).collect();
    }
    assert!(intake.problems.is_empty(), "{:?}", intake.problems);
    tx.commit().await.unwrap();
    let again = tables(&db, "tomten-tva").await;
    let again: Vec<_> = again
        .into_iter()
        .map(|(path, table)| (path.replace("tomten-tva", "tomten"), table))
        .collect();
    assert_eq!(again, written);
    // What is found of it all, in as many statements whatever there is.
    let at: Arc<dyn Ground> = Arc::new(garden("tomten"));
    let tx = db.read().await.unwrap();
    let before = db.query_count();
    let found = entries(&tx, &TREE, &at).await.unwrap();
    assert!(db.query_count() - before <= 3);
    let mut titles: Vec<&str> = found.iter().map(|one| one.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Ett blad", "Stor ros", "Två blad"]);
    let leaf = found.iter().find(|one| one.title == "Ett blad").unwrap();
    assert_eq!(
        leaf.url,
        "/tomter/tomten/trad/rosor/grenar/stor-ros/blad/ett"
    );
    assert_eq!((leaf.kind, LEAF.facts().code), ("leaf", "leaf"));
    assert_eq!(BRANCH.facts().code, "branch");
}
