//! An installation whose files are encrypted at rest: by whoever looks after it, with keys that are changed.

use crate::file_forms::{COUNCIL, address, body, content_type, last_file};
use crate::served::Served;
use crate::survival::samverk;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Output, Stdio};

const OLD: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const NEW: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
const CANARY: &[u8] = b"kanariefagel";

fn done(data: &Path, keys: &str, arguments: &[&str]) -> Output {
    let mut command = samverk(data);
    let command = command.args(arguments).env("SAMVERK_FILE_KEY", keys);
    let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    piped.output().unwrap()
}

fn runs(data: &Path, keys: &str, arguments: &[&str]) -> bool {
    done(data, keys, arguments).status.success()
}

fn said(done: &Output) -> String {
    let texts = [&done.stdout, &done.stderr];
    texts
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .join("\n")
}

fn lay(served: &Served, cookie: &str, bytes: &[u8]) {
    let to = address(&served.get(COUNCIL, cookie).text, "/filer/ny/");
    let form = body(&[], "beslut.txt", bytes);
    let mut line = served.line();
    let head = format!(
        "POST {to} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         cookie: {cookie}\r\ncontent-length: {}\r\ncontent-type: {}\r\n\r\n",
        form.len(),
        content_type()
    );
    line.write_all(head.as_bytes()).unwrap();
    line.write_all(&form).unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
}

/// Whether any file in the folder holds the words.
fn holds(folder: &Path, words: &[u8]) -> bool {
    let all = std::fs::read_dir(folder).unwrap().flatten();
    all.filter_map(|entry| std::fs::read(entry.path()).ok())
        .any(|bytes| bytes.windows(words.len()).any(|window| window == words))
}

fn fetched(served: &Served) -> (u16, String) {
    let cookie = served.sign_in("samordnare");
    let page = served.get(COUNCIL, &cookie).text;
    let reply = served.get(&last_file(&page), &cookie);
    (reply.status, reply.text)
}

#[test]
fn files_of_before_are_encrypted_later_and_keys_are_changed() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let (data, files) = (at("data"), at("data/files"));
    let content = [b"x".repeat(200_000), CANARY.to_vec()].concat();
    let served = Served::start(&data, "");
    let cookie = served.sign_in("samordnare");
    lay(&served, &cookie, &content);
    drop(served);
    assert!(holds(&files, CANARY));
    let none = done(&data, "", &["encrypt-files"]);
    assert!(
        said(&none).contains("Ingen nyckel är inställd"),
        "{}",
        said(&none)
    );
    let first = done(&data, OLD, &["encrypt-files"]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(!holds(&files, CANARY));
    // Begun again there is nothing left to do.
    let again = said(&done(&data, OLD, &["encrypt-files"]));
    assert!(again.contains("0 filer krypterades"), "{again}");
    // The checksums are those of what came.
    assert!(runs(&data, OLD, &["check"]));
    let without = done(&data, "", &["check"]);
    assert!(!without.status.success());
    assert!(
        said(&without).contains("krypterad med nyckeln"),
        "{}",
        said(&without)
    );
    // A newer key writes, and the older reads.
    let served = Served::start(&data, &format!("export SAMVERK_FILE_KEY={NEW},{OLD}"));
    let (status, text) = fetched(&served);
    assert_eq!(status, 200);
    assert!(text.ends_with("kanariefagel") && text.len() > 200_000);
    let cookie = served.sign_in("samordnare");
    lay(&served, &cookie, CANARY);
    assert!(fetched(&served).1.ends_with("kanariefagel"));
    drop(served);
    assert!(!holds(&files, CANARY));
    assert!(runs(&data, &format!("{NEW} {OLD}"), &["encrypt-files"]));
    assert!(runs(&data, NEW, &["check"]));
    // A backup holds what is encrypted, and is of use with the key alone.
    let backup = at("backup.zip");
    assert!(runs(&data, NEW, &["backup", backup.to_str().unwrap()]));
    assert!(runs(
        &at("put-back"),
        NEW,
        &["restore", backup.to_str().unwrap()]
    ));
    assert!(runs(&at("put-back"), NEW, &["check"]));
    assert!(!holds(&at("put-back/files"), CANARY));
    let served = Served::start(&at("put-back"), &format!("export SAMVERK_FILE_KEY={OLD}"));
    let (status, text) = fetched(&served);
    assert_eq!(status, 503);
    assert!(text.contains("krypterad med nyckeln"), "{text}");
    drop(served);
    // An altered byte is told by the check, and its file is not handed out.
    for entry in std::fs::read_dir(at("put-back/files")).unwrap().flatten() {
        let mut bytes = std::fs::read(entry.path()).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(entry.path(), bytes).unwrap();
    }
    let altered = done(&at("put-back"), NEW, &["check"]);
    assert!(!altered.status.success());
    assert!(
        said(&altered).contains("ett annat innehåll"),
        "{}",
        said(&altered)
    );
    // In a folder files go out as they came, whoever brings them in.
    assert!(runs(&data, NEW, &["export", at("out").to_str().unwrap()]));
    let import = ["import", at("out").to_str().unwrap(), "--confirm-warnings"].map(str::to_owned);
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    assert!(runs(&at("other"), OLD, &import));
    assert!(runs(&at("other"), OLD, &["check"]));
    assert!(!holds(&at("other/files"), CANARY));
}

#[test]
fn a_key_that_is_none_stops_the_start_without_being_told() {
    let place = tempfile::tempdir().unwrap();
    let told = done(place.path(), "hemligt", &["check"]);
    assert_eq!(told.status.code(), Some(2));
    let told = said(&told);
    assert!(told.contains("SAMVERK_FILE_KEY"), "{told}");
    assert!(!told.contains("hemligt"), "{told}");
}
