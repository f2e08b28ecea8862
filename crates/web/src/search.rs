//! What a domain gives to the search: everything that can be found, in words.

use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use std::future::Future;
use std::pin::Pin;
use uuid::Uuid;

/// Who may find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    Public,
    /// The people of its collaboration, and the administrator.
    Members,
}

impl Visibility {
    /// What is published is for all, drafts are for the members.
    pub fn of(published: bool) -> Self {
        match published {
            true => Self::Public,
            false => Self::Members,
        }
    }
}

/// Something that can be found. Kind, id and address together are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchEntry {
    /// The glossary's word: `group`, `plan`.
    pub kind: &'static str,
    /// The object, or what holds it.
    pub id: Uuid,
    pub url: String,
    pub title: String,
    /// All other words that it is found by; a passage of it is shown.
    pub text: String,
    pub collaboration: Option<CollaborationId>,
    /// The name of the collaboration, or empty.
    pub place: String,
    pub visible: Visibility,
}

pub type SearchFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<SearchEntry>, Problem>> + Send + 'a>>;

/// All entries of a domain that belong to a collaboration, or to none. The number of queries is
/// fixed; a collaboration that does not exist has no entries.
pub type SearchSource = for<'a> fn(&'a Tx, Option<CollaborationId>) -> SearchFuture<'a>;

/// The texts that say something, one after the other.
pub fn sentences<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let texts = texts.into_iter().map(str::trim);
    let said: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
    said.join(" · ")
}
