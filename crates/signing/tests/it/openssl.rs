//! OpenSSL on files in a folder of its own.

use chrono::{DateTime, Utc};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

pub struct Folder(pub TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    /// What it said, and whether all was well.
    pub fn openssl(&self, said: &str) -> (bool, String) {
        let answer = Command::new("openssl")
            .args(said.split(' '))
            .current_dir(self.path())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&answer.stderr).into_owned();
        (answer.status.success(), told)
    }

    /// The command that our guide tells.
    pub fn verifies(&self, now: DateTime<Utc>) -> (bool, String) {
        self.openssl(&format!(
            "cms -verify -binary -cades -inform DER -in x.p7s -content x.pdf -CAfile ca.pem -purpose any -attime {} -out out.pdf",
            now.timestamp()
        ))
    }
}
