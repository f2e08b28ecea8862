//! How documents become files. The binary typesets; cases say what stands in them.

use chrono::{DateTime, Utc};
use samverk_foundation::{Language, Problem};
use std::future::Future;
use std::pin::Pin;

/// A document as it goes to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    pub language: Language,
    /// Whose it is, and what stands under the name.
    pub party: String,
    pub party_lines: Vec<String>,
    pub title: String,
    /// Names and what they are: the day, the number, the officer.
    pub facts: Vec<(String, String)>,
    /// That it is a draft, in words; empty when it is finished.
    pub mark: String,
    /// Marked text, filled in.
    pub text: String,
}

/// The same as files.
pub struct Typeset {
    /// PDF/A-2a and PDF/UA-1.
    pub pdf: Vec<u8>,
    pub docx: Vec<u8>,
}

pub type Typesetting = Pin<Box<dyn Future<Output = Result<Typeset, Problem>> + Send>>;

/// Whoever typesets, as an extension of the router.
#[derive(Clone, Copy)]
pub struct Typesetter(pub fn(Paper, DateTime<Utc>) -> Typesetting);

impl Typesetter {
    pub async fn typeset(self, paper: Paper, now: DateTime<Utc>) -> Result<Typeset, Problem> {
        (self.0)(paper, now).await
    }
}
