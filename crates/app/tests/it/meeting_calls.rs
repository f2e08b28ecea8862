//! Calls to meetings as mail programs get them: one event for life, and never a cancellation before its call.

use crate::api_client::Client;
use crate::post_home::{Home, clock_tests};
use axum::http::{Method, header};
use samverk_database::Db;
use samverk_foundation::{Clock, TestClock};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;

clock_tests!(
    a_call_is_one_event_for_life,
    a_cancellation_never_comes_before_its_call,
    whoever_is_taken_off_is_told,
    no_link_of_a_letter_changes_anything,
    who_speaks_for_two_parties_gets_one_letter,
    a_feed_tells_the_hours_and_no_addresses,
    people_are_called_over_the_api,
);

const COUNCIL: &str = "/samverkan/digitaliseringsradet";

struct Calls {
    home: Home,
    cookie: String,
}

impl Calls {
    async fn new(db: Db, clock: Arc<TestClock>) -> Self {
        let home = Home::new(db, clock).await;
        let cookie = home.house.sign_in("samordnare").await;
        let calls = Self { home, cookie };
        let new = "key=mote&title=R%C3%A5dets+m%C3%B6te%2C+v%C3%A5ren&date=2027-03-28&begins=09:30&ends=12:00&place=R%C3%A5dhuset%3B+sal+2";
        calls.send("/moten/ny", new).await;
        calls
    }

    /// A form that is accepted.
    async fn send(&self, path: &str, form: &str) {
        let path = format!("{COUNCIL}{path}");
        let answer = self.home.house.post(&path, &self.cookie, form).await;
        assert_eq!(answer.status.as_u16(), 303, "{path}: {}", answer.text);
    }

    /// Those who can be called, as the form names them.
    async fn people(&self) -> Vec<String> {
        let path = format!("{COUNCIL}/moten/mote/kallelse");
        let page = self.home.house.get(&path, &self.cookie).await.text;
        let boxes = page.split("name=\"person\"").skip(1);
        let value = |one: &str| Some(one.split_once("value=\"")?.1.split_once('"')?.0.to_owned());
        boxes.filter_map(value).collect()
    }

    async fn call(&self, people: &[String], revision: u8) {
        let people = people.iter().map(|id| format!("person={id}"));
        let form = people.chain([format!("revision={revision}")]);
        let form = form.collect::<Vec<_>>().join("&");
        self.send("/moten/mote/kallelse", &form).await;
    }

    async fn moved_to(&self, date: &str, note: &str, revision: u8) {
        let form = format!(
            "title=R%C3%A5dets+m%C3%B6te%2C+v%C3%A5ren&date={date}&begins=09:30&ends=12:00&place=R%C3%A5dhuset%3B+sal+2&note={note}&revision={revision}"
        );
        self.send("/moten/mote/redigera", &form).await;
    }

    /// The calendars of the letters that come now.
    async fn calendars(&self) -> Vec<Event> {
        let letters = self.home.letters().await;
        letters.iter().filter_map(|one| Event::of(one)).collect()
    }
}

/// What a letter's calendar says.
#[derive(Clone, Debug, PartialEq)]
struct Event {
    method: String,
    uid: String,
    sequence: i64,
    starts: String,
    attendee: String,
}

impl Event {
    fn of(letter: &str) -> Option<Self> {
        let (_, calendar) = letter.split_once("BEGIN:VCALENDAR")?;
        let (calendar, _) = calendar.split_once("END:VCALENDAR")?;
        let whole = calendar.replace("\r\n", "\n");
        let calendar = whole.replace("\n ", "");
        let line = |name: &str| {
            let found = calendar.lines().find(|line| line.starts_with(name));
            found.unwrap_or_default().to_owned()
        };
        let value = |name: &str| {
            let line = line(name);
            line.rsplit_once(':')
                .map_or(line.clone(), |(_, value)| value.to_owned())
        };
        let method = value("METHOD");
        // `=CA` of a cancellation looks encoded to the test; `tools/check-invitations` reads that too.
        let is_told = method == "CANCEL" || letter.contains("method=REQUEST");
        assert!(is_told, "{letter}");
        assert!(letter.contains("multipart/alternative"), "{letter}");
        assert!(!calendar.split_once("BEGIN:VEVENT")?.1.contains("RRULE"));
        let zone = calendar.find("BEGIN:VTIMEZONE");
        assert!(
            zone.is_some() && zone < calendar.find("BEGIN:VEVENT"),
            "{calendar}"
        );
        let organizer = value("ORGANIZER");
        assert_eq!(organizer, "samverk@exempel.se", "{calendar}");
        assert!(
            line("DTSTART;").contains("TZID=Europe/Stockholm"),
            "{calendar}"
        );
        Some(Self {
            method,
            uid: value("UID"),
            sequence: value("SEQUENCE").parse().unwrap(),
            starts: value("DTSTART;TZID"),
            attendee: value("ATTENDEE"),
        })
    }
}

async fn a_call_is_one_event_for_life(db: Db, clock: Arc<TestClock>) {
    let calls = Calls::new(db, clock).await;
    let people = calls.people().await;
    assert!(people.len() > 2);
    calls.call(&people[..2], 1).await;
    let first = calls.calendars().await;
    assert_eq!(first.len(), 2);
    assert_ne!(first[0].attendee, first[1].attendee);
    let (uid, starts) = (first[0].uid.clone(), "20270328T093000");
    assert!(first.iter().all(|one| one.uid == uid && one.sequence == 0));
    assert!(
        first
            .iter()
            .all(|one| one.method == "REQUEST" && one.starts == starts)
    );
    // Other words about the meeting are no new call.
    calls.moved_to("2027-03-28", "Ta+med+kaffe", 2).await;
    assert!(calls.calendars().await.is_empty());
    calls.moved_to("2026-10-25", "", 3).await;
    let moved = calls.calendars().await;
    assert_eq!(moved.len(), 2);
    assert!(moved.iter().all(|one| one.uid == uid && one.sequence == 1));
    assert!(moved.iter().all(|one| one.starts == "20261025T093000"));
    calls
        .send(
            "/moten/mote/beslut",
            "to=cancelled&reason=Sjukdom&revision=4",
        )
        .await;
    let cancelled = calls.calendars().await;
    assert_eq!(cancelled.len(), 2);
    assert!(
        cancelled
            .iter()
            .all(|one| one.method == "CANCEL" && one.sequence == 2)
    );
    assert!(cancelled.iter().all(|one| one.uid == uid));
}

async fn a_cancellation_never_comes_before_its_call(db: Db, clock: Arc<TestClock>) {
    let mut calls = Calls::new(db, clock).await;
    let people = calls.people().await;
    calls.call(&people[..1], 1).await;
    // The mail server says 451 for a day; meanwhile the meeting is moved, and cancelled.
    calls.home.office.close(true);
    assert!(calls.calendars().await.is_empty());
    calls.moved_to("2027-04-01", "", 2).await;
    assert!(calls.home.wait(24).await.is_empty());
    calls.home.office.close(false);
    let late: Vec<_> = calls.home.wait(12).await;
    // So long a time ends whoever was signed in.
    calls.cookie = calls.home.house.sign_in("samordnare").await;
    let late: Vec<Event> = late.iter().filter_map(|one| Event::of(one)).collect();
    assert_eq!(late.len(), 1, "one letter, of what stands: {late:?}");
    assert_eq!((late[0].method.as_str(), late[0].sequence), ("REQUEST", 1));
    calls.home.office.close(true);
    calls.call(&people[..2], 3).await;
    assert!(calls.calendars().await.is_empty());
    calls
        .send(
            "/moten/mote/beslut",
            "to=cancelled&reason=Sjukdom&revision=3",
        )
        .await;
    calls.home.office.close(false);
    let late = calls.home.wait(12).await;
    let late: Vec<Event> = late.iter().filter_map(|one| Event::of(one)).collect();
    assert_eq!(
        late.len(),
        1,
        "who never was called hears of nothing: {late:?}"
    );
    assert_eq!((late[0].method.as_str(), late[0].sequence), ("CANCEL", 2));
}

async fn whoever_is_taken_off_is_told(db: Db, clock: Arc<TestClock>) {
    let calls = Calls::new(db, clock).await;
    let people = calls.people().await;
    calls.call(&people[..2], 1).await;
    let first = calls.calendars().await;
    calls.call(&people[..1], 2).await;
    let off = calls.calendars().await;
    assert_eq!(off.len(), 1);
    assert_eq!((off[0].method.as_str(), off[0].sequence), ("CANCEL", 0));
    assert!(first.iter().any(|one| one.attendee == off[0].attendee));
}

/// Mail filters open every link, some of them twice.
async fn no_link_of_a_letter_changes_anything(db: Db, clock: Arc<TestClock>) {
    let calls = Calls::new(db, clock).await;
    let people = calls.people().await;
    calls.call(&people, 1).await;
    let letters = calls.home.letters().await;
    assert_eq!(letters.len(), people.len());
    let before = everything(&calls.home.house.db).await;
    for letter in &letters {
        for link in letter.split("href=\"").skip(1) {
            let link = link.split('"').next().unwrap();
            let path = link.split_once("://").map_or(link, |(_, rest)| rest);
            let path = path.find('/').map_or("/", |at| &path[at..]);
            for cookie in [&calls.cookie, ""] {
                for _ in 0..2 {
                    let status = calls.home.house.get(path, cookie).await.status.as_u16();
                    assert!(matches!(status, 200 | 303 | 404), "{path}: {status}");
                }
            }
        }
    }
    assert_eq!(everything(&calls.home.house.db).await, before);
    // Who is called and has not answered is asked at home too.
    let asked = async || {
        let work = calls.home.house.get("/", &calls.cookie).await;
        work.text
            .contains("Svara på kallelsen till Rådets möte, våren")
    };
    assert!(asked().await);
    // The answer itself is sent by the page's one button, and not after the meeting is cancelled.
    let answer = format!("{COUNCIL}/moten/mote/svar");
    let page = calls.home.house.get(&answer, &calls.cookie).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.text);
    calls.send("/moten/mote/svar", "answer=no").await;
    assert!(!asked().await);
    calls
        .send(
            "/moten/mote/beslut",
            "to=cancelled&reason=Sjukdom&revision=2",
        )
        .await;
    let late = calls
        .home
        .house
        .post(&answer, &calls.cookie, "answer=yes")
        .await;
    assert_eq!(late.status.as_u16(), 409, "{}", late.text);
}

async fn who_speaks_for_two_parties_gets_one_letter(db: Db, clock: Arc<TestClock>) {
    let calls = Calls::new(db, clock).await;
    let before = calls.people().await;
    let tx = calls.home.house.db.begin("second_party").await.unwrap();
    let sql = "INSERT INTO role_grant (id, person_id, role, granted_at, party_id)
        SELECT (SELECT id FROM plan LIMIT 1), person_id, role, granted_at,
            (SELECT party_id FROM membership WHERE party_id <> role_grant.party_id LIMIT 1)
        FROM role_grant WHERE role = 'representative' AND party_id IS NOT NULL LIMIT 1";
    let given = tx.connection().execute_unprepared(sql).await.unwrap();
    assert_eq!(given.rows_affected(), 1);
    tx.commit().await.unwrap();
    assert_eq!(calls.people().await, before);
    calls.call(&before, 1).await;
    let told = calls.calendars().await;
    let attendees: std::collections::BTreeSet<_> = told.iter().map(|one| &one.attendee).collect();
    assert_eq!((told.len(), attendees.len()), (before.len(), before.len()));
}

async fn a_feed_tells_the_hours_and_no_addresses(db: Db, clock: Arc<TestClock>) {
    let calls = Calls::new(db, clock).await;
    let (house, cookie) = (&calls.home.house, &calls.cookie);
    let people = calls.people().await;
    calls.call(&people, 1).await;
    let now = calls.home.clock.now().date_naive();
    calls
        .moved_to(&(now + chrono::Days::new(14)).to_string(), "", 2)
        .await;
    let council = {
        let tx = house.db.read().await.unwrap();
        let actor = samverk_foundation::Actor::System("test");
        let scope = samverk_parties::Scope::find(&tx, &actor, "digitaliseringsradet").await;
        scope.unwrap().collaboration.id.0.to_string()
    };
    for of in ["", &council] {
        let form = format!("of={of}");
        let page = house.post("/mina-uppgifter/kalendrar", cookie, &form);
        let page = page.await.text;
        let (_, feed) = page.rsplit_once("/kalender/").unwrap();
        let (feed, _) = feed.split_once(".ics").unwrap();
        let feed = house.get(&format!("/kalender/{feed}.ics"), "").await.text;
        assert!(feed.contains("T093000"), "{of}: {feed}");
        for address in ["mailto", "ATTENDEE", "ORGANIZER", "@exempel.se"] {
            assert!(!feed.contains(address), "{of} {address}: {feed}");
        }
    }
}

/// What a letter's link might change.
async fn everything(db: &Db) -> Vec<String> {
    let tx = db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    let mut all = Vec::new();
    for sql in [
        "SELECT answer || told || CAST(told_sequence AS TEXT) FROM meeting_call ORDER BY person_id",
        "SELECT CAST(COUNT(*) AS TEXT) FROM event",
        "SELECT CAST(COUNT(*) AS TEXT) FROM job WHERE finished_at IS NULL",
        "SELECT state || CAST(revision AS TEXT) FROM meeting",
        "SELECT CAST(COUNT(*) AS TEXT) FROM notice",
    ] {
        let asked = Statement::from_string(backend, sql);
        let rows = tx.connection().query_all_raw(asked).await.unwrap();
        let text = |row: &sea_orm::QueryResult| row.try_get_by_index(0).unwrap();
        all.extend(rows.iter().map(text).collect::<Vec<String>>());
    }
    all
}

async fn people_are_called_over_the_api(db: Db, clock: Arc<TestClock>) {
    let calls = Calls::new(db, clock).await;
    let client = Client::administrator(&calls.home.house);
    let path = "/collaborations/digitaliseringsradet/meetings/mote/calls";
    let found = client.get(path).await.told(200);
    let tag = found.header(header::ETAG).to_owned();
    let mut content = found.body.clone();
    let people = content["calls"].as_array_mut().unwrap();
    assert!(people.len() > 1 && people.iter().all(|one| one["isCalled"] == false));
    people[0]["isCalled"] = true.into();
    content
        .as_object_mut()
        .unwrap()
        .retain(|name, _| name == "calls");
    let called = client
        .write(Method::PUT, path, &tag, &content)
        .await
        .told(200);
    let count = |body: &serde_json::Value| {
        let people = body["calls"].as_array().unwrap();
        people.iter().filter(|one| one["isCalled"] == true).count()
    };
    assert_eq!(count(&called.body), 1);
    assert_eq!(calls.calendars().await.len(), 1, "one letter");
    let late = client.write(Method::PUT, path, &tag, &content).await;
    assert_eq!(late.told(412).code(), "changed_meanwhile");
    let tag = called.header(header::ETAG).to_owned();
    content["calls"][0]["id"] = "019aa4a0-1f00-7000-8000-0000000000ff".into();
    let unknown = client
        .write(Method::PUT, path, &tag, &content)
        .await
        .told(422);
    assert!(unknown.body.to_string().contains("meeting_call_unknown"));
    content["calls"] = serde_json::json!([]);
    let nobody = client
        .write(Method::PUT, path, &tag, &content)
        .await
        .told(422);
    assert!(nobody.body.to_string().contains("meeting_call_nobody"));
    let public = Client::public(&calls.home.house).get(path).await;
    assert!(
        matches!(public.status.as_u16(), 401 | 404),
        "{}",
        public.body
    );
}
