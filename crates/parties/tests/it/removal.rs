//! What came to nothing can be taken away, and what something leans on cannot.

use crate::browser::Browser;
use crate::pages::with_examples;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::{Db, list_object_events};
use samverk_foundation::{Actor, Role};
use samverk_parties::{GROUP, store};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_party_that_nothing_refers_to_is_removed,
    a_party_that_something_refers_to_stays,
    a_ladder_goes_only_while_nobody_has_been_assessed_on_it,
    an_unpublished_collaboration_goes_with_all_that_it_has,
    a_collaboration_that_another_belongs_to_stays,
    who_may_not_remove_is_turned_away,
);

async fn refused(browser: &Browser, path: &str, words: &str) {
    let answer = browser.post(path, &[]).await;
    assert_eq!(
        answer.status,
        StatusCode::CONFLICT,
        "{path}: {}",
        answer.text
    );
    assert!(answer.text.contains(words), "{path}: {}", answer.text);
}

async fn a_party_that_nothing_refers_to_is_removed(db: Db) {
    register(&db).await;
    let browser = Browser::new(&db, administrator());
    let facts = [("name", "Arkivbolaget"), ("kind", "company")];
    let page = browser.submit("/aktorer/ny", &facts).await;
    assert!(page.contains("/aktorer/arkivbolaget/ta-bort"));
    let tx = db.read().await.unwrap();
    let id = party(&tx, "arkivbolaget").await.id;
    drop(tx);
    import(
        &db,
        folder(&[(
            "population.csv",
            "party,year,population\narkivbolaget,2024,12\n",
        )]),
    )
    .await
    .unwrap();

    let page = browser.page("/aktorer/arkivbolaget/ta-bort").await;
    assert!(page.contains("Ta bort Arkivbolaget?"));
    let page = browser.submit("/aktorer/arkivbolaget/ta-bort", &[]).await;
    assert!(page.contains("Aktörer"));
    assert_eq!(
        browser.get("/aktorer/arkivbolaget").await.status,
        StatusCode::NOT_FOUND
    );
    let tx = db.read().await.unwrap();
    let events = list_object_events(&tx, id.0, 1).await.unwrap();
    assert_eq!(events[0].kind, "party.removed");
    let before = events[0].before.as_ref().unwrap().to_string();
    assert!(
        before.contains("Arkivbolaget") && before.contains("12"),
        "{before}"
    );
}

async fn a_party_that_something_refers_to_stays(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, administrator());
    refused(
        &browser,
        "/aktorer/aneby-kommun/ta-bort",
        "följer med Samverk",
    )
    .await;
    assert!(
        !browser
            .page("/aktorer/aneby-kommun")
            .await
            .contains("/ta-bort")
    );
    for key in ["sambruk", "e-skola-i-jamtlands-lan"] {
        refused(
            &browser,
            &format!("/aktorer/{key}/ta-bort"),
            "Aktören används",
        )
        .await;
    }
    // Named only as one of the others of a relation, which is a list without foreign keys.
    browser
        .submit(
            "/aktorer/ny",
            &[("name", "Arkivbolaget"), ("kind", "company")],
        )
        .await;
    let relation = [
        ("party", "aneby-kommun"),
        ("others.0.others", "Arkivbolaget"),
        ("reach", "local"),
        ("certainty", "stated"),
        ("key", "arkiv"),
    ];
    let at = "/samverkan/digitaliseringsradet/relationer";
    browser.submit(&format!("{at}/ny"), &relation).await;
    refused(&browser, "/aktorer/arkivbolaget/ta-bort", "Aktören används").await;
    browser.submit(&format!("{at}/arkiv/ta-bort"), &[]).await;
    browser.submit("/aktorer/arkivbolaget/ta-bort", &[]).await;
}

async fn a_ladder_goes_only_while_nobody_has_been_assessed_on_it(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, administrator());
    refused(
        &browser,
        "/trappor/samtrappan/ta-bort",
        "följer med Samverk",
    )
    .await;
    let ladder = [
        ("name", "Arkivtrappan"),
        ("levels.0.number", "1"),
        ("levels.0.name", "Samtal"),
    ];
    browser.submit("/trappor/ny", &ladder).await;
    let level = [("level", "1"), ("trappa", "arkivtrappan")];
    browser
        .submit("/samverkan/digitaliseringsradet/bedom", &level)
        .await;
    refused(
        &browser,
        "/trappor/arkivtrappan/ta-bort",
        "Någon bedöms på trappan",
    )
    .await;
    // So it is not offered, and the page says why.
    for (page, words) in [
        ("arkivtrappan", "Någon bedöms på trappan"),
        ("samtrappan", "följer med Samverk"),
    ] {
        let told = browser.page(&format!("/trappor/{page}")).await;
        assert!(told.contains(words) && !told.contains("/ta-bort"), "{told}");
        let form = browser.page(&format!("/trappor/{page}/redigera")).await;
        assert!(!form.contains("/ta-bort"), "{form}");
        assert!(
            form.contains(&format!("href=\"/trappor/{page}\"")),
            "the way here: {form}"
        );
    }

    browser
        .submit(
            "/trappor/ny",
            &[&ladder[1..], &[("name", "Tomtrappan")]].concat(),
        )
        .await;
    assert!(
        browser
            .page("/trappor/tomtrappan")
            .await
            .contains("/trappor/tomtrappan/ta-bort")
    );
    let page = browser.submit("/trappor/tomtrappan/ta-bort", &[]).await;
    assert!(!page.contains("/trappor/tomtrappan\""), "{page}");
}

async fn an_unpublished_collaboration_goes_with_all_that_it_has(db: Db) {
    with_examples(&db).await;
    let browser = Browser::new(&db, administrator());
    let at = "/samverkan/e-och-it-i-jamtland";
    refused(
        &browser,
        &format!("{at}/ta-bort"),
        "Samverkan är publicerad",
    )
    .await;
    let tx = db.read().await.unwrap();
    let before = store::find_collaboration(&tx, "e-och-it-i-jamtland").await;
    let before = before.unwrap().unwrap();
    drop(tx);
    let revision = before.revision.to_string();
    let hidden = [
        ("name", before.name.as_str()),
        ("purpose", &before.purpose),
        ("legal_form", "network"),
        ("reach", "regional"),
        ("source", &before.source),
        ("revision", &revision),
    ];
    let page = browser.submit(&format!("{at}/redigera"), &hidden).await;
    assert!(page.contains(&format!("{at}/ta-bort")));
    browser.page(&format!("{at}/ta-bort")).await;
    let page = browser.submit(&format!("{at}/ta-bort"), &[]).await;
    assert!(!page.contains(&before.name));
    assert_eq!(browser.get(at).await.status, StatusCode::NOT_FOUND);

    let tx = db.read().await.unwrap();
    assert_eq!(GROUP.whole(&tx, before.id.0).await.unwrap(), []);
    let events = list_object_events(&tx, before.id.0, 1).await.unwrap();
    assert_eq!(events[0].kind, "collaboration.removed");
    let kept = events[0].before.as_ref().unwrap();
    for list in ["groups", "assessments", "relations"] {
        let rows = kept.get(list).and_then(|list| list.as_array());
        assert!(rows.is_some_and(|rows| !rows.is_empty()), "{list}");
    }
    drop(tx);
    browser
        .submit("/aktorer/jamtlands-gymnasieforbund/ta-bort", &[])
        .await;
}

async fn a_collaboration_that_another_belongs_to_stays(db: Db) {
    register(&db).await;
    let browser = Browser::new(&db, administrator());
    let facts = |name: &'static str, parent: &'static str| {
        [
            ("name", name),
            ("purpose", "Att prova"),
            ("legal_form", "network"),
            ("reach", "local"),
            ("parent", parent),
        ]
    };
    browser.submit("/samverkan/ny", &facts("Hela", "")).await;
    browser
        .submit("/samverkan/ny", &facts("Delen", "hela"))
        .await;
    refused(
        &browser,
        "/samverkan/hela/ta-bort",
        "hör en annan samverkan",
    )
    .await;
    browser.submit("/samverkan/delen/ta-bort", &[]).await;
    browser.submit("/samverkan/hela/ta-bort", &[]).await;
}

async fn who_may_not_remove_is_turned_away(db: Db) {
    with_examples(&db).await;
    let tx = db.read().await.unwrap();
    let found = store::find_collaboration(&tx, "digitaliseringsradet").await;
    let id = found.unwrap().unwrap().id;
    let habo = party(&tx, "habo-kommun").await.id;
    drop(tx);
    let before = event_count(&db).await;
    let coordinator = Browser::new(&db, person(&[(id, Role::Coordinator)], &[]));
    let representative = Browser::new(&db, person(&[], &[(habo, Role::Representative)]));
    let public = Browser::new(&db, Actor::Public);
    for path in [
        "/samverkan/digitaliseringsradet/ta-bort",
        "/trappor/samtrappan/ta-bort",
    ] {
        assert_eq!(coordinator.get(path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            coordinator.post(path, &[]).await.status,
            StatusCode::FORBIDDEN
        );
    }
    let path = "/aktorer/sambruk/ta-bort";
    assert_eq!(coordinator.get(path).await.status, StatusCode::OK);
    assert_eq!(
        representative.post(path, &[]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        public.post(path, &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(event_count(&db).await, before);
}
