//! Large uploads are read in beside: all of them or nothing, with what is wrong at its row.

use crate::api_client::at;
use crate::file_forms::{COUNCIL, body, content_type};
use crate::long_work::{KEY, call, token_for};
use crate::spreadsheets::{download, events, send};
use crate::world::House;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samverk_app::bundle;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::format_integer;
use std::fmt::Write;

samverk_testing::db_tests!(&migrations();
    what_is_wrong_in_a_large_import_stands_on_its_page_and_nothing_is_saved,
    a_large_import_is_confirmed_and_saved_once,
    an_import_that_is_cancelled_half_way_saves_nothing,
    a_program_reads_in_a_folder_as_a_work,
);

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

/// As the page reads it in, with the same rights, and nothing is saved before warnings are confirmed.
async fn a_program_reads_in_a_folder_as_a_work(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let path = format!("/collaborations/{KEY}/folder-imports");
    let whole = token_for(
        &house,
        &cookie,
        &["parties", "goals", "economy", "talk", "works"],
    )
    .await;
    let works = token_for(&house, &cookie, &["works"]).await;
    let post = async |token: &str, fields: &[(&str, &str)], bytes: &[u8]| {
        let request = Request::post(at(&path))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, content_type());
        let body = Body::from(body(fields, "mapp.zip", bytes));
        house.send(request.body(body).unwrap()).await
    };
    let (zip, _) = large(&house, &cookie, true).await;
    for (zip, confirmed, state, saved) in [
        (&zip, false, "failed", 0),
        (&large(&house, &cookie, false).await.0, true, "done", 14_000),
    ] {
        let fields = [("confirmed", "true")];
        let fields = if confirmed { &fields[..] } else { &[] };
        let begun = post(&whole, fields, zip).await;
        assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text);
        let (_, work) = begun.location.split_once("localhost").unwrap();
        house.work_long().await;
        let (_, told) = call(&house, &whole, work, "").await;
        assert_eq!(told["state"], state, "{told}");
        if state == "failed" {
            assert_eq!(told["problems"][0]["column"], "kind", "{told}");
        }
        assert_eq!(needs(&house.db).await, saved);
    }
    // Who may not read it in on the page may not here, and nobody finds what is hidden.
    let reader = house.sign_in("lasare").await;
    let reader = token_for(
        &house,
        &reader,
        &["parties", "goals", "economy", "talk", "works"],
    )
    .await;
    assert_eq!(post(&reader, &[], &zip).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        post(&works, &[], &zip).await.status,
        StatusCode::FORBIDDEN,
        "a scope is missing"
    );
    let nothing = post(&whole, &[], b"").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let too_large = vec![b'a'; 11 * 1024 * 1024];
    let refused = post(&whole, &[], &too_large).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}
