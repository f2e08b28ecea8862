//! A real `clamd`, with a signature of our own, where there is one: in the path, or named by
//! `SAMVERK_TEST_CLAMD`.

use samverk_files::model::{State, Why};
use samverk_files::{Address, Bytes, Scanner};
use std::fs::write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// `SAMVERK-PROV` in hexadecimal, anywhere in any file.
const SIGNATURE: &str = "Samverk.Prov:0:*:53414d5645524b2d50524f56\n";

struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(folder: &Path) -> Option<Daemon> {
    let program = std::env::var("SAMVERK_TEST_CLAMD").unwrap_or("clamd".to_owned());
    let signatures = folder.join("signatures");
    std::fs::create_dir(&signatures).unwrap();
    write(signatures.join("prov.ndb"), SIGNATURE).unwrap();
    let settings = format!(
        "LocalSocket {socket}\nDatabaseDirectory {signatures}\nForeground yes\nOfficialDatabaseOnly no\n\
         StreamMaxLength 1M\n",
        socket = folder.join("clamd.ctl").display(),
        signatures = signatures.display()
    );
    write(folder.join("clamd.conf"), settings).unwrap();
    let mut command = Command::new(program);
    command.arg("--config-file").arg(folder.join("clamd.conf"));
    let silent = command.stdout(Stdio::null()).stderr(Stdio::null());
    silent.spawn().ok().map(Daemon)
}

fn bytes(all: &[u8]) -> Bytes {
    let pieces: Vec<_> = all
        .chunks(64 * 1024)
        .map(|piece| Ok(piece.to_vec().into()))
        .collect();
    Box::pin(futures_util::stream::iter(pieces))
}

#[tokio::test]
async fn a_real_daemon_says_what_it_finds() {
    let folder = tempfile::tempdir().unwrap();
    let Some(daemon) = start(folder.path()) else {
        eprintln!("SKIPPED: there is no clamd here; name one in SAMVERK_TEST_CLAMD");
        return;
    };
    let socket = folder.path().join("clamd.ctl");
    for _ in 0..600 {
        if socket.exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let scanner = Scanner::at(Address::Socket(socket));
    let clean = scanner.scan(bytes(b"Protokoll")).await.unwrap();
    assert_eq!(clean, State::Clean);
    let found = scanner.scan(bytes(b"xx SAMVERK-PROV xx")).await.unwrap();
    assert_eq!(found, State::Infected("Samverk.Prov.UNOFFICIAL".to_owned()));
    let large = scanner
        .scan(bytes(&vec![b'a'; 3 * 1024 * 1024]))
        .await
        .unwrap();
    // It hangs up in the middle, and its reason may be lost with the line.
    let reasons = [Why::TooLarge, Why::Away].map(State::NotScanned);
    assert!(reasons.contains(&large), "{large:?}");
    drop(daemon);
    let away = scanner.scan(bytes(b"Protokoll")).await.unwrap();
    assert_eq!(away, State::NotScanned(Why::Away));
}
