//! What both documents have in common.

use crate::Prose;
use samverk_foundation::Language;
use serde::Serialize;

/// The title page, the page headings and the file's metadata. Empty texts are left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Front {
    pub language: Language,
    /// Stands as author.
    pub collaboration: String,
    pub title: String,
    /// Under the title: the period, the year.
    pub subtitle: String,
    /// `Version 0.9`.
    pub version: String,
    /// `Utkast`, `Antagen`.
    pub status: String,
    /// `Rådet, 2020-11-27, § 12`.
    pub decision: String,
    /// The day the document was made, in Swedish time.
    pub date: String,
}

/// How an amount is computed, under the amount's name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Working {
    pub title: String,
    pub sentences: Vec<String>,
}

/// A heading with running text.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    pub title: String,
    pub text: Prose,
}

/// A picture with the words that replace it for those who do not see it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Chart {
    pub svg: String,
    pub alt: String,
    pub caption: String,
}

/// A name and what is said about it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NamedText {
    pub name: String,
    pub text: String,
}

impl NamedText {
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}
