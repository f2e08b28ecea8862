//! Where a collaboration's menu and the administration's lead, and for whom.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::{Db, claim_job, enqueue_job, fail_job};
use serde_json::json;

samverk_testing::db_tests!(&migrations();
    a_stranger_is_led_to_what_is_published_only,
    what_was_asked_of_a_list_is_in_its_files,
    who_changes_language_or_signs_in_comes_back_to_what_was_asked,
    a_list_that_changed_while_it_was_read_begins_again,
    words_without_end_are_looked_for_by_their_beginning,
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

async fn who_changes_language_or_signs_in_comes_back_to_what_was_asked(db: Db) {
    let house = House::furnished(db).await;
    let asked = format!("{JAMTLAND}/behov?sok=kompetens&ordning=-text");
    let page = house.get(&format!("{asked}&notis=saved"), "").await.text;
    let back = asked.replace('&', "&#38;");
    assert!(
        page.contains(&format!("name=\"back\" value=\"{back}\"")),
        "{page}"
    );
    assert!(
        page.contains("/logga-in?till=%2Fsamverkan") || page.contains("/logga-in?till=/samverkan"),
        "{page}"
    );
    assert!(page.contains("sok%3Dkompetens"), "{page}");
    // What was sent has no page to come back to but the one with its form.
    let cookie = house.sign_in("administrator").await;
    let form = format!("{JAMTLAND}/behov/ny");
    let request = axum::http::Request::post(&form)
        .header("cookie", &cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("referer", format!("http://127.0.0.1:8080{form}?x=1"))
        .header("sec-fetch-site", "same-origin")
        .body("text=".into())
        .unwrap();
    let refused = house.send(request).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text
            .contains(&format!("name=\"back\" value=\"{form}?x=1\"")),
        "{}",
        refused.text
    );
}

async fn a_list_that_changed_while_it_was_read_begins_again(db: Db) {
    let house = House::furnished(db).await;
    let gone = house
        .get(&format!("{JAMTLAND}/behov?sok=kompetens&efter=borta"), "")
        .await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    assert_eq!(
        gone.location,
        format!("{JAMTLAND}/behov?sok=kompetens&notis=kept-went-on")
    );
    let page = house.get(&gone.location, "").await.text;
    assert!(page.contains("Listan ändrades medan du läste"), "{page}");
}

async fn words_without_end_are_looked_for_by_their_beginning(db: Db) {
    let house = House::furnished(db).await;
    let long = "a".repeat(60_000);
    for path in [
        format!("{JAMTLAND}/behov?sok={long}"),
        format!("/aktorer?namn={long}"),
    ] {
        let answer = house.get(&path, "").await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{}: {}",
            &path[..40],
            answer.text
        );
    }
}
