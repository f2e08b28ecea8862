//! The examples go in and come out the same.

use crate::world::{DOCUMENTS, House, LIVING, example, project_root};
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::{Db, EventFilter, list_events};
use samverk_exchange::Folder;
use std::fs;

samverk_testing::db_tests!(&migrations();
    jonkoping_goes_round,
    varmdo_goes_round,
    alingsas_goes_round,
    jamtland_goes_round,
    exempellanet_goes_round,
    all_together_go_round,
    importing_twice_changes_nothing,
    the_difference_in_document_003_is_reported,
);

async fn goes_round(db: Db, name: &str) {
    let house = House::empty(db).await;
    let original = example(name);
    let outcome = house.import(original.clone(), true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let exported = house.export(&[]).await;
    same(&original, &exported.folder);
    let from = project_root().join("examples").join(name);
    for path in &exported.laid {
        let [came, went] =
            [&from, exported.place.path()].map(|root| fs::read(root.join(path)).unwrap());
        assert!(came == went, "{path}");
    }
    assert_eq!(exported.laid.is_empty(), name != LIVING);
}

/// Says which file and line differ first, for a whole-folder comparison is hard to read.
pub fn same(one: &Folder, other: &Folder) {
    let paths = |folder: &Folder| folder.paths().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(paths(one), paths(other));
    for path in paths(one) {
        let text = |folder: &Folder| {
            String::from_utf8(folder.get(&path).unwrap_or_default().to_vec()).unwrap()
        };
        let (one, other) = (text(one), text(other));
        let first = one
            .lines()
            .zip(other.lines())
            .position(|(one, other)| one != other);
        if let Some(line) = first {
            let (a, b) = (one.lines().nth(line), other.lines().nth(line));
            panic!("{path} line {}:\n  {a:?}\n  {b:?}", line + 1);
        }
        assert_eq!(one, other, "{path}");
    }
}

async fn jonkoping_goes_round(db: Db) {
    goes_round(db, "jonkoping").await;
}

async fn varmdo_goes_round(db: Db) {
    goes_round(db, "varmdo").await;
}

async fn alingsas_goes_round(db: Db) {
    goes_round(db, "alingsas").await;
}

async fn jamtland_goes_round(db: Db) {
    goes_round(db, "jamtland").await;
}

async fn exempellanet_goes_round(db: Db) {
    goes_round(db, LIVING).await;
}

async fn all_together_go_round(db: Db) {
    let house = House::in_demo(db).await;
    let first = house.export(&[]).await;
    samverk_testing::on_sqlite(&migrations(), |empty| async move {
        let other = House::empty(empty).await;
        let outcome = other.import(first.folder.clone(), true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        let second = other.export(&[]).await;
        same(&first.folder, &second.folder);
        assert_eq!(first.laid, second.laid);
    })
    .await;
}

async fn importing_twice_changes_nothing(db: Db) {
    let house = House::in_demo(db).await;
    let count = || async {
        let tx = house.db.read().await.unwrap();
        let filter = EventFilter {
            limit: 100_000,
            ..EventFilter::default()
        };
        list_events(&tx, &filter).await.unwrap().len()
    };
    let before = count().await;
    for name in DOCUMENTS.into_iter().chain(["alingsas", LIVING]) {
        let outcome = house.import(example(name), true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    }
    assert_eq!(count().await, before);
}

async fn the_difference_in_document_003_is_reported(db: Db) {
    let house = House::empty(db).await;
    let Outcome::Unconfirmed(warnings) = house.import(example("jonkoping"), false).await else {
        panic!("the warnings of document 003 must be confirmed");
    };
    let told: Vec<String> = warnings.iter().map(samverk_app::commands::told).collect();
    let told = told.join("\n").replace('\u{a0}', " ");
    assert!(
        told.contains("430 500") && told.contains("369 000"),
        "{told}"
    );
    let nothing = house.get("/samverkan/digitaliseringsradet", "").await;
    assert_eq!(
        nothing.status, 404,
        "nothing is saved before the warnings are confirmed"
    );
}
