//! Risks in a matrix of the collaboration's own, and how they have moved.

use crate::world::house;
use axum::http::StatusCode;
use samverk_county::{COUNCIL, House, county};
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_matrix_pictures_risks_and_opportunities_with_what_they_lack,
    a_risk_that_is_rated_anew_rises_or_falls,
    the_matrix_is_as_large_as_the_collaboration_says,
    a_matrix_does_not_shrink_below_its_risks,
    strangers_have_no_matrix,
);

async fn add(house: &House<'_>, who: &Actor, title: &str, [likelihood, consequence]: [&str; 2]) {
    let risk = [
        ("kind", "risk"),
        ("title", title),
        ("likelihood", likelihood),
        ("consequence", consequence),
    ];
    house
        .submit(who, &format!("{COUNCIL}/risker/ny"), &risk)
        .await;
}

async fn the_matrix_pictures_risks_and_opportunities_with_what_they_lack(db: Db) {
    let (coordinator, house) = (county(&db).await.coordinator(), house(&db));
    add(&house, &coordinator, "Nätet går ner", ["2", "5"]).await;
    add(&house, &coordinator, "Ingen söker tjänsten", ["5", "4"]).await;
    let page = house
        .page(&coordinator, &format!("{COUNCIL}/risker/matris"))
        .await;
    for words in [
        "<svg",
        "2 saknar ansvarig.",
        "2 saknar dag",
        "1 Ingen söker tjänsten",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("Möjligheter att ta vara på</h2>"),
        "there are none"
    );
    let list = house.page(&coordinator, &format!("{COUNCIL}/risker")).await;
    assert!(list.contains("/risker/matris"));
    let named = [
        ("kind", "risk"),
        ("title", "Matris"),
        ("likelihood", "1"),
        ("consequence", "1"),
        ("key", "matris"),
    ];
    let (status, _) = house
        .post(&coordinator, &format!("{COUNCIL}/risker/ny"), &named)
        .await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the page of the matrix stands there"
    );
}

async fn a_risk_that_is_rated_anew_rises_or_falls(db: Db) {
    let (coordinator, house) = (county(&db).await.coordinator(), house(&db));
    add(&house, &coordinator, "Nätet går ner", ["2", "5"]).await;
    let matrix = format!("{COUNCIL}/risker/matris");
    assert!(
        house
            .page(&coordinator, &matrix)
            .await
            .contains("Oförändrad")
    );
    let rate = async |likelihood: &str, revision: &str| {
        let risk = [
            ("kind", "risk"),
            ("title", "Nätet går ner"),
            ("likelihood", likelihood),
            ("consequence", "5"),
            ("revision", revision),
        ];
        let form = format!("{COUNCIL}/risker/natet-gar-ner/redigera");
        house.submit(&coordinator, &form, &risk).await;
        house.page(&coordinator, &matrix).await
    };
    assert!(rate("4", "1").await.contains("Ökande sedan"));
    let page = rate("1", "2").await;
    assert!(
        page.contains("Minskande sedan"),
        "compared with how the day began: {page}"
    );
    let page = house
        .page(&coordinator, &format!("{COUNCIL}/risker/natet-gar-ner"))
        .await;
    assert!(page.contains("Tidigare bedömningar"), "{page}");
}

async fn the_matrix_is_as_large_as_the_collaboration_says(db: Db) {
    let (coordinator, house) = (county(&db).await.coordinator(), house(&db));
    let new = format!("{COUNCIL}/risker/ny");
    let beyond = [
        ("kind", "risk"),
        ("title", "Nätet går ner"),
        ("likelihood", "6"),
        ("consequence", "5"),
    ];
    let (status, page) = house.post(&coordinator, &new, &beyond).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Matrisen har 5 steg"), "{page}");
    let words = "Låg\nLägre\nMedel\nHög\nHögre\nHögst";
    let matrix = [
        ("name", "Vår"),
        ("size", "6"),
        ("likelihood_words", words),
        ("consequence_words", "En"),
    ];
    let settings = format!("{COUNCIL}/riskmatris/ny");
    let (status, page) = house.post(&coordinator, &settings, &matrix).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Du har skrivit 1 ord"), "{page}");
    let matrix = [
        ("name", "Vår"),
        ("size", "6"),
        ("likelihood_words", words),
        ("consequence_words", ""),
    ];
    house.submit(&coordinator, &settings, &matrix).await;
    assert!(house.page(&coordinator, &new).await.contains("6 Högst"));
    house.submit(&coordinator, &new, &beyond).await;
    let page = house
        .page(&coordinator, &format!("{COUNCIL}/risker/matris"))
        .await;
    assert!(page.contains("6 Högst") && page.contains("6 steg"));
}

async fn a_matrix_does_not_shrink_below_its_risks(db: Db) {
    let (coordinator, house) = (county(&db).await.coordinator(), house(&db));
    add(&house, &coordinator, "Nätet går ner", ["2", "5"]).await;
    let small = [
        ("name", "Vår"),
        ("size", "4"),
        ("likelihood_words", ""),
        ("consequence_words", ""),
    ];
    let settings = format!("{COUNCIL}/riskmatris/ny");
    let (status, page) = house.post(&coordinator, &settings, &small).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("”Nätet går ner”"),
        "which do not fit is told: {page}"
    );
}

async fn strangers_have_no_matrix(db: Db) {
    let county = county(&db).await;
    let house = house(&db);
    let matrix = format!("{COUNCIL}/risker/matris");
    let (status, _) = house.get(&county.stranger(), &matrix).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    house.page(&county.representative(0), &matrix).await;
}
