//! What files, comments and followers hang on: any kept thing, found by its kind and id as somebody sees it.

use crate::{PanelFuture, Ui};
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Roles};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use uuid::Uuid;

/// A kept thing as its reader sees it.
#[derive(Clone, Debug)]
pub struct Thing {
    /// The glossary's word, with which its events begin: `group`, `plan_version`.
    pub kind: &'static str,
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// Its page.
    pub href: String,
    /// The name of what it hangs on, or empty for what belongs to the installation.
    pub place: String,
    pub collaboration: Option<CollaborationId>,
    /// The party that alone registers it, if there is one.
    pub owner: Option<PartyId>,
    /// What the reader is there. Strangers are only `Public`.
    pub roles: Roles,
    /// Whether the reader may change it.
    pub may_change: bool,
}

pub type ThingFuture<'a> = Pin<Box<dyn Future<Output = Result<Thing, Problem>> + Send + 'a>>;

/// Finds one for whoever may read it. Fails with `not_found`.
pub type FindThing = Arc<dyn for<'a> Fn(&'a Tx, &'a Actor, Uuid) -> ThingFuture<'a> + Send + Sync>;

/// How the things of a kind are found.
#[derive(Clone)]
pub struct ThingKind {
    pub code: &'static str,
    pub find: FindThing,
}

impl ThingKind {
    pub fn new<F>(code: &'static str, find: F) -> Self
    where
        F: for<'a> Fn(&'a Tx, &'a Actor, Uuid) -> ThingFuture<'a> + Send + Sync + 'static,
    {
        let find = Arc::new(find);
        Self { code, find }
    }
}

/// What a room above shows on the page of every thing: finished HTML, or nothing.
pub type ThingPanel = for<'a> fn(&'a Tx, &'a Ui, &'a Thing) -> PanelFuture<'a>;
