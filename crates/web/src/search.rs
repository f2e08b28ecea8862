//! What a domain gives to the search: everything that can be found, in words.

use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
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

/// What is to be found once one thing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// These in place of all that was found of it, and of whatever they are about.
    Entries(Vec<SearchEntry>),
    /// The same as before.
    Nothing,
    /// Anything of its place: everything there is read anew.
    Place,
}

pub type ChangedFuture<'a> = Pin<Box<dyn Future<Output = Result<Changed, Problem>> + Send + 'a>>;

/// Reads what is to be found of one thing, with a fixed number of queries. A thing that is gone has
/// no entries.
pub type ReadChanged =
    Arc<dyn for<'a> Fn(&'a Tx, Option<CollaborationId>, Uuid) -> ChangedFuture<'a> + Send + Sync>;

/// A thing whose change does not alter everything that is found of its place. Of a thing that
/// nobody answers for, the whole place is read anew.
#[derive(Clone)]
pub struct SearchedThing {
    /// The word that its events begin with.
    pub what: &'static str,
    pub read: ReadChanged,
}

impl SearchedThing {
    pub fn new<F>(what: &'static str, read: F) -> Self
    where
        F: for<'a> Fn(&'a Tx, Option<CollaborationId>, Uuid) -> ChangedFuture<'a>
            + Send
            + Sync
            + 'static,
    {
        let read = Arc::new(read);
        Self { what, read }
    }

    /// Of which nothing is found.
    pub fn unseen(what: &'static str) -> Self {
        Self::new(what, |_, _, _| Box::pin(async { Ok(Changed::Nothing) }))
    }
}

/// Everything that the search reads.
#[derive(Clone, Default)]
pub struct SearchSources {
    pub places: Vec<SearchSource>,
    pub things: Vec<SearchedThing>,
}

/// The texts that say something, one after the other.
pub fn sentences<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let texts = texts.into_iter().map(str::trim);
    let said: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
    said.join(" · ")
}
