//! What goes wrong around a document of a case: told in words, nothing half kept, and the case's history as it was.

use crate::api_client::Client;
use crate::file_forms::{address, body, content_type};
use crate::served::Served;
use crate::survival::samverk;
use crate::world::House;
use axum::http::StatusCode;
use futures_util::StreamExt;
use samverk_app::modules::migrations;
use samverk_database::Db;
use serde_json::json;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

samverk_testing::db_tests!(&migrations();
    bad_files_at_a_case_are_told_and_leave_nothing,
);

const CASE: &str = "/aktorer/jonkopings-kommun/diarier/ks/arenden/ks-2026-00001";
const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

async fn with_case(db: Db) -> (House, String) {
    let house = House::with_council(db).await;
    let registry = json!({
        "name": "Kommunstyrelsen", "code": "KS", "shape": "code_year_number",
        "digits": 5, "publicity": "documents",
    });
    let path = "/parties/jonkopings-kommun/registries/ks";
    let put = Client::administrator(&house).put(path, "", &registry).await;
    put.told(201);
    let cookie = house.sign_in("representant").await;
    let new = "/aktorer/jonkopings-kommun/diarier/ks/arenden/ny";
    let made = house.post(new, &cookie, "subject=Remiss&begun=own").await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    (house, cookie)
}

async fn bad_files_at_a_case_are_told_and_leave_nothing(db: Db) {
    let (house, cookie) = with_case(db).await;
    let place = house.place_for_files(CASE, &cookie).await;
    let events = || async {
        let path = "/parties/jonkopings-kommun/registries/ks/cases/ks-2026-00001/events";
        let told = Client::administrator(&house).get(path).await;
        told.body["totalRecords"].clone()
    };
    let before = events().await;
    let large = vec![b'a'; 3 * 1024 * 1024];
    for (name, bytes, status) in [
        ("tom.txt", &b""[..], StatusCode::UNPROCESSABLE_ENTITY),
        ("stor.txt", &large, StatusCode::PAYLOAD_TOO_LARGE),
        (
            "beslut.pdf",
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let file = (&[] as &[(&str, &str)], name, bytes);
        let refused = house.send_file(&place, &cookie, file).await;
        assert_eq!(refused.status, status, "{name}: {}", refused.text);
        assert!(!refused.text.contains('⟦'), "{name}: {}", refused.text);
        assert_eq!(house.files().storage.list().count().await, 0, "{name}");
    }
    assert_eq!(events().await, before);
    // A harmful name becomes a plain one, on the page and in the header.
    let file = (
        &[] as &[(&str, &str)],
        "../../<script>.txt",
        b"text" as &[u8],
    );
    let laid = house.send_file(&place, &cookie, file).await;
    assert_eq!(laid.status, StatusCode::SEE_OTHER, "{}", laid.text);
    let page = house.get(CASE, &cookie).await.text;
    assert!(
        !page.contains("<script>.txt") && !page.contains("../.."),
        "{page}"
    );
}

fn runs(data: &Path, arguments: &[&str]) -> bool {
    let mut command = samverk(data);
    let command = command.args(arguments).env("SAMVERK_FILE_KEY", KEY);
    command.status().unwrap().success()
}

/// Registers a case in the demo, and answers the place to which its files are sent.
fn place_in_a_case(served: &Served) -> (String, String, String) {
    let administrator = served.sign_in("partsadministrator");
    let registry = "name=Prov&code=PROV&shape=code_year_number&digits=5&publicity=hidden";
    let new = "/aktorer/jonkopings-kommun/diarier/ny";
    assert_eq!(served.post(new, &administrator, registry).status, 303);
    let cookie = served.sign_in("representant");
    let new = "/aktorer/jonkopings-kommun/diarier/prov/arenden/ny";
    assert_eq!(
        served.post(new, &cookie, "subject=Remiss&begun=own").status,
        303
    );
    let list = served
        .get("/aktorer/jonkopings-kommun/diarier/prov", &cookie)
        .text;
    let case = address(
        &list,
        "/aktorer/jonkopings-kommun/diarier/prov/arenden/prov-",
    );
    let to = address(&served.get(&case, &cookie).text, "/filer/ny/");
    (case, to, cookie)
}

/// Sends so many bytes as a file, a piece at a time, and answers the status.
fn send(served: &Served, (to, cookie): (&str, &str), length: u64) -> Option<u16> {
    let form = body(&[], "stor.txt", b"@");
    let at = form.iter().position(|byte| *byte == b'@')?;
    let (begin, end) = (&form[..at], &form[at + 1..]);
    let all = begin.len() as u64 + length + end.len() as u64;
    let head = format!(
        "POST {to} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         cookie: {cookie}\r\ncontent-length: {all}\r\ncontent-type: {}\r\n\r\n",
        content_type()
    );
    let mut line = served.line();
    line.write_all(head.as_bytes()).ok()?;
    line.write_all(begin).ok()?;
    let piece = vec![b'a'; 1024 * 1024];
    let mut left = length;
    while left > 0 {
        let now = usize::try_from(left.min(piece.len() as u64)).ok()?;
        // Who is refused half-way may be hung up on.
        if line.write_all(&piece[..now]).is_err() {
            break;
        }
        left -= now as u64;
    }
    let _ = line.write_all(end);
    let mut answer = Vec::new();
    let _ = line.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split(' ').nth(1)?.parse().ok()
}

fn entries(folder: &Path) -> usize {
    let found = std::fs::read_dir(folder).unwrap().flatten();
    let whole = found.filter(|entry| !entry.file_name().to_string_lossy().contains('#'));
    whole.count()
}

/// No process may write beyond so many bytes of a file, which is told as a full disk is. And killed between the bytes and the row.
#[test]
fn a_full_disk_and_a_kill_leave_a_case_as_it_was() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let before = format!("export SAMVERK_FILE_KEY={KEY}\ntrap '' XFSZ");
    let served = Served::start(&data, &before);
    let (case, to, cookie) = place_in_a_case(&served);
    let files = data.join("files");
    let lying = entries(&files);
    let limit = |most: &str| {
        let (id, most) = (served.id().to_string(), format!("--fsize={most}:"));
        let done = Command::new("prlimit").args(["--pid", &id, &most]).status();
        assert!(done.unwrap().success());
    };
    limit("20000000");
    let refused = send(&served, (&to, &cookie), 30 * 1024 * 1024);
    assert!(matches!(refused, None | Some(503)), "{refused:?}");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(entries(&files), lying);
    assert!(!served.get(&case, &cookie).text.contains("stor.txt"));
    limit("unlimited");
    assert_eq!(send(&served, (&to, &cookie), 30 * 1024 * 1024), Some(303));
    assert!(served.get(&case, &cookie).text.contains("stor.txt"));
    // The bytes of an upload that was killed before its row: nothing tells of them, and nothing is missing.
    drop(served);
    std::fs::write(
        files.join("019acb2e-3c00-7000-8000-0000000000ff"),
        "ingen rad",
    )
    .unwrap();
    assert!(runs(&data, &["check"]));
    let served = Served::start(&data, &format!("export SAMVERK_FILE_KEY={KEY}"));
    let cookie = served.sign_in("representant");
    let page = served.get(&case, &cookie).text;
    assert_eq!(page.matches("En fil lades till").count(), 1, "{page}");
}

/// So large a document as `SAMVERK_LARGE` says in MB (2048 for two gigabytes), encrypted as it comes, takes no more memory than a small one.
#[test]
fn a_large_document_takes_no_memory() {
    let megabytes: u64 = std::env::var("SAMVERK_LARGE")
        .ok()
        .and_then(|told| told.parse().ok())
        .unwrap_or(160);
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let before = format!("export SAMVERK_FILE_KEY={KEY} SAMVERK_FILES_MAX=4000");
    let served = Served::start(&data, &before);
    let (case, to, cookie) = place_in_a_case(&served);
    let peak = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", served.id())).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmHWM:"))
            .unwrap();
        line.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
            / 1024
    };
    assert_eq!(send(&served, (&to, &cookie), 1024 * 1024), Some(303));
    let small = peak();
    assert_eq!(
        send(&served, (&to, &cookie), megabytes * 1024 * 1024),
        Some(303)
    );
    let page = served.get(&case, &cookie).text;
    assert!(page.contains("stor.txt"), "{page}");
    let large = peak();
    assert!(large < small + 60, "{small} MB became {large} MB");
}
