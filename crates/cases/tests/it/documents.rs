//! Documents are numbered within their case, and known by it.

use crate::world::{MIGRATIONS, REGISTRY_PAGE, World, content, desk};
use axum::http::StatusCode;
use samverk_cases::actions::add_document;
use samverk_cases::model::{Direction, DocumentContent, DocumentSort};
use samverk_cases::store::list_documents;
use samverk_database::Db;

samverk_testing::db_tests!(MIGRATIONS;
    a_document_gets_the_next_number_of_its_case,
    documents_registered_at_once_have_no_gap,
    a_void_case_takes_no_documents,
);

const MISSIVE: &[(&str, &str)] = &[
    ("title", "Missiv"),
    ("direction", "incoming"),
    ("dated_on", "2026-11-20"),
    ("sort", "official"),
];

async fn a_document_gets_the_next_number_of_its_case(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Remiss")).await;
    let (house, registrar) = (&world.house, world.registrar());
    let one = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001");
    let new = format!("{one}/handlingar/ny");
    let page = house.page(&registrar, &one).await;
    assert!(page.contains(&format!("href=\"{new}\"")), "{page}");
    let page = house.submit(&registrar, &new, MISSIVE).await;
    assert!(
        page.contains("KS 2026/00001-1") && page.contains("Missiv"),
        "{page}"
    );
    let later = [
        ("title", "Svar"),
        ("direction", "outgoing"),
        ("dated_on", "2026-11-23"),
    ];
    let later = [&later[..], &[("sort", "official"), ("file", "zebra")]].concat();
    let (status, told) = house.post(&registrar, &new, &later).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.contains("-dated_on\"") && told.contains("-file\""),
        "{told}"
    );
    let change = format!("{one}/handlingar/1");
    let changed = [
        MISSIVE,
        &[("title", "Missiv från myndigheten"), ("revision", "1")],
    ]
    .concat();
    let changed: Vec<_> = changed.into_iter().skip(1).collect();
    let page = house.submit(&registrar, &change, &changed).await;
    assert!(
        page.contains("Missiv ändrades till Missiv från myndigheten"),
        "{page}"
    );
    let (status, _) = house.get(&registrar, &format!("{one}/handlingar/2")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = house.get(&world.reader(), &change).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let page = house.page(&world.reader(), &one).await;
    assert!(
        page.contains("KS 2026/00001-1") && !page.contains("handlingar/"),
        "{page}"
    );
}

fn said(number: i32) -> DocumentContent {
    DocumentContent {
        title: format!("Handling {number}").as_str().into(),
        public_title: "".into(),
        public: false,
        direction: Direction::Internal,
        dated_on: "2026-11-22".parse().unwrap(),
        sort: DocumentSort::Working,
        file: "".into(),
    }
}

async fn documents_registered_at_once_have_no_gap(db: Db) {
    let world = World::of(&db).await;
    let case = world.register(content("Många handlingar")).await;
    let registrar = world.registrar();
    let mut asking = tokio::task::JoinSet::new();
    for number in 0..40 {
        let (db, registrar, case) = (db.clone(), registrar.clone(), case.clone());
        asking.spawn(async move {
            let tx = db.begin("document").await.unwrap();
            let desk = desk(&tx, &registrar).await;
            let added = add_document(&tx, &registrar, &desk, (&case, said(number))).await;
            added.unwrap();
            tx.commit().await.unwrap();
        });
    }
    while let Some(done) = asking.join_next().await {
        done.unwrap();
    }
    let tx = db.read().await.unwrap();
    let found = list_documents(&tx, case.id, (0, 100)).await.unwrap();
    let numbers: Vec<i64> = found.iter().map(|one| one.number).collect();
    assert_eq!(numbers, (1..=40).collect::<Vec<i64>>());
}

async fn a_void_case_takes_no_documents(db: Db) {
    let world = World::of(&db).await;
    let stale = world.register(content("Dubbelt")).await;
    let one = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001");
    let why = [("reason", "Registrerat två gånger."), ("revision", "1")];
    let registrar = world.registrar();
    world
        .house
        .submit(&registrar, &format!("{one}/makulera"), &why)
        .await;
    let new = format!("{one}/handlingar/ny");
    let (status, _) = world.house.post(&registrar, &new, MISSIVE).await;
    assert_eq!(status, StatusCode::CONFLICT);
    for rest in ["handlingar/ny", "redigera"] {
        let (status, _) = world.house.get(&registrar, &format!("{one}/{rest}")).await;
        assert_eq!(status, StatusCode::CONFLICT, "{rest}");
    }
    // Nor from whoever read it just before it was made void.
    let tx = db.begin("late").await.unwrap();
    let desk = desk(&tx, &registrar).await;
    let late = add_document(&tx, &registrar, &desk, (&stale, said(1))).await;
    let late = late.unwrap_err();
    assert_eq!(samverk_county::codes(&late), ["case_is_void"]);
}
