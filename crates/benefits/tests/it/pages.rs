//! The pages: the result first, what is told in words, and each party's own case.

use crate::example::archive;
use crate::world::{MIGRATIONS, house};
use axum::http::StatusCode;
use samverk_benefits::{BUSINESS_CASE, BusinessCase};
use samverk_county::{COUNCIL, County, SYSTEM, county, key};
use samverk_database::Db;
use samverk_kept::Seen;

samverk_testing::db_tests!(MIGRATIONS;
    the_result_stands_first,
    a_party_reads_its_own_case,
    only_members_read_it,
    a_new_form_begins_with_what_is_usual,
    a_case_is_written_in_the_form_and_told_what_is_wrong,
);

pub async fn kept(db: &Db, county: &County, case: &BusinessCase) {
    let tx = db.begin("kept").await.unwrap();
    let scope = county.scope(&tx, &SYSTEM).await;
    BUSINESS_CASE
        .save(&tx, &SYSTEM, &scope, key("e-arkiv"), case, Seen::New)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn path(rest: &str) -> String {
    format!("{COUNCIL}/nyttokalkyler/e-arkiv{rest}")
}

async fn the_result_stands_first(db: Db) {
    let county = county(&db).await;
    kept(&db, &county, &archive()).await;
    let page = house(&db).page(&county.representative(0), &path("")).await;
    for words in [
        "Gemensamt arkiv kostar 500 000 kr, ger 766 095 kr och betalar sig efter 3,1 år.",
        "Det vänder om ”Sparad tid” blir mindre än 65,27 % av det troliga.",
        "266 095 kr",
        "Handlingar går att hitta om tio år",
        "−383 495 kr",
        "Internränta visas inte",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(
        page.matches("<svg").count(),
        page.matches("role=\"img\"").count()
    );
    let (first, second) = (
        page.find("kostar 500 000").unwrap(),
        page.find("År för år").unwrap(),
    );
    assert!(first < second);
}

async fn a_party_reads_its_own_case(db: Db) {
    let county = county(&db).await;
    kept(&db, &county, &archive()).await;
    let page = house(&db)
        .page(&county.representative(0), &path("/aktorer/aneby-kommun"))
        .await;
    // A third of 168 000 kr a year; with fewer it is a half, and all of it.
    assert!(page.contains("För Aneby kommun: +56 000 kr per år, betalar sig efter 3,1 år, lönar sig hur många som än deltar."));
    assert!(page.contains("88 698 kr"));
    let (status, _) = house(&db)
        .get(&county.representative(0), &path("/aktorer/okand"))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn only_members_read_it(db: Db) {
    let county = county(&db).await;
    kept(&db, &county, &archive()).await;
    for rest in ["", "/aktorer/aneby-kommun", "/kalkyl.xlsx", "/ny-version"] {
        let (status, _) = house(&db).get(&county.stranger(), &path(rest)).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{rest}");
    }
    let (status, _) = house(&db)
        .get(&county.representative(0), &path("/ny-version"))
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = house(&db)
        .get(&county.representative(0), &path("/kalkyl.xlsx"))
        .await;
    assert_eq!(status, StatusCode::OK);
}

async fn a_new_form_begins_with_what_is_usual(db: Db) {
    let county = county(&db).await;
    let form = house(&db)
        .page(&county.economist(), &format!("{COUNCIL}/nyttokalkyler/ny"))
        .await;
    for words in ["Göra ingenting", "Omfördelning", "Aneby kommun"] {
        assert!(form.contains(words), "{words}");
    }
}

async fn a_case_is_written_in_the_form_and_told_what_is_wrong(db: Db) {
    let county = county(&db).await;
    let fields = |rate: &'static str| {
        vec![
            ("title", "Ny kalkyl"),
            ("first_year", "2027"),
            ("years", "2"),
            ("price_year", "2027"),
            ("alternatives.0.name", "Göra ingenting"),
            ("alternatives.0.role", "nothing"),
            ("alternatives.1.name", "Något"),
            ("alternatives.1.role", "proposed"),
            ("categories.0.name", "Ekonomisk"),
            ("categories.0.counting", "counted"),
            ("lines.0.name", "Drift"),
            ("lines.0.direction", "cost"),
            ("lines.0.category", "Ekonomisk"),
            ("lines.0.valuation", "money"),
            ("amounts.0.line", "Drift"),
            ("amounts.0.from_year", "2027"),
            ("amounts.0.unit", "money"),
            ("amounts.0.likely", "1 000"),
            ("discount_steps.0.from_year", "2028"),
            ("discount_steps.0.rate", rate),
        ]
    };
    let new = format!("{COUNCIL}/nyttokalkyler/ny");
    let (status, page) = house(&db)
        .post(&county.economist(), &new, &fields("-100"))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Kalkylräntan måste vara högre än −100 %"));
    let (status, told) = house(&db)
        .post(&county.economist(), &new, &fields("3"))
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = house(&db)
        .page(
            &county.economist(),
            &format!("{COUNCIL}/nyttokalkyler/ny-kalkyl"),
        )
        .await;
    assert!(page.contains("betalar sig inte inom perioden"));
}
