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
    several_are_added_at_once_or_none,
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

async fn several_are_added_at_once_or_none(db: Db) {
    let (site, _) = visitors(&db, &somebody(Role::Coordinator));
    let form = "/recept/ny/flera";
    assert!(site.get("/recept").await.text.contains(form));
    let pasted = [
        ("rows.pasted", "Namn\nGryta\nSoppa\nSoppa"),
        ("paste_rows", "rows"),
    ];
    let filled = site.post(form, &pasted).await;
    assert_eq!(filled.status.as_u16(), 200);
    assert!(filled.text.contains("value=\"Gryta\""), "{}", filled.text);
    let long = "a".repeat(10_000);
    let wrong = [("rows.0.name", "Gryta"), ("rows.4.name", long.as_str())];
    let refused = site.post(form, &wrong).await;
    assert_eq!(refused.status.as_u16(), 422);
    let place = "aria-describedby=\"wrong-rows-1-name\"";
    assert!(refused.text.contains(place), "{}", refused.text);
    let nothing = site.post(form, &[("rows.0.name", "")]).await;
    assert_eq!(nothing.status.as_u16(), 422);
    assert!(!site.get("/recept").await.text.contains("Gryta"));
    let rows = [
        ("rows.0.name", "Gryta"),
        ("rows.1.name", "Soppa"),
        ("rows.2.name", "Soppa"),
    ];
    assert_eq!(site.post(form, &rows).await.status.as_u16(), 303);
    for key in ["gryta", "soppa", "soppa-2"] {
        let page = site.get(&format!("/recept/{key}")).await;
        assert_eq!(page.status.as_u16(), 200, "{key}");
    }
    let (reader, _) = visitors(&db, &somebody(Role::Reader));
    assert_eq!(reader.get(form).await.status.as_u16(), 403);
    assert_eq!(reader.post(form, &rows).await.status.as_u16(), 403);
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
