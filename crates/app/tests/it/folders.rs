//! The whole collaboration as a ZIP, own measures and printed tables, read in by those who have no shell.

use crate::sheets::{made, sheet};
use crate::spreadsheets::{download, events, send};
use crate::world::House;
use axum::http::StatusCode;
use samverk_app::bundle;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::{Actor, CollaborationId};
use samverk_parties::actions::{SaveCollaboration, save_collaboration};
use samverk_parties::store::find_collaboration;
use samverk_sheets::write_xlsx;

samverk_testing::db_tests!(&migrations();
    a_folder_that_is_downloaded_and_read_back_changes_nothing,
    what_is_wrong_in_a_folder_has_its_file_and_row_and_nothing_is_saved,
    a_folder_holds_to_its_own_collaboration,
    only_those_who_may_have_the_folder,
    a_hidden_parent_is_not_in_the_folder_and_stays,
    own_measures_and_printed_tables_are_filled_in_as_workbooks,
);

const COUNCIL: &str = "/samverkan/digitaliseringsradet";
const COUNCIL_KEY: &str = "digitaliseringsradet";
const BASE: &str = "collaborations/digitaliseringsradet";

async fn packed(house: &House, cookie: &str) -> Folder {
    let path = format!("{COUNCIL}/mapp/mapp.zip");
    Folder::from_zip(&download(house, &path, cookie).await).unwrap()
}

async fn read_in(house: &House, cookie: &str, folder: &Folder) -> crate::world::Answer {
    let path = format!("{COUNCIL}/mapp");
    send(house, &path, cookie, &folder.to_zip().unwrap(), &[]).await
}

async fn a_folder_that_is_downloaded_and_read_back_changes_nothing(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let before = bundle::export(&house.db, &[]).await.unwrap();
    let recorded = events(&house.db).await;
    let folder = packed(&house, &cookie).await;
    imported(&house, &cookie, &folder).await;
    assert_eq!(bundle::export(&house.db, &[]).await.unwrap(), before);
    assert_eq!(events(&house.db).await, recorded);
}

/// Reads the folder in, and confirms what is to be confirmed.
async fn imported(house: &House, cookie: &str, folder: &Folder) {
    let path = format!("{COUNCIL}/mapp");
    let bytes = folder.to_zip().unwrap();
    let first = send(house, &path, cookie, &bytes, &[]).await;
    let answer = match first.status {
        StatusCode::SEE_OTHER => first,
        _ => {
            let mark = first
                .text
                .split("name=\"asked_about\" value=\"")
                .nth(1)
                .unwrap();
            let mark = mark.split('"').next().unwrap().to_owned();
            let fields = [("asked_about", mark.as_str()), ("confirmed", "true")];
            send(house, &path, cookie, &bytes, &fields).await
        }
    };
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert!(answer.location.ends_with("notis=folder-imported"));
}

const HIDDEN: &str = "e-forvaltning-i-varmdo";

/// A collaboration that those of the council may not know of.
async fn hide(house: &House) -> String {
    set(house, HIDDEN, |input, _| input.published = false).await;
    HIDDEN.to_owned()
}

async fn set(
    house: &House,
    key: &str,
    change: impl FnOnce(&mut SaveCollaboration, Option<CollaborationId>),
) {
    let tx = house.db.begin("set").await.unwrap();
    let of = find_collaboration(&tx, key).await.unwrap().unwrap();
    let hidden = find_collaboration(&tx, HIDDEN).await.unwrap().unwrap();
    let mut input = SaveCollaboration {
        name: of.name,
        purpose: of.purpose,
        legal_form: of.legal_form,
        host: of.host,
        reach: of.reach,
        parent: of.parent,
        ladder: of.ladder,
        published: of.published,
        source: of.source,
        contact: of.contact,
        revision: of.revision,
    };
    change(&mut input, Some(hidden.id));
    let by = Actor::System("test");
    save_collaboration(&tx, &by, key, input).await.unwrap();
    tx.commit().await.unwrap();
}

async fn what_is_wrong_in_a_folder_has_its_file_and_row_and_nothing_is_saved(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let before = bundle::export(&house.db, &[]).await.unwrap();
    let mut folder = packed(&house, &cookie).await;
    let path = format!("{BASE}/groups.csv");
    let groups = String::from_utf8(folder.get(&path).unwrap().to_vec()).unwrap();
    folder.insert(
        path.clone(),
        format!("{groups}ny,Ny grupp,okand,,,regional,,,,,,,\n"),
    );
    let answer = read_in(&house, &cookie, &folder).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains(&path), "{}", answer.text);
    let row = groups.lines().count() + 1;
    assert!(answer.text.contains(&format!(">{row}<")), "{}", answer.text);
    assert_eq!(bundle::export(&house.db, &[]).await.unwrap(), before);
    let broken = send(
        &house,
        &format!("{COUNCIL}/mapp"),
        &cookie,
        b"ingen zip",
        &[],
    )
    .await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        broken.text.contains("går inte att läsa som ZIP"),
        "{}",
        broken.text
    );
}

async fn a_folder_holds_to_its_own_collaboration(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("samordnare").await;
    let mut folder = packed(&house, &cookie).await;
    folder.insert("collaborations/varmdo/groups.csv", "key,name\n");
    let answer = read_in(&house, &cookie, &folder).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer
            .text
            .contains("hör inte till den här samverkans mapp"),
        "{}",
        answer.text
    );
}

async fn only_those_who_may_have_the_folder(db: Db) {
    let house = House::furnished(db).await;
    let reader = house.sign_in("lasare").await;
    // The coordinator belongs to the council only.
    let other = house.sign_in("samordnare").await;
    let hidden = hide(&house).await;
    for (path, cookie, status) in [
        (format!("{COUNCIL}/mapp"), &reader, StatusCode::FORBIDDEN),
        (
            format!("{COUNCIL}/mapp/mapp.zip"),
            &reader,
            StatusCode::FORBIDDEN,
        ),
        (
            format!("/samverkan/{hidden}/mapp"),
            &other,
            StatusCode::NOT_FOUND,
        ),
        (
            format!("/samverkan/{hidden}/mapp/mapp.zip"),
            &other,
            StatusCode::NOT_FOUND,
        ),
    ] {
        assert_eq!(house.get(&path, cookie).await.status, status, "{path}");
    }
    for (at, cookie, status) in [
        (COUNCIL.to_owned(), &reader, StatusCode::FORBIDDEN),
        (
            format!("/samverkan/{hidden}"),
            &other,
            StatusCode::NOT_FOUND,
        ),
    ] {
        let answer = send(&house, &format!("{at}/mapp"), cookie, b"x", &[]).await;
        assert_eq!(answer.status, status, "{at}");
    }
}

/// What the folder is part of is not named to those who may not know of it, and stays.
async fn a_hidden_parent_is_not_in_the_folder_and_stays(db: Db) {
    let house = House::furnished(db).await;
    let hidden = hide(&house).await;
    set(&house, COUNCIL_KEY, |input, parent| input.parent = parent).await;
    let cookie = house.sign_in("samordnare").await;
    let before = bundle::export(&house.db, &[]).await.unwrap();
    let document = format!("{BASE}/collaboration.toml");
    let kept = String::from_utf8(before.get(&document).unwrap().to_vec()).unwrap();
    assert!(kept.contains(&hidden), "{kept}");
    let folder = packed(&house, &cookie).await;
    for path in folder.paths() {
        let text = String::from_utf8(folder.get(path).unwrap().to_vec()).unwrap();
        assert!(!text.contains(&hidden), "{path}: {text}");
    }
    imported(&house, &cookie, &folder).await;
    assert_eq!(bundle::export(&house.db, &[]).await.unwrap(), before);
}

async fn own_measures_and_printed_tables_are_filled_in_as_workbooks(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("ekonom").await;
    let columns = ["measure", "name", "unit", "party", "year", "value"];
    let rows: &[&[&str]] = &[&[
        "anstallda",
        "Anställda",
        "personer",
        "habo-kommun",
        "2020",
        "850",
    ]];
    let bytes = write_xlsx(&[sheet("measures", &columns, rows)], made()).unwrap();
    let path = format!("{COUNCIL}/kalkylblad/matt");
    let answer = send(&house, &path, &cookie, &bytes, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = house
        .get(&format!("{COUNCIL}/matt/anstallda"), &cookie)
        .await;
    assert!(page.text.contains("850"), "{}", page.text);
    let rows: &[&[&str]] = &[&["habo-kommun", "1,00 %", ""]];
    let printed = sheet("printed", &["party", "share", "amount"], rows);
    let bytes = write_xlsx(&[printed], made()).unwrap();
    let path = format!("{COUNCIL}/kalkylblad/tryckt-tabell-2021-30-procent");
    let answer = send(&house, &path, &cookie, &bytes, &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "Habo kommun: tabellen i dokumentet har 1,00\u{a0}%";
    assert!(answer.text.contains(said), "{}", answer.text);
}
