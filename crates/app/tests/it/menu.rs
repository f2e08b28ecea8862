//! Where a collaboration's menu and the administration's lead, and for whom.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::{Db, claim_job, enqueue_job, fail_job};
use serde_json::json;

samverk_testing::db_tests!(&migrations();
    a_stranger_is_led_to_what_is_published_only,
    what_was_asked_of_a_list_is_in_its_files,
    the_administrator_sees_what_has_failed_and_not_what_it_carried,
);

const JAMTLAND: &str = "/samverkan/e-och-it-i-jamtland";

async fn leads_to(house: &House, cookie: &str, rest: &str) -> bool {
    let page = house.get(JAMTLAND, cookie).await.text;
    let menu = page.split("id=\"place-menu\"").nth(1).unwrap();
    let menu = menu.split("</nav>").next().unwrap();
    menu.contains(&format!("href=\"{JAMTLAND}{rest}\""))
}

async fn a_stranger_is_led_to_what_is_published_only(db: Db) {
    let house = House::furnished(db).await;
    let administrator = house.sign_in("administrator").await;
    assert!(leads_to(&house, "", "/behov").await);
    assert!(!leads_to(&house, "", "/budget").await, "there is none");
    assert!(
        leads_to(&house, &administrator, "/budget").await,
        "whoever may add one"
    );
    for place in ["/risker", "/modeller", "/personer", "/logg", "/kalkylblad"] {
        assert!(!leads_to(&house, "", place).await, "{place}");
    }
    let (path, form) = (format!("{JAMTLAND}/budget/ny"), "year=2031&title=Budget");
    let saved = house.post(&path, &administrator, form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert!(
        !leads_to(&house, "", "/budget").await,
        "a draft is none of a stranger's"
    );
    let shown = format!("{JAMTLAND}/budget/2031/visning");
    let shown = house
        .post(&shown, &administrator, "what=publish&revision=1")
        .await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text);
    assert!(leads_to(&house, "", "/budget").await);
}

async fn what_was_asked_of_a_list_is_in_its_files(db: Db) {
    let house = House::furnished(db).await;
    let asked = "sok=kompetens&ordning=-text";
    let page = house
        .get(&format!("{JAMTLAND}/behov?{asked}"), "")
        .await
        .text;
    let rows = page.split("<tbody").nth(1).unwrap();
    assert!(rows.contains("ompetens"), "{page}");
    assert!(
        !page.contains("Serverhallar"),
        "only what has the word: {page}"
    );
    let file = format!("href=\"?{}&#38;tabell=", asked.replace('&', "&#38;"));
    let link = page
        .split(&file)
        .nth(1)
        .expect("the files are asked for the same");
    let table = link.split("&amp;").next().unwrap();
    let csv = format!("{JAMTLAND}/behov?{asked}&tabell={table}&format=csv");
    let csv = house.get(&csv, "").await.text;
    assert!(
        csv.contains("ompetens") && !csv.contains("Serverhallar"),
        "{csv}"
    );
    let none = house
        .get(&format!("{JAMTLAND}/behov?sok=finnsinte"), "")
        .await;
    assert!(
        none.text.contains("Inget i listan passar in"),
        "{}",
        none.text
    );
}

async fn the_administrator_sees_what_has_failed_and_not_what_it_carried(db: Db) {
    let house = House::furnished(db).await;
    let tx = house.db.begin("enqueue").await.unwrap();
    let payload = json!({ "link": "https://samverk.exempel.se/valj-losenord/hemlig" });
    enqueue_job(&tx, "link_mail", &payload).await.unwrap();
    tx.commit().await.unwrap();
    let tx = house.db.begin("fail").await.unwrap();
    let job = claim_job(&tx).await.unwrap().unwrap();
    fail_job(&tx, &job, "servern svarar inte").await.unwrap();
    tx.commit().await.unwrap();
    let administrator = house.sign_in("administrator").await;
    let page = house.get("/administration", &administrator).await.text;
    for words in [
        "Brev med en länk",
        "servern svarar inte",
        "/personuppgifter",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("hemlig"), "{page}");
    let coordinator = house.sign_in("samordnare").await;
    let refused = house.get("/administration", &coordinator).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
