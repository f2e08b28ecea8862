//! Adopting freezes, withdrawing opens again, and a new version stands beside the old one.

use crate::example::{archive, line};
use crate::pages::kept;
use crate::world::{MIGRATIONS, house};
use axum::http::StatusCode;
use samverk_benefits::{BusinessCase, LineDirection, LineDivision};
use samverk_county::{COUNCIL, SYSTEM, county, key};
use samverk_database::{Db, find_adopted};
use samverk_fields::Rows;

samverk_testing::db_tests!(MIGRATIONS;
    what_is_adopted_is_frozen,
    what_cannot_be_computed_is_not_adopted,
);

fn path(rest: &str) -> String {
    format!("{COUNCIL}/nyttokalkyler/e-arkiv{rest}")
}

async fn what_is_adopted_is_frozen(db: Db) {
    let county = county(&db).await;
    kept(&db, &county, &archive()).await;
    let (house, coordinator) = (house(&db), county.coordinator());
    let decide = |to: &'static str, revision: &'static str| {
        [
            ("to", to),
            ("reason", "Rådets beslut § 12"),
            ("revision", revision),
        ]
    };
    let (status, _) = house
        .post(
            &county.economist(),
            &path("/beslut"),
            &decide("adopted", "1"),
        )
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    house
        .submit(&coordinator, &path("/beslut"), &decide("adopted", "1"))
        .await;
    let page = house.page(&coordinator, &path("")).await;
    assert!(page.contains("Antagen") && !page.contains(&path("/redigera")));
    let id = {
        let tx = db.read().await.unwrap();
        let scope = county.scope(&tx, &SYSTEM).await;
        let found = samverk_benefits::BUSINESS_CASE
            .find(&tx, &scope, "e-arkiv")
            .await
            .unwrap();
        let id = found.unwrap().id;
        assert_eq!(find_adopted(&tx, &[id]).await.unwrap().len(), 1);
        id
    };
    house
        .submit(
            &coordinator,
            &path("/ny-version"),
            &[("title", "E-arkiv, andra försöket")],
        )
        .await;
    let page = house.page(&coordinator, &path("")).await;
    assert!(page.contains("Senare version:") && page.contains("E-arkiv, andra försöket"));
    house
        .submit(&coordinator, &path("/beslut"), &decide("draft", "2"))
        .await;
    let tx = db.read().await.unwrap();
    assert!(find_adopted(&tx, &[id]).await.unwrap().is_empty());
}

async fn what_cannot_be_computed_is_not_adopted(db: Db) {
    let county = county(&db).await;
    let mut empty = archive();
    (empty.lines, empty.amounts) = (Rows(Vec::new()), Rows(Vec::new()));
    kept(&db, &county, &empty).await;
    let decide = [("to", "adopted"), ("reason", "§ 12"), ("revision", "1")];
    let (status, page) = house(&db)
        .post(&county.coordinator(), &path("/beslut"), &decide)
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("inga rader att anta"));
    let unseen = BusinessCase {
        distribution: Some(key("borta")),
        lines: Rows(vec![line(
            "Drift",
            LineDirection::Cost,
            LineDivision::Distribution,
        )]),
        ..empty
    };
    let tx = db.begin("unseen").await.unwrap();
    let scope = county.scope(&tx, &SYSTEM).await;
    samverk_benefits::BUSINESS_CASE
        .save(
            &tx,
            &SYSTEM,
            &scope,
            key("e-arkiv"),
            &unseen,
            samverk_kept::Seen::Revision(1),
        )
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = house(&db).page(&county.coordinator(), &path("")).await;
    assert!(page.contains("inte din att se"));
    let decide = [("to", "adopted"), ("reason", "§ 12"), ("revision", "2")];
    let (status, page) = house(&db)
        .post(&county.coordinator(), &path("/beslut"), &decide)
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("finns inte kvar"));
}
