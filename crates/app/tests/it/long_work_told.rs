//! How a long work ended is told by letter, and an administrator sees them all.

use crate::long_work::{is_hidden, run};
use crate::post_home::{Home, clock_tests, to};
use axum::http::StatusCode;
use chrono::TimeDelta;
use samverk_database::Db;
use samverk_foundation::TestClock;
use std::sync::Arc;

clock_tests!(
    who_has_not_seen_the_end_is_told_by_letter,
    nobody_is_told_what_they_have_seen_or_do_not_want,
    an_administrator_sees_all_and_cancels_one,
);

async fn after_two_minutes(home: &Home) -> Vec<String> {
    let at_once = home.letters().await;
    assert!(to(&at_once, "samordnare").is_empty(), "{at_once:?}");
    home.clock.advance(TimeDelta::minutes(3));
    home.letters().await
}

async fn who_has_not_seen_the_end_is_told_by_letter(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("samordnare").await;
    let work = home.house.begin_folder(&cookie).await;
    home.house.work_long().await;
    let letters = after_two_minutes(&home).await;
    let told = to(&letters, "samordnare");
    assert_eq!(told.len(), 1, "{letters:?}");
    assert!(
        told[0].contains("Klart: Digitaliseringsrådet"),
        "{}",
        told[0]
    );
    assert!(told[0].contains(&work), "{}", told[0]);
    assert!(
        !told[0].contains("Subject: Klart"),
        "the subject names nothing"
    );
    // Once, and nobody follows a work.
    assert!(to(&home.wait(48).await, "samordnare").is_empty());
    let cookie = home.house.sign_in("samordnare").await;
    let follows = home.house.get("/mina-uppgifter/foljer", &cookie).await.text;
    assert!(!follows.contains(&work), "{follows}");
    // What could not be done is told too.
    home.house.begin_folder(&cookie).await;
    run(
        &home.house.db,
        "UPDATE long_work SET attempts = 3 WHERE ended_at IS NULL",
    )
    .await;
    home.house.work_long().await;
    let letters = after_two_minutes(&home).await;
    let told = to(&letters, "samordnare");
    assert!(
        told.len() == 1 && told[0].contains("Det gick inte: Digitaliseringsrådet"),
        "{told:?}"
    );
}

async fn nobody_is_told_what_they_have_seen_or_do_not_want(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("samordnare").await;
    let work = home.house.begin_folder(&cookie).await;
    home.house.work_long().await;
    let page = home.house.get(&work, &cookie).await.text;
    assert!(page.contains("Klart"), "{page}");
    assert!(to(&after_two_minutes(&home).await, "samordnare").is_empty());
    let form = "notices=at_once&tasks=never&followed=never&works=never&language=sv&revision=0";
    let saved = home
        .house
        .post("/mina-uppgifter/epost", &cookie, form)
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    home.house.begin_folder(&cookie).await;
    home.house.work_long().await;
    assert!(to(&after_two_minutes(&home).await, "samordnare").is_empty());
    // What was made is there for three days only: it waits for no summary.
    let form = form
        .replace("works=never", "works=weekly")
        .replace("revision=0", "revision=1");
    let refused = home
        .house
        .post("/mina-uppgifter/epost", &cookie, &form)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn an_administrator_sees_all_and_cancels_one(db: Db, clock: Arc<TestClock>) {
    const ALL: &str = "/administration/arbeten";
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("samordnare").await;
    let administrator = home.house.sign_in("administrator").await;
    let work = home.house.begin_folder(&cookie).await;
    let page = home.house.get(ALL, &administrator).await.text;
    assert!(
        page.contains("Samordnare Exempel") && page.contains("Väntar"),
        "{page}"
    );
    let main = page.split("<main").nth(1).unwrap();
    assert!(
        !main.contains("Digitaliseringsrådet"),
        "not what it is about: {main}"
    );
    is_hidden(&home.house.get(&work, &administrator).await);
    for who in ["samordnare", "representant"] {
        let other = home.house.sign_in(who).await;
        assert_eq!(
            home.house.get(ALL, &other).await.status,
            StatusCode::FORBIDDEN
        );
    }
    let id = work.rsplit('/').next().unwrap();
    let cancel = format!("{ALL}/{id}/avbryt");
    assert!(page.contains(&cancel), "{page}");
    let refused = home.house.post(&cancel, &cookie, "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let asked = home.house.get(&cancel, &administrator).await.text;
    assert!(asked.contains("Samordnare Exempel"), "{asked}");
    let done = home.house.post(&cancel, &administrator, "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    home.house.work_long().await;
    assert_eq!(home.house.lying().await, 0, "it is not done");
    let letters = after_two_minutes(&home).await;
    let told = to(&letters, "samordnare");
    assert!(
        told.len() == 1 && told[0].contains("Stoppat av den som sköter"),
        "{letters:?}"
    );
    let again = home.house.post(&cancel, &administrator, "").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}
