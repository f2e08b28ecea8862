//! The keys by which files are sealed at rest: several read, the first one writes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use samverk_foundation::{Clock, Problem, SystemClock};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;

/// The beginning of the sum of a key: it says which key, and nothing of it.
pub(super) type KeyId = [u8; 8];

/// What a file's own key of pieces is made different by.
pub(super) const NONCE: usize = 19;

#[derive(Clone)]
pub struct Keys {
    newest: Key,
    older: Vec<Key>,
    clock: Arc<dyn Clock>,
}

#[derive(Clone)]
pub(super) struct Key {
    pub id: KeyId,
    pub cipher: XChaCha20Poly1305,
}

/// Without the keys themselves.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.newest_name())
    }
}

impl Keys {
    /// Keys of 32 bytes in base64, the newest first, parted by spaces, lines or commas. A line that begins with `#` is none.
    /// Nothing when there are none. Fails with `file_key_invalid`, which never tells the key.
    pub fn parse(text: &str, setting: &str) -> Result<Option<Self>, Problem> {
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'));
        let words = lines.flat_map(|line| line.split([' ', ',', '\t']));
        let words = words.map(str::trim).filter(|word| !word.is_empty());
        let keys = words.map(|word| key(word, setting));
        let mut keys = keys.collect::<Result<Vec<_>, _>>()?.into_iter();
        Ok(keys.next().map(|newest| Self {
            newest,
            older: keys.collect(),
            clock: Arc::new(SystemClock),
        }))
    }

    /// By what the key that writes is known, in hexadecimal.
    pub fn newest_name(&self) -> String {
        name(self.newest.id)
    }

    pub(super) fn newest(&self) -> &Key {
        &self.newest
    }

    /// Fails with `file_key_missing`.
    pub(super) fn with(&self, id: KeyId) -> Result<&Key, Problem> {
        let mut all = std::iter::once(&self.newest).chain(&self.older);
        all.find(|key| key.id == id).ok_or_else(|| missing(id))
    }

    pub(super) fn nonce(&self) -> [u8; NONCE] {
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&self.clock.secret()[..NONCE]);
        nonce
    }
}

/// The key of a file is none of those that are set.
pub(super) fn missing(id: KeyId) -> Problem {
    Problem::unavailable("file_key_missing").with("key", name(id))
}

fn name(id: KeyId) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn key(word: &str, setting: &str) -> Result<Key, Problem> {
    let wrong = || Problem::invalid("file_key_invalid").with("setting", setting);
    let bytes = STANDARD.decode(word).map_err(|_| wrong())?;
    let sum = Sha256::digest(&bytes);
    let mut id = KeyId::default();
    id.copy_from_slice(&sum[..8]);
    let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| wrong())?;
    Ok(Key { id, cipher })
}
