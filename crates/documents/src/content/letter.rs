//! A letter of intent or an agreement: its text, and who decided on it and signed.

use crate::{Front, PlainTable, Prose};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct LetterDocument {
    pub front: Front,
    /// The heading over the text.
    pub text_title: String,
    pub text: Prose,
    /// What identifies the text: its checksum, in words.
    pub identity: String,
    /// Where it stands: sentences.
    pub told: Vec<String>,
    /// Decisions and signatures.
    pub tables: Vec<PlainTable>,
}
