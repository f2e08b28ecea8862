//! A house with a post office, whose clock the test moves.

use crate::world::House;
use axum::http::StatusCode;
use chrono::TimeDelta;
use samverk_database::Db;
use samverk_foundation::{PersonId, TestClock};
use samverk_identity::Mailer;
use samverk_testing::post::PostOffice;
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;

macro_rules! clock_tests {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() {
                samverk_testing::sqlite_with_clock(&samverk_app::modules::migrations(), super::$name).await;
            })*
        }
        mod postgres {
            $(#[tokio::test] async fn $name() {
                samverk_testing::postgres_with_clock(&samverk_app::modules::migrations(), super::$name).await;
            })*
        }
    };
}

pub(crate) use clock_tests;

pub const COUNCIL: &str = "/samverkan/digitaliseringsradet";

/// A furnished house with a post office.
pub struct Home {
    pub house: House,
    pub office: PostOffice,
    pub mailer: Mailer,
    pub clock: Arc<TestClock>,
}

impl Home {
    pub async fn new(db: Db, clock: Arc<TestClock>) -> Self {
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
    pub async fn letters(&self) -> Vec<String> {
        let state = self.house.state();
        while samverk_app::jobs::work_once(state, &self.mailer, self.house.files())
            .await
            .unwrap()
        {}
        self.office.take().iter().map(|one| plain(one)).collect()
    }

    /// The letters of so many hours, looked for four times a day.
    pub async fn wait(&self, hours: i64) -> Vec<String> {
        const STEP: i64 = 6;
        let mut all = Vec::new();
        for _ in 0..hours / STEP {
            self.clock.advance(TimeDelta::hours(STEP));
            samverk_notices::sweep(&self.house.db, true).await.unwrap();
            all.extend(self.letters().await);
        }
        all
    }

    pub async fn choose(&self, cookie: &str, paces: [&str; 3], revision: i64) {
        let [notices, tasks, followed] = paces;
        let form = format!(
            "notices={notices}&tasks={tasks}&followed={followed}&works=at_once&language=sv&revision={revision}"
        );
        let answer = self
            .house
            .post("/mina-uppgifter/epost", cookie, &form)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}

/// The letter with its transfer encoding undone.
pub fn plain(letter: &str) -> String {
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

pub fn to<'l>(letters: &'l [String], role: &str) -> Vec<&'l String> {
    let address = format!("RCPT TO:<{role}@exempel.se>");
    letters
        .iter()
        .filter(|one| one.contains(&address))
        .collect()
}

/// The address at which people talk of the council.
pub async fn talk_of_the_council(home: &Home, cookie: &str) -> String {
    let page = home.house.get(COUNCIL, cookie).await.text;
    let address = page.split("action=\"/kommentarer/").nth(1).unwrap();
    format!("/kommentarer/{}", address.split('"').next().unwrap())
}

pub async fn the_representative(home: &Home) -> PersonId {
    let tx = home.house.db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    let sql = "SELECT id FROM person WHERE email = 'representant@exempel.se'";
    let asked = Statement::from_string(backend, sql);
    let row = tx.connection().query_one_raw(asked).await.unwrap();
    PersonId(row.unwrap().try_get_by_index(0).unwrap())
}

/// Says something of the council; answers where the comment is.
pub async fn say(home: &Home, who: &str, text: &str) -> String {
    let cookie = home.house.sign_in(who).await;
    let talk = talk_of_the_council(home, &cookie).await;
    let form = format!("text={text}&audience=members");
    let said = home.house.post(&talk, &cookie, &form).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    let id = said.location.split_once("#kommentar-").unwrap().1;
    format!("{talk}/{id}")
}

pub const NAMED: &str = "Hej+%40Representant+Exempel";
