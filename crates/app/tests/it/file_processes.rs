//! Files and what happens to the process and its disk: whatever was answered as saved is there whole, and
//! nothing else is told of.

use crate::file_forms::{COUNCIL, address, body, content_type, last_file};
use crate::served::Served;
use crate::survival::samverk;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_files::{Files, Storage, inspect, tidy_files};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn runs(data: &Path, arguments: &[&str]) -> bool {
    samverk(data).args(arguments).status().unwrap().success()
}

fn head(path: &str, cookie: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         cookie: {cookie}\r\ncontent-length: {length}\r\ncontent-type: {}\r\n\r\n",
        content_type()
    )
}

/// Sends a file, and answers the status.
fn send(served: &Served, path: &str, cookie: &str, bytes: &[u8]) -> Option<u16> {
    let form = body(&[], "stor.txt", bytes);
    let mut line = served.line();
    line.write_all(head(path, cookie, form.len()).as_bytes())
        .unwrap();
    // Who is refused half-way may be hung up on.
    let _ = line.write_all(&form);
    let mut answer = Vec::new();
    let _ = line.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split(' ').nth(1)?.parse().ok()
}

fn entries(folder: &Path) -> Vec<String> {
    let found = std::fs::read_dir(folder).unwrap().flatten();
    found
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn a_process_that_is_killed_in_the_middle_leaves_nothing_that_is_told_of() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let served = Served::start(&data, "");
    let of_examples = entries(&data.join("files")).len();
    let cookie = served.sign_in("samordnare");
    let to = address(&served.get(COUNCIL, &cookie).text, "/filer/ny/");
    assert_eq!(send(&served, &to, &cookie, b"hel"), Some(303));
    let form = body(&[], "halv.txt", &vec![b'a'; 12 * 1024 * 1024]);
    let mut line = served.line();
    line.write_all(head(&to, &cookie, form.len()).as_bytes())
        .unwrap();
    line.write_all(&form[..8 * 1024 * 1024]).unwrap();
    let folder = data.join("files");
    let is_begun = || entries(&folder).iter().any(|name| name.contains('#'));
    while !is_begun() {
        std::thread::sleep(Duration::from_millis(20));
    }
    // SIGKILL: nothing in it can tidy up.
    drop(served);
    assert!(is_begun(), "the half file is left on the disk");
    assert!(runs(&data, &["check"]));
    let backup = place.path().join("backup.zip");
    assert!(runs(&data, &["backup", backup.to_str().unwrap()]));
    let again = place.path().join("again");
    assert!(runs(&again, &["restore", backup.to_str().unwrap()]));
    assert!(runs(&again, &["check"]));
    assert_eq!(
        entries(&again.join("files")).len(),
        of_examples + 1,
        "only the whole file is in the backup"
    );
    let served = Served::start(&again, "");
    let cookie = served.sign_in("samordnare");
    let page = served.get(COUNCIL, &cookie).text;
    assert!(!page.contains("halv.txt"));
    assert!(
        served
            .get(&last_file(&page), &cookie)
            .text
            .ends_with("\r\n\r\nhel")
    );
    let whole = entries(&again.join("files")).remove(0);
    std::fs::write(again.join("files").join(whole), "hal").unwrap();
    assert!(!runs(&again, &["check"]), "other bytes are told");
}

/// No process may write beyond so many bytes of a file, which is told as a full disk is.
#[test]
fn a_disk_that_is_full_in_the_middle_is_told_and_nothing_is_left() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let served = Served::start(&data, "trap '' XFSZ");
    let of_examples = entries(&data.join("files")).len();
    let limit = |most: &str| {
        let (id, most) = (served.id().to_string(), format!("--fsize={most}:"));
        let done = Command::new("prlimit").args(["--pid", &id, &most]).status();
        assert!(done.unwrap().success());
    };
    let cookie = served.sign_in("samordnare");
    let to = address(&served.get(COUNCIL, &cookie).text, "/filer/ny/");
    let large = vec![b'a'; 30 * 1024 * 1024];
    limit("20000000");
    let refused = send(&served, &to, &cookie, &large);
    assert!(matches!(refused, None | Some(503)), "{refused:?}");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(entries(&data.join("files")).len(), of_examples);
    limit("unlimited");
    assert_eq!(send(&served, &to, &cookie, &large), Some(303));
    let page = served.get(COUNCIL, &cookie).text;
    let fetched = served.get(&last_file(&page), &cookie).text;
    assert!(fetched.ends_with("aaaa") && fetched.len() > large.len());
    assert!(runs(&data, &["check"]));
}

/// Out of one installation and into another, and the same bytes come out of that.
#[test]
fn files_go_out_in_a_folder_and_come_back_byte_for_byte() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let text = |name: &str| at(name).to_str().unwrap().to_owned();
    let served = Served::start(&at("data"), "");
    let cookie = served.sign_in("administrator");
    let large: Vec<u8> = (0..11_000_000_u32)
        .map(|n| n.to_le_bytes()[1] | 1)
        .collect();
    let need = format!("{COUNCIL}/grupper/ledningsgrupp-kompetens");
    for (page, bytes) in [
        (COUNCIL, &large[..]),
        (need.as_str(), b"grupp"),
        ("/aktorer/jonkopings-kommun", b"part"),
    ] {
        let to = address(&served.get(page, &cookie).text, "/filer/ny/");
        assert_eq!(send(&served, &to, &cookie, bytes), Some(303), "{page}");
    }
    drop(served);
    assert!(runs(&at("data"), &["export", &text("out")]));
    let table = at("out/collaborations/digitaliseringsradet/files.csv");
    let rows = std::fs::read_to_string(&table).unwrap();
    assert!(
        rows.contains("group,grupper/ledningsgrupp-kompetens,stor-txt"),
        "{rows}"
    );
    assert!(at("out/files.csv").exists());
    let again = ["import", &text("out"), "--confirm-warnings"];
    assert!(runs(&at("again"), &again));
    assert!(runs(&at("again"), &again), "twice changes nothing");
    assert!(runs(&at("again"), &["check"]));
    assert!(runs(&at("again"), &["export", &text("out-2")]));
    let same = Command::new("diff")
        .args(["-r", &text("out"), &text("out-2")])
        .status();
    assert!(same.unwrap().success());
    // One collaboration alone has its own files and no others.
    let alone = [
        "export",
        &text("out-3"),
        "--collaboration",
        "digitaliseringsradet",
    ];
    assert!(runs(&at("again"), &alone));
    assert!(at("out-3/collaborations/digitaliseringsradet/files.csv").exists());
    assert!(!at("out-3/files.csv").exists());
    // Other bytes than the row tells of are refused, and nothing is kept.
    let group = rows.lines().find(|row| row.starts_with("group,")).unwrap();
    let sum = group.split(',').nth(7).unwrap();
    let bytes = at("out/collaborations/digitaliseringsradet/files").join(sum);
    std::fs::write(bytes.join("stor.txt"), "annat").unwrap();
    let import = samverk(&at("third"))
        .args(again)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&import.stderr).into_owned();
    assert_eq!(import.status.code(), Some(1));
    assert!(
        told.contains("files.csv rad") && told.contains("stämmer inte med kontrollsumman"),
        "{told}"
    );
    assert_eq!(entries(&at("third/files")), Vec::<String>::new());
}

samverk_testing::db_tests!(&migrations();
    bytes_without_a_row_are_told_and_go_only_when_they_have_lain_long,
);

async fn bytes_without_a_row_are_told_and_go_only_when_they_have_lain_long(db: Db) {
    let folder = tempfile::tempdir().unwrap();
    let files = Files {
        storage: Storage::in_folder(folder.path()).unwrap(),
        scanner: None,
        bytes_max: 1_000,
    };
    let house = crate::world::House::with_council(db)
        .await
        .with_files(files);
    let cookie = house.sign_in("samordnare").await;
    let link = house.lay(&cookie, "plan.txt", b"plan").await;
    // As when the process was killed after the bytes and before the row.
    let tx = house.db.read().await.unwrap();
    let id = tx.new_id();
    drop(tx);
    let mut writer = house.files().storage.writer(id, 1_000);
    writer.write(b"ingen rad").await.unwrap();
    writer.finish().await.unwrap();
    let found = inspect(&house.db, house.files()).await.unwrap();
    assert_eq!(
        (found.versions, found.orphans, found.is_well()),
        (1, 1, true)
    );
    tidy_files(house.state(), house.files()).await.unwrap();
    let found = inspect(&house.db, house.files()).await.unwrap();
    assert_eq!(found.orphans, 1, "it may be on its way in");
    let orphan = folder.path().join(id.to_string());
    let old = std::time::SystemTime::now() - Duration::from_secs(60 * 24 * 60 * 60);
    std::fs::File::open(&orphan)
        .unwrap()
        .set_modified(old)
        .unwrap();
    let half = folder.path().join(format!("{id}#1"));
    std::fs::write(&half, "halv").unwrap();
    std::fs::File::open(&half)
        .unwrap()
        .set_modified(old)
        .unwrap();
    tidy_files(house.state(), house.files()).await.unwrap();
    assert!(!orphan.exists() && !half.exists());
    assert_eq!(house.file(&link, &cookie).await.0, b"plan");
    let of_row = entries(folder.path());
    std::fs::remove_file(folder.path().join(&of_row[0])).unwrap();
    let found = inspect(&house.db, house.files()).await.unwrap();
    assert_eq!(found.missing.len(), 1, "{found:?}");
    let gone = house.get(&link, &cookie).await;
    assert_eq!(gone.status.as_u16(), 503);
    assert!(gone.text.contains("saknas i lagret"), "{}", gone.text);
}
