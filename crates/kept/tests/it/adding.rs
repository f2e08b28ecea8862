//! Who adds when others change, and what is found within a thing.

use crate::deep_kinds::somebody;
use crate::recipes::{INSTALLATION, RECIPE, visitors};
use crate::sample::{MIGRATIONS, administrator};
use samverk_database::Db;
use samverk_foundation::Role;
use samverk_kept::{actions, entries};
use serde_json::json;
use uuid::Uuid;

samverk_testing::db_tests!(MIGRATIONS;
    who_may_add_need_not_be_who_may_change,
    rows_are_found_by_themselves,
);

async fn who_may_add_need_not_be_who_may_change(db: Db) {
    let (site, adder) = visitors(&db, &somebody(Role::Coordinator));
    let new = json!({ "key": "soppa", "name": "Soppa" });
    let made = adder.post("/recipes", "", &new).await.told(201);
    let again = adder.post("/recipes", "", &new).await;
    assert_eq!(again.code(), "already_exists");
    for (wrong, place) in [
        (json!({ "name": "Soppa" }), "/key"),
        (json!({ "key": "Å", "name": "Soppa" }), "/key"),
        (json!({ "key": "gryta" }), "/name"),
    ] {
        let told = adder.post("/recipes", "", &wrong).await.told(422);
        assert_eq!(told.errors()[0].1, place, "{wrong}");
    }
    let said = json!({ "name": "Sopp" });
    let path = "/recipes/soppa";
    adder.put(path, &made.tag, &said).await.told(403);
    adder.delete(path, &made.tag).await.told(403);
    let list = site.get("/recept").await.text;
    assert!(list.contains("href=\"/recept/ny\"") && !list.contains("redigera"));
    let added = site.post("/recept/ny", &[("name", "Gryta")]).await;
    assert_eq!(added.status.as_u16(), 303);
    for page in ["/recept/gryta/redigera", "/recept/gryta/ta-bort"] {
        assert_eq!(site.get(page).await.status.as_u16(), 403, "{page}");
    }
    let (_, keeper) = visitors(&db, &administrator());
    keeper.put(path, &made.tag, &said).await.told(200);
    let (site, other) = visitors(&db, &somebody(Role::Reader));
    let new = json!({ "key": "sylt", "name": "Sylt" });
    other.post("/recipes", "", &new).await.told(403);
    assert_eq!(site.get("/recept/ny").await.status.as_u16(), 403);
    let rows = actions(&[&RECIPE]);
    let rows = rows.iter().map(|row| (row.code, row.allowed.len()));
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [("recipe.add", 2), ("recipe.save", 1)]
    );
}

async fn rows_are_found_by_themselves(db: Db) {
    let (_, keeper) = visitors(&db, &administrator());
    let parts = json!([{ "number": 4, "words": [] }, { "number": 7, "words": [] }]);
    let soup = json!({ "name": "Soppa", "parts": parts });
    keeper.put("/recipes/soppa", "", &soup).await.told(201);
    let tx = db.read().await.unwrap();
    let at = (INSTALLATION.by_id)(&tx, Uuid::nil()).await.unwrap();
    let found = entries(&tx, &RECIPE, &at.unwrap()).await.unwrap();
    let told = found.iter().map(|one| (one.kind, one.url.as_str()));
    let expected = [
        ("recipe", "/recept/soppa"),
        ("recipe_part", "/recept/soppa#del-4"),
        ("recipe_part", "/recept/soppa#del-7"),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(
        (found[1].title.as_str(), found[1].text.as_str()),
        ("4", "Soppa")
    );
}
