//! What people are told by mail and calendar, on both databases, with a mail server that may be away.

use crate::world::House;
use axum::http::StatusCode;
use chrono::TimeDelta;
use samverk_app::modules::migrations;
use samverk_database::{Db, unfinished_jobs};
use samverk_foundation::{Actor, PersonId, TestClock};
use samverk_identity::Mailer;
use samverk_notices::actions::{About, notify};
use samverk_testing::post::PostOffice;
use samverk_testing::{postgres_with_clock, sqlite_with_clock};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;

macro_rules! clock_tests {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[tokio::test] async fn $name() {
                sqlite_with_clock(&migrations(), super::$name).await;
            })*
        }
        mod postgres {
            use super::*;
            $(#[tokio::test] async fn $name() {
                postgres_with_clock(&migrations(), super::$name).await;
            })*
        }
    };
}

clock_tests!(
    a_task_is_told_once_and_nothing_that_is_done,
    a_mail_server_that_is_away_for_a_day_gets_every_letter_once,
    two_servers_send_one_summary,
    what_is_followed_is_told_as_it_may_be_seen,
    letters_are_ended_by_a_button_and_by_the_mail_program,
    who_is_named_in_a_comment_is_told_at_once,
    a_reminder_and_a_task_handed_over_reach_whom_they_concern,
    a_calendar_is_its_persons_and_ends_when_it_is_renewed,
    no_link_of_a_letter_changes_anything_by_being_opened,
    what_is_gone_does_not_stand_before_what_is_new,
    what_waits_is_told_by_whoever_wants_it_at_once,
    taking_back_one_comment_takes_back_what_it_told,
    whoever_follows_what_is_gone_can_stop,
    what_a_colleague_has_is_theirs_alone,
);

const COUNCIL: &str = "/samverkan/digitaliseringsradet";

/// A furnished house with a post office.
struct Home {
    house: House,
    office: PostOffice,
    mailer: Mailer,
    clock: Arc<TestClock>,
}

impl Home {
    async fn new(db: Db, clock: Arc<TestClock>) -> Self {
        let office = PostOffice::open().await;
        let from = Some("Samverk <samverk@exempel.se>");
        let house = House::with_council(db).await;
        // What is adopted in the example is printed in other tests.
        let tx = house.db.begin("no_prints").await.unwrap();
        let emptied = tx.connection().execute_unprepared("DELETE FROM job");
        emptied.await.unwrap();
        tx.commit().await.unwrap();
        Self {
            house,
            mailer: Mailer::from_settings(Some(&office.url), from).unwrap(),
            office,
            clock,
        }
    }

    /// Every job whose time has come, and then what has reached the post office.
    async fn letters(&self) -> Vec<String> {
        let state = self.house.state();
        while samverk_app::jobs::work_once(state, &self.mailer, self.house.files())
            .await
            .unwrap()
        {}
        self.office.take().iter().map(|one| plain(one)).collect()
    }

    /// The letters of so many hours, looked for four times a day.
    async fn wait(&self, hours: i64) -> Vec<String> {
        const STEP: i64 = 6;
        let mut all = Vec::new();
        for _ in 0..hours / STEP {
            self.clock.advance(TimeDelta::hours(STEP));
            samverk_notices::sweep(&self.house.db, true).await.unwrap();
            all.extend(self.letters().await);
        }
        all
    }

    async fn choose(&self, cookie: &str, paces: [&str; 3], revision: i64) {
        let [notices, tasks, followed] = paces;
        let form = format!(
            "notices={notices}&tasks={tasks}&followed={followed}&language=sv&revision={revision}"
        );
        let answer = self
            .house
            .post("/mina-uppgifter/epost", cookie, &form)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}

/// The letter with its transfer encoding undone.
fn plain(letter: &str) -> String {
    let joined = letter.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (*first, code) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn to<'l>(letters: &'l [String], role: &str) -> Vec<&'l String> {
    let address = format!("RCPT TO:<{role}@exempel.se>");
    letters
        .iter()
        .filter(|one| one.contains(&address))
        .collect()
}

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
async fn save_need(home: &Home, title: &str) {
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
        3,
        "{chosen}"
    );
    let unknown = home.house.get("/epost/avsluta/finns-inte", "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(to(&home.wait(14 * 24).await, "representant").is_empty());
}

/// The address at which people talk of the council.
async fn talk_of_the_council(home: &Home, cookie: &str) -> String {
    let page = home.house.get(COUNCIL, cookie).await.text;
    let address = page.split("action=\"/kommentarer/").nth(1).unwrap();
    format!("/kommentarer/{}", address.split('"').next().unwrap())
}

async fn who_is_named_in_a_comment_is_told_at_once(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let coordinator = home.house.sign_in("samordnare").await;
    let talk = talk_of_the_council(&home, &coordinator).await;
    let form = "text=Hej+%40Representant+Exempel%2C+kan+du+svara%3F&audience=members";
    let said = home.house.post(&talk, &coordinator, form).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    let letters = home.letters().await;
    let told = to(&letters, "representant");
    assert_eq!(told.len(), 1, "{letters:?}");
    assert!(
        told[0].contains("har nämnt dig i en kommentar"),
        "{}",
        told[0]
    );
    assert!(
        !told[0].contains("kan du svara"),
        "what was said is read in Samverk"
    );
    let named = home.house.sign_in("representant").await;
    let follows = home.house.get("/mina-uppgifter/foljer", &named).await.text;
    assert!(follows.contains(COUNCIL), "who is named follows: {follows}");
}

async fn a_reminder_and_a_task_handed_over_reach_whom_they_concern(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let coordinator = home.house.sign_in("samordnare").await;
    let work = home.house.get("/", &coordinator).await.text;
    let form = work.split("action=\"/uppgifter/paminn\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let mut sent = Vec::new();
    for input in form.split("name=\"").skip(1) {
        let (name, rest) = input.split_once("\" value=\"").unwrap();
        let value = rest.split('"').next().unwrap();
        sent.push(format!("{name}={}", value.replace(':', "%3A")));
    }
    let reminded = home
        .house
        .post("/uppgifter/paminn", &coordinator, &sent.join("&"))
        .await;
    assert_eq!(reminded.status, StatusCode::SEE_OTHER, "{}", reminded.text);
    let letters = home.letters().await;
    assert!(!letters.is_empty(), "at once");
    assert!(
        letters.iter().all(|one| one.contains("påminner:")),
        "{letters:?}"
    );
    let work = home.house.get("/", &coordinator).await.text;
    assert!(work.contains("Påminda 2026-11-22 11:00 av"), "{work}");
    let again = home
        .house
        .post("/uppgifter/paminn", &coordinator, &sent.join("&"))
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT, "pressed twice");
    assert!(
        again.text.contains("senaste halva dygnet"),
        "{}",
        again.text
    );
    assert!(home.letters().await.is_empty(), "nobody is told twice");
    let representative = home.house.sign_in("representant").await;
    let refused = home
        .house
        .post("/uppgifter/paminn", &representative, &sent.join("&"))
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let done = home
        .house
        .post(
            "/uppgifter/paminn",
            &coordinator,
            "uppgift=own-view&aktor=x",
        )
        .await;
    assert_eq!(done.status, StatusCode::CONFLICT);
    let work = home.house.get("/", &representative).await.text;
    let link = work.split("href=\"/uppgifter/lamna-over?").nth(1).unwrap();
    let path = format!("/uppgifter/lamna-over?{}", link.split('"').next().unwrap());
    let path = path.replace("&#38;", "&");
    let page = home.house.get(&path, &representative).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let stranger = home
        .house
        .get(&path, &home.house.sign_in("ekonom").await)
        .await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let asked = path.split('?').nth(1).unwrap();
    let here = "/uppgifter/lamna-over";
    let wrong = format!("{asked}&person=nobody");
    let wrong = home.house.post(here, &representative, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reader = page.text.split(">Läsare Exempel</label>").next().unwrap();
    let reader = reader.rsplit("value=\"").next().unwrap();
    let reader = reader.split('"').next().unwrap();
    let chosen = format!("{asked}&person={reader}");
    let handed = home.house.post(here, &representative, &chosen).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.text);
    assert_eq!(to(&home.letters().await, "lasare").len(), 1);
    let again = home.house.post(here, &representative, &chosen).await;
    assert_eq!(again.location, "/?notis=handed-before");
    assert!(home.letters().await.is_empty(), "what stands is not told");
    let all = "value=\"\" checked";
    let page = home.house.get(&path, &representative).await.text;
    assert!(!page.contains(all), "the reader has it: {page}");
    let administrator = home.house.sign_in("administrator").await;
    let leave = format!("/personer/{reader}/aktiv");
    home.house.post(&leave, &administrator, "").await;
    let page = home.house.get(&path, &representative).await.text;
    assert!(page.contains(all), "everybody's again: {page}");
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
async fn everything(db: &Db) -> Vec<i64> {
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

async fn the_representative(home: &Home) -> PersonId {
    let tx = home.house.db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    let sql = "SELECT id FROM person WHERE email = 'representant@exempel.se'";
    let asked = Statement::from_string(backend, sql);
    let row = tx.connection().query_one_raw(asked).await.unwrap();
    PersonId(row.unwrap().try_get_by_index(0).unwrap())
}

/// Says something of the council; answers where the comment is.
async fn say(home: &Home, who: &str, text: &str) -> String {
    let cookie = home.house.sign_in(who).await;
    let talk = talk_of_the_council(home, &cookie).await;
    let form = format!("text={text}&audience=members");
    let said = home.house.post(&talk, &cookie, &form).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    let id = said.location.split_once("#kommentar-").unwrap().1;
    format!("{talk}/{id}")
}

const NAMED: &str = "Hej+%40Representant+Exempel";

async fn what_is_gone_does_not_stand_before_what_is_new(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    home.choose(&cookie, ["daily", "never", "never"], 0).await;
    let person = the_representative(&home).await;
    let tx = home.house.db.begin("done_since").await.unwrap();
    for number in 0..50 {
        let task = format!("done:{number}");
        let told = notify(
            &tx,
            &Actor::System("test"),
            person,
            "handed",
            About::Task(&task),
        );
        told.await.unwrap();
    }
    tx.commit().await.unwrap();
    say(&home, "samordnare", NAMED).await;
    let letters = home.wait(72).await;
    assert_eq!(to(&letters, "representant").len(), 1, "{letters:?}");
    // And what was told is not kept for ever.
    home.clock.advance(TimeDelta::days(61));
    home.wait(6).await;
    let tx = home.house.db.read().await.unwrap();
    let left = samverk_notices::store::unsent_of(&tx, person)
        .await
        .unwrap();
    assert!(left.is_empty(), "{left:?}");
    drop(tx);
    assert_eq!(everything(&home.house.db).await[1], 0);
}

async fn what_waits_is_told_by_whoever_wants_it_at_once(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    home.choose(&cookie, ["weekly", "never", "never"], 0).await;
    say(&home, "samordnare", NAMED).await;
    say(&home, "samordnare", NAMED).await;
    assert!(to(&home.letters().await, "representant").is_empty());
    home.choose(&cookie, ["at_once", "never", "never"], 1).await;
    let letters = home.letters().await;
    let told = to(&letters, "representant");
    assert_eq!(told.len(), 1, "both in one: {letters:?}");
    home.choose(&cookie, ["never", "never", "never"], 2).await;
    say(&home, "samordnare", NAMED).await;
    home.choose(&cookie, ["at_once", "never", "never"], 3).await;
    let letters = home.wait(48).await;
    assert!(to(&letters, "representant").is_empty(), "nobody wanted it");
}

async fn taking_back_one_comment_takes_back_what_it_told(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    home.choose(&cookie, ["daily", "never", "never"], 0).await;
    let runner = home.house.sign_in("samordnare").await;
    let first = say(&home, "samordnare", NAMED).await;
    say(&home, "samordnare", NAMED).await;
    let take_back = async |comment: &str| {
        let path = format!("{comment}/ta-bort");
        let gone = home.house.post(&path, &runner, "revision=1").await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    };
    take_back(&first).await;
    let person = the_representative(&home).await;
    let waiting = async || {
        let tx = home.house.db.read().await.unwrap();
        let all = samverk_notices::store::unsent_of(&tx, person).await;
        all.unwrap().len()
    };
    assert_eq!(waiting().await, 1, "the other mention stands");
    let asked = say(&home, "representant", "Varf%C3%B6r%3F").await;
    let path = format!("{asked}/svara");
    let answered = home
        .house
        .post(&path, &runner, "text=D%C3%A4rf%C3%B6r")
        .await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text);
    assert_eq!(waiting().await, 2);
    let (talk, _) = asked.rsplit_once('/').unwrap();
    let id = answered.location.split_once("#kommentar-").unwrap().1;
    take_back(&format!("{talk}/{id}")).await;
    assert_eq!(waiting().await, 1, "there is no answer any more");
}

async fn whoever_follows_what_is_gone_can_stop(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    let runner = home.house.sign_in("samordnare").await;
    save_need(&home, "Snart+borta").await;
    let list = home
        .house
        .get(&format!("{COUNCIL}/behov"), &cookie)
        .await
        .text;
    let need = list
        .split(&format!("{COUNCIL}/behov/"))
        .find(|rest| rest.contains("Snart borta"));
    let key = need.unwrap().split(['"', '?', '/']).next().unwrap();
    let need = format!("{COUNCIL}/behov/{key}");
    let page = home.house.get(&need, &cookie).await.text;
    let form = page.split("action=\"/folj\"").nth(1).unwrap();
    let id = form.split("name=\"id\" value=\"").nth(1).unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    let follow = |follows: &str| format!("kind=need&id={id}&follows={follows}");
    let followed = home.house.post("/folj", &cookie, &follow("yes")).await;
    assert_eq!(followed.status, StatusCode::SEE_OTHER, "{}", followed.text);
    let gone = format!("{need}/ta-bort");
    let gone = home.house.post(&gone, &runner, "revision=1").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    let ended = home.house.post("/folj", &cookie, &follow("no")).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
    assert!(
        ended.location.starts_with("/mina-uppgifter/foljer"),
        "{}",
        ended.location
    );
    let list = home.house.get(&ended.location, &cookie).await.text;
    assert!(!list.contains(&id), "{list}");
    let again = home.house.post("/folj", &cookie, &follow("no")).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

async fn what_a_colleague_has_is_theirs_alone(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    let count = |html: &str| {
        let lead = html.split("<p class=\"lead\">").nth(1).unwrap();
        let lead = lead.split("</p>").next().unwrap();
        let number = lead
            .split(|c: char| !c.is_ascii_digit())
            .find(|one| !one.is_empty());
        number.map_or(1, |number| number.parse::<i64>().unwrap())
    };
    let before = home.house.get("/", &cookie).await.text;
    let link = before
        .split("href=\"/uppgifter/lamna-over?")
        .nth(1)
        .unwrap();
    let asked = link.split('"').next().unwrap().replace("&#38;", "&");
    let here = "/uppgifter/lamna-over";
    let page = home
        .house
        .get(&format!("{here}?{asked}"), &cookie)
        .await
        .text;
    let people = page.split("name=\"person\" value=\"").skip(1);
    let mut people = people.map(|one| one.split('"').next().unwrap());
    let chosen = people.find(|id| !id.is_empty()).unwrap();
    let form = format!("{asked}&person={chosen}");
    let handed = home.house.post(here, &cookie, &form).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.text);
    let after = home.house.get("/", &cookie).await.text;
    assert_eq!(count(&after), count(&before) - 1, "{after}");
}
