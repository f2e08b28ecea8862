//! What takes long is done beside requests: once, by whoever has time, for whoever asked.

use crate::file_forms::COUNCIL;
use crate::spreadsheets::download;
use crate::world::{Answer, House};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_app::{bundle, router};
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_parties::store::{PartyFilter, list_parties};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    a_folder_is_made_beside_and_fetched_by_whoever_asked,
    a_document_is_printed_beside,
    asked_twice_it_is_done_once,
    nobody_else_sees_it_or_has_the_result,
    only_an_administrator_has_everything,
    five_at_most_wait_for_one_person,
    a_large_collaboration_has_its_documents_made_beside,
    a_program_begins_a_work_and_fetches_what_came_of_it,
);

pub const ASK: &str = "/arbeten/ny/mapp?samverkan=digitaliseringsradet";

pub const KEY: &str = "digitaliseringsradet";

impl House {
    pub async fn begin(&self, cookie: &str, path: &str, form: &str) -> String {
        let answer = self
            .post(&format!("/arbeten/ny/{path}"), cookie, form)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert!(
            answer.location.starts_with("/arbeten/"),
            "{}",
            answer.location
        );
        answer.location
    }

    pub async fn begin_folder(&self, cookie: &str) -> String {
        self.begin(cookie, "mapp", &format!("samverkan={KEY}"))
            .await
    }

    pub async fn lying(&self) -> usize {
        let works = self.files().storage.beside(samverk_work::FOLDER).unwrap();
        works.list().count().await
    }
}

/// What anybody may read of a page: nothing of this one.
pub fn is_hidden(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
}

pub async fn run(db: &Db, sql: &str) {
    let tx = db.begin("test").await.unwrap();
    tx.connection().execute_unprepared(sql).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_folder_is_made_beside_and_fetched_by_whoever_asked(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let asked = house.get(ASK, &cookie).await;
    assert!(asked.text.contains("Sätt igång"), "{}", asked.text);
    assert!(
        !house
            .get("/arbeten", &cookie)
            .await
            .text
            .contains("Mapp med allt")
    );
    let work = house.begin_folder(&cookie).await;
    let waits = house.get(&work, &cookie).await.text;
    assert!(waits.contains("Väntar på sin tur"), "{waits}");
    assert!(waits.contains("<noscript><meta http-equiv=\"refresh\""));
    let still = house.get(&format!("{work}?stilla=ja"), &cookie).await.text;
    assert!(!still.contains("http-equiv=\"refresh\"") && still.contains("Visa läget nu"));
    house.work_long().await;
    let done = house.get(&work, &cookie).await.text;
    assert!(
        done.contains("Klart") && !done.contains("http-equiv=\"refresh\""),
        "{done}"
    );
    let (bytes, headers) = house.file(&format!("{work}/hamta"), &cookie).await;
    let name = headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(name.contains("digitaliseringsradet.zip"), "{name}");
    let at_once = download(&house, &format!("{COUNCIL}/mapp/mapp.zip"), &cookie).await;
    assert_eq!(
        Folder::from_zip(&bytes).unwrap(),
        Folder::from_zip(&at_once).unwrap()
    );
    let list = house.get("/arbeten", &cookie).await.text;
    assert!(
        list.contains("Mapp med allt") && list.contains(&work),
        "{list}"
    );
}

async fn a_document_is_printed_beside(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let all = bundle::export(&house.db, &[]).await.unwrap();
    let base = format!("collaborations/{KEY}/plans/");
    let mut plans = all.paths().filter_map(|path| path.strip_prefix(&base));
    let plan = plans
        .next()
        .and_then(|rest| rest.split('/').next())
        .unwrap();
    let form = format!("samverkan={KEY}&plan={plan}");
    let work = house.begin(&cookie, "plan", &form).await;
    house.work_long().await;
    let (bytes, headers) = house.file(&format!("{work}/hamta"), &cookie).await;
    assert!(bytes.starts_with(b"%PDF"));
    assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
    let unknown = format!("samverkan={KEY}&plan=x");
    is_hidden(&house.post("/arbeten/ny/plan", &cookie, &unknown).await);
    is_hidden(&house.post("/arbeten/ny/okand", &cookie, "").await);
}

async fn asked_twice_it_is_done_once(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let form = format!("samverkan={KEY}");
    let (one, other) = tokio::join!(
        house.post("/arbeten/ny/mapp", &cookie, &form),
        house.post("/arbeten/ny/mapp", &cookie, &form),
    );
    assert_eq!(one.location, other.location);
    assert_eq!(house.begin_folder(&cookie).await, one.location);
    let machine = router::machine(house.files());
    // Two servers look at once.
    let (first, second) = tokio::join!(
        samverk_work::work_once(house.state(), &machine),
        samverk_work::work_once(house.state(), &machine),
    );
    let done = [first.unwrap(), second.unwrap()];
    assert!(done.contains(&true));
    assert!(
        !samverk_work::work_once(house.state(), &machine)
            .await
            .unwrap()
    );
    assert_eq!(house.lying().await, 1);
    // What is done may be asked for again.
    assert_ne!(house.begin_folder(&cookie).await, one.location);
}

async fn nobody_else_sees_it_or_has_the_result(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let work = house.begin_folder(&cookie).await;
    let others = [
        house.sign_in("administrator").await,
        house.sign_in("ekonom").await,
    ];
    house.work_long().await;
    for other in &others {
        is_hidden(&house.get(&work, other).await);
        is_hidden(&house.get(&format!("{work}/hamta"), other).await);
        is_hidden(&house.post(&format!("{work}/avbryt"), other, "").await);
        is_hidden(&house.post(&format!("{work}/bekrafta"), other, "").await);
        assert!(!house.get("/arbeten", other).await.text.contains(&work));
    }
    let stranger = house.get(&work, "").await;
    assert!(
        stranger.location.starts_with("/logga-in"),
        "{}",
        stranger.location
    );
    let reader = house.sign_in("lasare").await;
    let form = format!("samverkan={KEY}");
    let refused = house.post("/arbeten/ny/mapp", &reader, &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // Whoever looks after the installation sees that something waits, and nothing of what.
    let waiting = house.begin_folder(&cookie).await;
    let seen = house.get("/administration", &others[0]).await.text;
    assert!(seen.contains("Mapp med allt i en samverkan"), "{seen}");
    assert!(!seen.contains(&waiting) && !seen.contains("Digitaliseringsrådet"));
}

async fn only_an_administrator_has_everything(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("administrator").await;
    assert!(
        house
            .get("/administration", &cookie)
            .await
            .text
            .contains("/arbeten/ny/installation")
    );
    let work = house.begin(&cookie, "installation", "").await;
    house.work_long().await;
    let (bytes, _) = house.file(&format!("{work}/hamta"), &cookie).await;
    let all = Folder::from_zip(&bytes).unwrap();
    assert_eq!(
        all,
        bundle::export(&house.db, &[KEY.to_owned()]).await.unwrap()
    );
    let other = house.sign_in("samordnare").await;
    let refused = house.post("/arbeten/ny/installation", &other, "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

async fn five_at_most_wait_for_one_person(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let ask = async |number: u32| {
        let form = format!("samverkan={KEY}&med=forslag-{number}");
        house.post("/arbeten/ny/scenarier", &cookie, &form).await
    };
    for number in 0..5 {
        assert_eq!(ask(number).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(ask(5).await.status, StatusCode::TOO_MANY_REQUESTS);
    // What is there already is not one more.
    assert_eq!(ask(4).await.status, StatusCode::SEE_OTHER);
}

const LARGE: &str = "e-forvaltning-i-varmdo";

async fn a_large_collaboration_has_its_documents_made_beside(db: Db) {
    let house = House::furnished(db).await;
    let mut folder = bundle::export(&house.db, &[LARGE.to_owned()])
        .await
        .unwrap();
    let path = format!("collaborations/{LARGE}/members.csv");
    let members = folder.get(&path).unwrap_or_default().to_vec();
    let mut members = String::from_utf8(members).unwrap();
    let tx = house.db.read().await.unwrap();
    let parties = list_parties(&tx, &PartyFilter::default()).await.unwrap();
    drop(tx);
    let new = parties
        .iter()
        .filter(|party| party.key.as_str().ends_with("-kommun"));
    let new = new.filter(|party| !members.contains(&format!(",{},", party.key)));
    let rows: Vec<String> = new
        .map(|party| format!(",{},member,,,\n", party.key))
        .collect();
    members.extend(rows);
    folder.insert(path, members);
    let outcome = house.import(folder, true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let cookie = house.sign_in("administrator").await;
    let zip = house
        .get(&format!("/samverkan/{LARGE}/mapp/mapp.zip"), &cookie)
        .await;
    let expected = format!("/arbeten/ny/mapp?samverkan={LARGE}");
    assert_eq!(
        (zip.status, zip.location.as_str()),
        (StatusCode::SEE_OTHER, expected.as_str())
    );
    let scenarios = format!("/samverkan/{LARGE}/scenarier/jamforelse.pdf?med=ett&med=tva");
    let asked = house.get(&scenarios, &cookie).await.location;
    assert_eq!(
        asked,
        format!("/arbeten/ny/scenarier?samverkan={LARGE}&med=ett%2Ctva")
    );
    // What is only opened starts nothing.
    assert!(
        house
            .get("/arbeten", &cookie)
            .await
            .text
            .contains("Du har inte satt igång")
    );
    assert!(
        house
            .get(&asked, &cookie)
            .await
            .text
            .contains("value=\"ett,tva\"")
    );
}

/// A token of somebody who is signed in.
async fn token(house: &House, cookie: &str) -> String {
    token_for(house, cookie, &["works"]).await
}

/// A token that reads and writes these.
pub async fn token_for(house: &House, cookie: &str, what: &[&str]) -> String {
    let last_day = house.db.clock().today() + chrono::Days::new(30);
    let scopes = what
        .iter()
        .map(|what| format!("&scopes={what}%3Aread&scopes={what}%3Awrite"));
    let scopes = scopes.collect::<String>();
    let form = format!("name=Prov{scopes}&last_day={last_day}");
    let page = house.post("/mina-uppgifter/tokens/ny", cookie, &form).await;
    let (_, rest) = page.text.split_once("Bearer ").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

pub async fn call(house: &House, token: &str, path: &str, body: &str) -> (Answer, Value) {
    let request = match body {
        "" => Request::get(path),
        _ => Request::post(path),
    };
    let request = request
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_owned()));
    let answer = house.send(request.unwrap()).await;
    let told = serde_json::from_str(&answer.text).unwrap_or_default();
    (answer, told)
}

async fn a_program_begins_a_work_and_fetches_what_came_of_it(db: Db) {
    const ALL: &str = "/api/v1/long-works";
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let own = token(&house, &cookie).await;
    let asked = format!(r#"{{ "kind": "folder", "collaboration": "{KEY}" }}"#);
    let (begun, told) = call(&house, &own, ALL, &asked).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text);
    assert_eq!(told["state"], "waiting");
    let there = begun.location.strip_prefix("http://localhost").unwrap();
    let (again, _) = call(&house, &own, ALL, &asked).await;
    assert_eq!(
        again.location, begun.location,
        "asked twice it is done once"
    );
    assert!(
        house
            .begin_folder(&cookie)
            .await
            .ends_with(told["id"].as_str().unwrap())
    );
    house.work_long().await;
    let (_, told) = call(&house, &own, there, "").await;
    assert_eq!(
        (&told["state"], &told["percent"]),
        (&json!("done"), &json!(100))
    );
    let (_, file) = call(&house, &own, &format!("{there}/contents"), "").await;
    let bytes = STANDARD.decode(file["content"].as_str().unwrap()).unwrap();
    assert!(Folder::from_zip(&bytes).is_ok());
    let (_, list) = call(&house, &own, ALL, "").await;
    assert_eq!(list["longWorks"].as_array().unwrap().len(), 1);
    let other = token(&house, &house.sign_in("ekonom").await).await;
    is_hidden(&call(&house, &other, there, "").await.0);
    is_hidden(
        &call(&house, &other, &format!("{there}/contents"), "")
            .await
            .0,
    );
    let (missing, told) = call(&house, &own, ALL, r#"{ "kind": "plan" }"#).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    let (refused, _) = call(&house, &own, ALL, r#"{ "kind": "installation" }"#).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
