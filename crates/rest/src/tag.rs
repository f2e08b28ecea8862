use crate::API_VERSION;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A strong entity tag. The same state always has the same tag, whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag(String);

impl Tag {
    /// The tag of what identifies a state: `(id, revision)` of a row, or a whole content.
    pub fn of(state: &impl Serialize) -> Self {
        let written = serde_json::to_vec(state).unwrap_or_default();
        let digest = Sha256::new()
            .chain_update(API_VERSION)
            .chain_update(written)
            .finalize();
        let mut text = String::from("\"");
        for byte in digest.iter().take(12) {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text.push('"');
        Self(text)
    }

    /// With its quotation marks, as in the headers.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
