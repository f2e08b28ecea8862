//! What people are told by mail and calendar, on both databases, with a mail server that may be away.

use crate::post_home::{COUNCIL, Home, clock_tests, the_representative, to};
use axum::http::StatusCode;
use chrono::TimeDelta;
use samverk_database::{Db, unfinished_jobs};
use samverk_foundation::TestClock;
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;

clock_tests!(
    a_task_is_told_once_and_nothing_that_is_done,
    a_mail_server_that_is_away_for_a_day_gets_every_letter_once,
    two_servers_send_one_summary,
    what_is_followed_is_told_as_it_may_be_seen,
    what_was_done_in_one_go_is_one_line,
    whoever_is_let_in_again_is_not_told_what_went_by,
    letters_are_ended_by_a_button_and_by_the_mail_program,
    a_calendar_is_its_persons_and_ends_when_it_is_renewed,
    no_link_of_a_letter_changes_anything_by_being_opened,
);

async fn a_task_is_told_once_and_nothing_that_is_done(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    home.choose(&cookie, ["at_once", "daily", "never"], 0).await;
    let first = home.wait(24).await;
    // Who has chosen nothing is told on Mondays, and the next day is one.
    assert_eq!(to(&first, "partsadministrator").len(), 1, "{first:?}");
    let first = to(&first, "representant");
    assert_eq!(first.len(), 1, "one summary a day");
    let letter = first[0];
    assert!(letter.contains("Det här väntar på dig"), "{letter}");
    assert!(letter.contains("multipart/alternative"), "{letter}");
    assert!(letter.contains("http://localhost/"), "{letter}");
    let subject = letter
        .lines()
        .find(|line| line.starts_with("Subject:"))
        .unwrap();
    assert!(!subject.contains("Digitaliseringsrådet"), "{subject}");
    let second = home.wait(48).await;
    assert!(to(&second, "representant").is_empty(), "{second:?}");
}

async fn a_mail_server_that_is_away_for_a_day_gets_every_letter_once(
    db: Db,
    clock: Arc<TestClock>,
) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    home.choose(&cookie, ["at_once", "daily", "never"], 0).await;
    home.office.close(true);
    assert!(home.wait(24).await.is_empty());
    let tx = home.house.db.read().await.unwrap();
    assert!(unfinished_jobs(&tx).await.unwrap() > 0, "they wait");
    drop(tx);
    let administrator = home.house.sign_in("administrator").await;
    let page = home.house.get("/administration", &administrator).await.text;
    assert!(page.contains("451"), "the administrator sees why: {page}");
    home.office.close(false);
    let all = home.wait(36).await;
    // The day's own round came too, with nothing new to tell.
    assert_eq!(to(&all, "representant").len(), 1, "{all:?}");
}

async fn two_servers_send_one_summary(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    home.clock.advance(TimeDelta::days(3));
    let other = home.house.db.clone();
    let both = tokio::join!(
        samverk_notices::sweep(&home.house.db, true),
        samverk_notices::sweep(&other, true),
    );
    assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
    let letters = home.letters().await;
    assert_eq!(to(&letters, "partsadministrator").len(), 1, "{letters:?}");
}

/// By a coordinator who signs in for it: an idle session ends within a day.
pub async fn save_need(home: &Home, title: &str) {
    let cookie = home.house.sign_in("samordnare").await;
    let form = format!("text={title}&kind=need&key=&revision=0");
    let answer = home
        .house
        .post(&format!("{COUNCIL}/behov/ny"), &cookie, &form)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

async fn what_is_followed_is_told_as_it_may_be_seen(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let representative = home.house.sign_in("representant").await;
    home.choose(&representative, ["never", "never", "daily"], 0)
        .await;
    let page = home.house.get(COUNCIL, &representative).await.text;
    let id = page.split("name=\"id\" value=\"").nth(1).unwrap();
    let id = id.split('"').next().unwrap();
    let stranger = home.house.get(COUNCIL, "").await.text;
    assert!(!stranger.contains("action=\"/folj\""), "nothing to press");
    let form = format!("kind=collaboration&id={id}&follows=yes");
    let refused = home.house.post("/folj", "", &form).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let followed = home.house.post("/folj", &representative, &form).await;
    assert_eq!(followed.status, StatusCode::SEE_OTHER, "{}", followed.text);
    home.wait(24).await;
    save_need(&home, "Kan+n%C3%A5gon+det+h%C3%A4r%3F").await;
    let letters = home.wait(24).await;
    let told = to(&letters, "representant");
    assert_eq!(told.len(), 1, "{letters:?}");
    assert!(told[0].contains("Nytt i det du följer"), "{}", told[0]);
    assert!(told[0].contains("Kan någon det här?"), "{}", told[0]);
    assert!(
        told[0].contains(&format!("{COUNCIL}/behov/")),
        "{}",
        told[0]
    );
    assert!(home.wait(48).await.is_empty(), "nothing twice");
    let end = format!("kind=collaboration&id={id}&follows=no");
    let representative = home.house.sign_in("representant").await;
    home.house.post("/folj", &representative, &end).await;
    save_need(&home, "Och+det+h%C3%A4r%3F").await;
    assert!(to(&home.wait(24).await, "representant").is_empty());
}

/// The representative follows the council and nothing else is told them.
async fn follower(home: &Home) {
    let representative = home.house.sign_in("representant").await;
    let paces = ["never", "never", "daily"];
    home.choose(&representative, paces, 0).await;
    let page = home.house.get(COUNCIL, &representative).await.text;
    let id = page.split("name=\"id\" value=\"").nth(1).unwrap();
    let id = id.split('"').next().unwrap();
    let form = format!("kind=collaboration&id={id}&follows=yes");
    home.house.post("/folj", &representative, &form).await;
    home.wait(24).await;
}

async fn what_was_done_in_one_go_is_one_line(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    follower(&home).await;
    for text in ["F%C3%B6rsta", "Andra", "Tredje"] {
        save_need(&home, text).await;
    }
    let letters = home.wait(24).await;
    let told = to(&letters, "representant");
    assert_eq!(told.len(), 1, "{letters:?}");
    assert!(told[0].contains("Tredje och 2 till"), "{}", told[0]);
    assert!(!told[0].contains("Andra"), "{}", told[0]);
}

async fn whoever_is_let_in_again_is_not_told_what_went_by(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    follower(&home).await;
    let shut_out = async |active: bool| {
        let tx = home.house.db.begin("shut_out").await.unwrap();
        let who = the_representative(&home).await;
        let system = samverk_foundation::Actor::System("test");
        let set = samverk_identity::set_active(&tx, &system, who, active).await;
        set.unwrap();
        tx.commit().await.unwrap();
    };
    shut_out(false).await;
    save_need(&home, "Det+som+gick+f%C3%B6rbi").await;
    assert!(to(&home.wait(48).await, "representant").is_empty());
    shut_out(true).await;
    let letters = home.wait(24).await;
    assert!(to(&letters, "representant").is_empty(), "{letters:?}");
    save_need(&home, "Det+som+kom+sedan").await;
    let letters = home.wait(24).await;
    let told = to(&letters, "representant");
    assert!(told[0].contains("Det som kom sedan"), "{letters:?}");
}

async fn letters_are_ended_by_a_button_and_by_the_mail_program(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let letters = home.wait(7 * 24).await;
    let letter = to(&letters, "representant")[0].clone();
    let header = letter
        .lines()
        .find(|line| line.starts_with("List-Unsubscribe:"));
    let header = header.unwrap();
    let address = header.split(['<', '>']).nth(1).unwrap();
    assert!(letter.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    let path = address.strip_prefix("http://localhost").unwrap();
    let asked = home.house.get(path, "").await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(
        asked.text.contains("Skicka inga fler brev"),
        "{}",
        asked.text
    );
    let ended = home
        .house
        .post(path, "", "List-Unsubscribe=One-Click")
        .await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.text);
    let cookie = home.house.sign_in("representant").await;
    let chosen = home.house.get("/mina-uppgifter/epost", &cookie).await.text;
    assert_eq!(
        chosen.matches("value=\"never\" checked").count(),
        4,
        "{chosen}"
    );
    let unknown = home.house.get("/epost/avsluta/finns-inte", "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(to(&home.wait(14 * 24).await, "representant").is_empty());
}

async fn a_calendar_is_its_persons_and_ends_when_it_is_renewed(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    let coordinator = home.house.sign_in("samordnare").await;
    let form = "series=&name=Dialog&status=planned&to=2026-12-15&revision=0";
    let new = format!("{COUNCIL}/planer/2021-2023/insatser/ny");
    let added = home.house.post(&new, &coordinator, form).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let make = async || {
        let page = home
            .house
            .post("/mina-uppgifter/kalendrar", &cookie, "of=")
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let address = page.text.split("/kalender/").nth(1).unwrap();
        format!("/kalender/{}", address.split('"').next().unwrap())
    };
    let first = make().await;
    let (bytes, headers) = home.house.file(&first, "").await;
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        headers["content-type"]
            .to_str()
            .unwrap()
            .contains("method=PUBLISH")
    );
    assert!(text.contains("\r\nMETHOD:PUBLISH\r\n"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20261215"), "{text}");
    assert!(
        !text.contains("@exempel.se") && !text.contains("ORGANIZER"),
        "{text}"
    );
    let second = make().await;
    assert_eq!(
        home.house.get(&first, "").await.status,
        StatusCode::NOT_FOUND
    );
    let again = home.house.get(&second, "").await;
    assert_eq!(again.status, StatusCode::OK);
    let ids = |text: &str| -> Vec<String> {
        let ids = text.lines().filter(|line| line.starts_with("UID:"));
        ids.map(str::to_owned).collect()
    };
    assert_eq!(ids(&text), ids(&again.text), "one UID for life");
    let page = home
        .house
        .get("/mina-uppgifter/kalendrar", &cookie)
        .await
        .text;
    assert!(!page.contains(&second), "it was shown once");
    let id = page
        .split("name=\"id\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let other = home.house.sign_in("ekonom").await;
    let end = format!("id={id}");
    let refused = home
        .house
        .post("/mina-uppgifter/kalendrar/avsluta", &other, &end)
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let ended = home
        .house
        .post("/mina-uppgifter/kalendrar/avsluta", &cookie, &end)
        .await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(
        home.house.get(&second, "").await.status,
        StatusCode::NOT_FOUND
    );
}

async fn no_link_of_a_letter_changes_anything_by_being_opened(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let letters = home.wait(7 * 24).await;
    let mut links: Vec<&str> = letters
        .iter()
        .flat_map(|letter| letter.split("http://localhost").skip(1))
        .filter_map(|rest| rest.split([' ', '\n', '\r', '"', '<', '>', ')']).next())
        .collect();
    links.sort_unstable();
    links.dedup();
    assert!(links.len() > 3, "{links:?}");
    let cookie = home.house.sign_in("samordnare").await;
    let before = everything(&home.house.db).await;
    for link in links.iter().chain(&links) {
        for cookie in ["", &cookie] {
            let status = home.house.get(link, cookie).await.status;
            assert!(!status.is_server_error(), "{link}");
        }
    }
    assert_eq!(everything(&home.house.db).await, before);
}

/// How much stands in what letters and tasks could change.
pub async fn everything(db: &Db) -> Vec<i64> {
    let tx = db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    let mut counts = Vec::new();
    for table in [
        "event",
        "notice",
        "notice_choice",
        "follow",
        "task_handed",
        "task_reminder",
        "job",
    ] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let row = tx
            .connection()
            .query_one_raw(Statement::from_string(backend, sql));
        counts.push(row.await.unwrap().unwrap().try_get_by_index(0).unwrap());
    }
    counts
}
