//! What takes long is done beside requests: once, by whoever has time, for whoever asked, all or nothing.

use crate::file_forms::COUNCIL;
use crate::spreadsheets::{download, events, send};
use crate::world::{Answer, House};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult,
};
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_app::{bundle, router};
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_files::{Files, Storage};
use samverk_foundation::format_integer;
use samverk_parties::store::{PartyFilter, list_parties};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

samverk_testing::db_tests!(&migrations();
    a_folder_is_made_beside_and_fetched_by_whoever_asked,
    a_document_is_printed_beside,
    asked_twice_it_is_done_once,
    nobody_else_sees_it_or_has_the_result,
    what_is_cancelled_is_not_done,
    rights_that_are_lost_take_the_result_with_them,
    whoever_cannot_sign_in_any_more_has_nothing_done,
    a_disk_that_is_full_is_tried_again_and_told,
    what_is_wrong_in_a_large_import_stands_on_its_page_and_nothing_is_saved,
    a_large_import_is_confirmed_and_saved_once,
    only_an_administrator_has_everything,
    five_at_most_wait_for_one_person,
    a_large_collaboration_has_its_documents_made_beside,
    an_import_that_is_cancelled_half_way_saves_nothing,
    a_program_begins_a_work_and_fetches_what_came_of_it,
);

const ASK: &str = "/arbeten/ny/mapp?samverkan=digitaliseringsradet";
const KEY: &str = "digitaliseringsradet";

impl House {
    async fn begin(&self, cookie: &str, path: &str, form: &str) -> String {
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

    async fn begin_folder(&self, cookie: &str) -> String {
        self.begin(cookie, "mapp", &format!("samverkan={KEY}"))
            .await
    }

    async fn lying(&self) -> usize {
        let works = self.files().storage.beside(samverk_work::FOLDER).unwrap();
        works.list().count().await
    }
}

/// What anybody may read of a page: nothing of this one.
fn is_hidden(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
}

async fn run(db: &Db, sql: &str) {
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

async fn what_is_cancelled_is_not_done(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let work = house.begin_folder(&cookie).await;
    let stop = format!("{work}/avbryt");
    assert_eq!(
        house.post(&stop, &cookie, "").await.status,
        StatusCode::SEE_OTHER
    );
    house.work_long().await;
    assert!(house.get(&work, &cookie).await.text.contains("Avbrutet"));
    assert_eq!(house.lying().await, 0);
    assert_eq!(
        house.post(&stop, &cookie, "").await.status,
        StatusCode::CONFLICT
    );
    let nothing = house.get(&format!("{work}/hamta"), &cookie).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT);
}

async fn rights_that_are_lost_take_the_result_with_them(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let work = house.begin_folder(&cookie).await;
    house.work_long().await;
    let fetch = format!("{work}/hamta");
    run(
        &house.db,
        "UPDATE role_grant SET role = 'economist' WHERE role = 'coordinator'",
    )
    .await;
    let other = house.get(&fetch, &cookie).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.text);
    assert!(other.text.contains("roller har ändrats"), "{}", other.text);
    let waits = house.begin_folder(&cookie).await;
    run(&house.db, "DELETE FROM role_grant").await;
    house.work_long().await;
    let page = house.get(&waits, &cookie).await.text;
    assert!(page.contains("Gick inte"), "{page}");
    assert_eq!(house.lying().await, 1, "nothing more is made");
    let lost = house.get(&fetch, &cookie).await;
    assert!(
        matches!(lost.status.as_u16(), 303 | 401 | 403 | 404),
        "{}",
        lost.status
    );
}

async fn whoever_cannot_sign_in_any_more_has_nothing_done(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    house.begin_folder(&cookie).await;
    run(
        &house.db,
        "UPDATE person SET active = FALSE WHERE email LIKE 'samordnare%'",
    )
    .await;
    house.work_long().await;
    assert_eq!(house.lying().await, 0);
    let administrator = house.sign_in("administrator").await;
    let seen = house.get("/administration", &administrator).await.text;
    assert!(seen.contains("work_person_away"), "{seen}");
}

/// A disk in memory that can be full.
#[derive(Debug, Default)]
struct Disk {
    inner: InMemory,
    is_full: AtomicBool,
}

impl std::fmt::Display for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "disk")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Disk {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        options: PutOptions,
    ) -> object_store::Result<PutResult> {
        match self.is_full.load(Ordering::SeqCst) {
            true => Err(object_store::Error::Generic {
                store: "disk",
                source: Box::new(std::io::Error::from(std::io::ErrorKind::StorageFull)),
            }),
            false => self.inner.put_opts(location, payload, options).await,
        }
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> object_store::Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(location, options).await
    }

    async fn get_opts(
        &self,
        location: &Path,
        options: GetOptions,
    ) -> object_store::Result<GetResult> {
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, object_store::Result<Path>>,
    ) -> BoxStream<'static, object_store::Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, object_store::Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> object_store::Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(
        &self,
        from: &Path,
        to: &Path,
        options: CopyOptions,
    ) -> object_store::Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

async fn a_disk_that_is_full_is_tried_again_and_told(db: Db) {
    let disk = Arc::new(Disk::default());
    let files = Files {
        storage: Storage::of(Arc::<Disk>::clone(&disk)),
        scanner: None,
        bytes_max: 1024 * 1024,
    };
    let fill = |full| disk.is_full.store(full, Ordering::SeqCst);
    let house = House::with_council(db).await.with_files(files);
    let cookie = house.sign_in("samordnare").await;
    let work = house.begin_folder(&cookie).await;
    fill(true);
    house.work_long().await;
    let again = house.get(&work, &cookie).await.text;
    assert!(again.contains("Ett nytt försök"), "{again}");
    let sooner = "UPDATE long_work SET due_at = asked_at";
    run(&house.db, sooner).await;
    fill(false);
    house.work_long().await;
    assert!(house.get(&work, &cookie).await.text.contains("Klart"));
    let work = house.begin_folder(&cookie).await;
    fill(true);
    for _ in 0..3 {
        house.work_long().await;
        run(&house.db, sooner).await;
    }
    let failed = house.get(&work, &cookie).await.text;
    assert!(
        failed.contains("Gick inte") && failed.contains("Disken är full"),
        "{failed}"
    );
    assert_eq!(house.lying().await, 1, "only the first result");
}

/// The council's folder with so many groups that it is read in beside.
async fn large(house: &House, cookie: &str, wrong: bool) -> (Vec<u8>, i64) {
    let zip = download(house, &format!("{COUNCIL}/mapp/mapp.zip"), cookie).await;
    let mut folder = Folder::from_zip(&zip).unwrap();
    let path = format!("collaborations/{KEY}/needs.csv");
    let mut needs = "key,kind,area,text\n".to_owned();
    for number in 0..14_000_u32 {
        let text = format!("{:x}", noise(number));
        writeln!(needs, "behov-{number},need,Arkiv,{text}").unwrap();
    }
    let rows = needs.lines().count();
    if wrong {
        needs.push_str("fel,okand,Arkiv,Ett slag som inte finns\n");
    }
    folder.insert(path, needs);
    (folder.to_zip().unwrap(), i64::try_from(rows).unwrap() + 1)
}

/// Text that does not pack to nothing.
fn noise(number: u32) -> u128 {
    (0..5).fold(u128::from(number) + 1, |sum, _| {
        sum.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835) ^ (sum >> 61)
    })
}

async fn needs(db: &Db) -> usize {
    let folder = bundle::export(db, &[]).await.unwrap();
    let path = format!("collaborations/{KEY}/needs.csv");
    let text = folder.get(&path).unwrap_or_default();
    String::from_utf8_lossy(text).matches("behov-").count()
}

async fn what_is_wrong_in_a_large_import_stands_on_its_page_and_nothing_is_saved(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let (bytes, row) = large(&house, &cookie, true).await;
    let before = events(&house.db).await;
    let sent = send(&house, &format!("{COUNCIL}/mapp"), &cookie, &bytes, &[]).await;
    assert!(sent.location.starts_with("/arbeten/"), "{}", sent.text);
    house.work_long().await;
    let page = house.get(&sent.location, &cookie).await.text;
    assert!(
        page.contains("Gick inte") && page.contains("needs.csv"),
        "{page}"
    );
    assert!(
        page.contains(&format!(">{}<", format_integer(row))) && page.contains(">kind<"),
        "{page}"
    );
    assert_eq!(needs(&house.db).await, 0);
    assert_eq!(
        events(&house.db).await,
        before + 1,
        "only that it was started"
    );
}

async fn a_large_import_is_confirmed_and_saved_once(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let (bytes, _) = large(&house, &cookie, false).await;
    let path = format!("{COUNCIL}/mapp");
    let sent = send(&house, &path, &cookie, &bytes, &[]).await;
    let again = send(&house, &path, &cookie, &bytes, &[]).await;
    assert_eq!(sent.location, again.location);
    assert_eq!(house.lying().await, 1, "the second upload is not kept");
    house.work_long().await;
    let page = house.get(&sent.location, &cookie).await.text;
    if page.contains("Väntar på ditt svar") {
        assert_eq!(needs(&house.db).await, 0, "nothing before the answer");
        let go_on = format!("{}/bekrafta", sent.location);
        for _ in 0..2 {
            let answer = house.post(&go_on, &cookie, "").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        }
        house.work_long().await;
    }
    let page = house.get(&sent.location, &cookie).await.text;
    assert!(page.contains("Allt är inläst"), "{page}");
    assert_eq!(needs(&house.db).await, 14_000);
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

async fn an_import_that_is_cancelled_half_way_saves_nothing(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let (bytes, _) = large(&house, &cookie, false).await;
    let sent = send(&house, &format!("{COUNCIL}/mapp"), &cookie, &bytes, &[]).await;
    let work = sent.location;
    let cancel = async {
        while !house.get(&work, &cookie).await.text.contains("Pågår") {
            tokio::task::yield_now().await;
        }
        let stop = format!("{work}/avbryt");
        let stopped = house.post(&stop, &cookie, "").await;
        assert_eq!(stopped.status, StatusCode::SEE_OTHER, "{}", stopped.text);
    };
    tokio::join!(house.work_long(), cancel);
    assert_eq!(needs(&house.db).await, 0);
    let page = house.get(&work, &cookie).await.text;
    assert!(page.contains("Avbrutet"), "{page}");
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
    let last_day = house.db.clock().today() + chrono::Days::new(30);
    let form = format!("name=Prov&scopes=works%3Aread&scopes=works%3Awrite&last_day={last_day}");
    let page = house.post("/mina-uppgifter/tokens/ny", cookie, &form).await;
    let (_, rest) = page.text.split_once("Bearer ").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

async fn call(house: &House, token: &str, path: &str, body: &str) -> (Answer, Value) {
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

/// What needs the clock.
mod in_time {
    use super::*;
    use samverk_foundation::TestClock;
    use samverk_testing::{postgres_with_clock, sqlite_with_clock};

    #[tokio::test]
    async fn a_work_that_is_killed_half_way_is_taken_up_on_sqlite() {
        sqlite_with_clock(&migrations(), is_taken_up).await;
    }

    #[tokio::test]
    async fn a_result_is_gone_after_three_days_on_sqlite() {
        sqlite_with_clock(&migrations(), is_gone_in_time).await;
    }

    mod postgres {
        use super::*;

        #[tokio::test]
        async fn a_work_that_is_killed_half_way_is_taken_up() {
            postgres_with_clock(&migrations(), is_taken_up).await;
        }

        #[tokio::test]
        async fn a_result_is_gone_after_three_days() {
            postgres_with_clock(&migrations(), is_gone_in_time).await;
        }
    }

    /// As a server leaves it that is killed: claimed, with a lease that nobody renews.
    async fn killed(house: &House, attempt: i64) {
        let soon = house.db.clock().now() + TimeDelta::minutes(1);
        let time = soon.to_rfc3339();
        let sql = format!(
            "UPDATE long_work SET state = 'working', attempts = {attempt}, leased_until = '{time}' WHERE ended_at IS NULL"
        );
        run(&house.db, &sql).await;
    }

    async fn is_taken_up(db: Db, clock: Arc<TestClock>) {
        let house = House::with_council(db).await;
        let cookie = house.sign_in("samordnare").await;
        let work = house.begin_folder(&cookie).await;
        killed(&house, 1).await;
        house.work_long().await;
        let goes_on = house.get(&work, &cookie).await.text;
        assert!(
            goes_on.contains("Pågår"),
            "as long as the lease holds: {goes_on}"
        );
        clock.advance(TimeDelta::minutes(2));
        house.work_long().await;
        assert!(house.get(&work, &cookie).await.text.contains("Klart"));
        let work = house.begin_folder(&cookie).await;
        killed(&house, 3).await;
        clock.advance(TimeDelta::minutes(2));
        house.work_long().await;
        let given_up = house.get(&work, &cookie).await.text;
        assert!(given_up.contains("Servern stannade"), "{given_up}");
    }

    async fn is_gone_in_time(db: Db, clock: Arc<TestClock>) {
        let house = House::with_council(db).await;
        let cookie = house.sign_in("samordnare").await;
        let work = house.begin_folder(&cookie).await;
        house.work_long().await;
        clock.advance(TimeDelta::days(3) - TimeDelta::hours(1));
        let machine = router::machine(house.files());
        samverk_work::tidy(&house.db, &machine).await.unwrap();
        assert_eq!(house.lying().await, 1);
        clock.advance(TimeDelta::hours(1));
        let cookie = house.sign_in("samordnare").await;
        let late = house.get(&format!("{work}/hamta"), &cookie).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        samverk_work::tidy(&house.db, &machine).await.unwrap();
        assert_eq!(house.lying().await, 0);
        let page = house.get(&work, &cookie).await.text;
        assert!(page.contains("Filen är borttagen"), "{page}");
        clock.advance(TimeDelta::days(30));
        samverk_work::tidy(&house.db, &machine).await.unwrap();
        let cookie = house.sign_in("samordnare").await;
        is_hidden(&house.get(&work, &cookie).await);
    }
}
