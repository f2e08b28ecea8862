//! The invented example has files and talk of every kind, as those who may read them see them.

use crate::living_example::KEY;
use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;

samverk_testing::db_tests!(&migrations();
    a_question_is_answered_beside_a_picture_that_everybody_may_fetch,
    minutes_have_two_versions_and_what_was_removed_leaves_its_trace,
    a_party_and_an_owner_are_spoken_to_alone,
    some_have_answered_the_draft_and_some_are_late,
);

async fn page(house: &House, who: &str, rest: &str) -> String {
    let cookie = match who {
        "" => String::new(),
        who => house.sign_in(who).await,
    };
    let page = house
        .get(&format!("/samverkan/{KEY}/{rest}"), &cookie)
        .await;
    assert_eq!(page.status, StatusCode::OK, "{rest}");
    page.text
}

fn says(page: &str, all: &[&str]) {
    for said in all {
        assert!(page.contains(said), "{said} is not in {page}");
    }
}

async fn a_question_is_answered_beside_a_picture_that_everybody_may_fetch(db: Db) {
    let house = House::in_demo(db).await;
    let need = "behov/behov-e-tjanster-foretag";
    let seen = page(&house, "representant", need).await;
    says(
        &seen,
        &[
            "Räcker en ansökan också när",
            "Varje kommun tar sin egen avgift",
            "Nämner Representant Exempel",
            "Besvarad",
        ],
    );
    let strangers = page(&house, "", need).await;
    assert!(!strangers.contains("Räcker en ansökan"), "{strangers}");
    let (_, link) = strangers.split_once("href=\"/filer/").unwrap();
    let picture = link.split('"').next().unwrap();
    let (bytes, headers) = house.file(&format!("/filer/{picture}"), "").await;
    assert!(headers["content-type"] == "image/png" && bytes.len() < 8_000);
}

async fn minutes_have_two_versions_and_what_was_removed_leaves_its_trace(db: Db) {
    let house = House::in_demo(db).await;
    let seen = page(&house, "samordnare", "grupper/beredningsgruppen").await;
    says(&seen, &["Minnesanteckningar 2026-09-17"]);
    says(&seen, &["Borttagen av Representant Exempel"]);
    let (_, file) = seen.split_once("href=\"/filer/").unwrap();
    let file = file.split(['/', '"']).next().unwrap();
    let cookie = house.sign_in("samordnare").await;
    let versions = house.get(&format!("/filer/{file}"), &cookie).await.text;
    says(&versions, &["Version 2", "Version 1", "-justerade.pdf"]);
}

async fn a_party_and_an_owner_are_spoken_to_alone(db: Db) {
    let house = House::in_demo(db).await;
    let (party, owner) = ("150 användare i prognosen", "e-arkivet också 2028");
    for (who, reads_party, reads_owner) in [
        ("representant", true, false),
        ("samordnare", false, true),
        ("ekonom", false, true),
        ("lasare", true, false),
    ] {
        let seen = page(&house, who, "budget/2027").await;
        assert_eq!(seen.contains(party), reads_party, "{who}");
        assert_eq!(seen.contains(owner), reads_owner, "{who}");
        says(&seen, &["anvandare-i-e-arkivet.xlsx"]);
    }
    let seen = page(&house, "samordnare", "budget/2027").await;
    says(&seen, &["Väntar på svar"]);
}

async fn some_have_answered_the_draft_and_some_are_late(db: Db) {
    let house = House::in_demo(db).await;
    let round = "planer/sakerhet-2027-2029/versioner/1/synpunkter";
    let seen = page(&house, "samordnare", round).await;
    says(
        &seen,
        &[
            "Granskningen bör betalas ur rådets budget",
            "Beredskap dygnet runt prövas 2027",
            "halvdagen behöver vara bestämd",
        ],
    );
}
