//! What a business case says of the initiative that it is about.

use crate::example::archive;
use crate::pages::kept;
use crate::world::{MIGRATIONS, house};
use axum::http::StatusCode;
use samverk_county::{COUNCIL, County, SYSTEM, county, key};
use samverk_database::Db;
use samverk_development::{INITIATIVE, Initiative};
use samverk_fields::{KindCode, Known, One, Record, Referable, Reference};
use samverk_foundation::Actor;
use samverk_kept::{Kept, Seen};

samverk_testing::db_tests!(MIGRATIONS;
    the_initiative_shows_what_its_case_comes_to,
    an_initiative_with_a_case_stays,
);

/// An initiative with a case that names it.
async fn told(db: &Db, county: &County) {
    let tx = db.begin("told").await.unwrap();
    let scope = county.scope(&tx, &SYSTEM).await;
    let record = Record::default().with(
        Initiative::TITLE,
        samverk_fields::Value::Text("E-arkiv".to_owned()),
    );
    let initiative = Initiative::read(&record).unwrap();
    let held = INITIATIVE
        .save(&tx, &SYSTEM, &scope, key("e-arkiv"), &initiative, Seen::New)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let reference = Reference {
        kind: KindCode::of(<Initiative as Referable>::KIND),
        key: held.key.clone(),
        known: Some(Known {
            id: held.id,
            name: held.title.to_string(),
        }),
    };
    let mut case = archive();
    case.initiative = Some(One::to(reference));
    kept(db, county, &case).await;
}

async fn the_initiative_shows_what_its_case_comes_to(db: Db) {
    let county = county(&db).await;
    told(&db, &county).await;
    let reader = county.representative(0);
    let case = format!("{COUNCIL}/nyttokalkyler/e-arkiv");
    for place in ["/initiativ/e-arkiv", "/portfolj"] {
        let path = format!("{COUNCIL}{place}");
        let page = house(&db).page(&reader, &path).await;
        for words in ["Nettonuvärde", "266 095 kr", "3,1 år", &case] {
            assert!(page.contains(words), "{words} at {place}: {page}");
        }
        let public = house(&db).page(&Actor::Public, &path).await;
        assert!(!public.contains("266 095"), "{place}");
    }
    let page = house(&db).page(&reader, &case).await;
    assert!(page.contains(&format!("{COUNCIL}/initiativ/e-arkiv")));
    // A later version speaks for the initiative, until the first one is adopted.
    let coordinator = county.coordinator();
    let version = [("title", "Andra försöket")];
    house(&db)
        .submit(&coordinator, &format!("{case}/ny-version"), &version)
        .await;
    let portfolio = format!("{COUNCIL}/portfolj");
    let page = house(&db).page(&reader, &portfolio).await;
    assert!(page.contains("nyttokalkyler/andra-forsoket"), "{page}");
    let adopted = [
        ("to", "adopted"),
        ("reason", "Rådets beslut § 12"),
        ("revision", "1"),
    ];
    house(&db)
        .submit(&coordinator, &format!("{case}/beslut"), &adopted)
        .await;
    let page = house(&db).page(&reader, &portfolio).await;
    assert!(page.contains(&case) && !page.contains("nyttokalkyler/andra-forsoket"));
}

async fn an_initiative_with_a_case_stays(db: Db) {
    let county = county(&db).await;
    told(&db, &county).await;
    let path = format!("{COUNCIL}/initiativ/e-arkiv/ta-bort");
    let (status, page) = house(&db)
        .post(&county.coordinator(), &path, &[("revision", "1")])
        .await;
    assert_eq!(status, StatusCode::CONFLICT, "{page}");
    let page = house(&db).page(&county.coordinator(), COUNCIL).await;
    assert!(page.contains("Portfölj"));
}
