//! What files, comments and followers hang on: any kept thing, found by its kind and id as somebody sees it.

use crate::{Cell, Column, Module, PanelFuture, Ui};
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Roles};
use std::collections::BTreeMap;
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
    /// Whether what lies there may become another for the reader: of what was sent, nothing does.
    pub takes_files: bool,
    /// Takes what happens at the thing, when that is not for all who read the log of the house. Such a thing
    /// itself says what is given to everybody.
    pub own_history: Option<OwnHistory>,
}

/// What has happened at a thing: what is said of it before and after.
#[derive(Clone, Debug)]
pub struct Happened {
    pub what: &'static str,
    /// What of the thing it is about.
    pub part: Uuid,
    pub before: Option<serde_json::Value>,
    pub after: Option<serde_json::Value>,
}

/// Notes it in the thing's own history, or refuses it.
pub type OwnHistory = for<'a> fn(&'a Tx, &'a Actor, &'a Thing, Happened) -> NotedFuture<'a>;

pub type NotedFuture<'a> = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>>;

pub type ThingFuture<'a> = Pin<Box<dyn Future<Output = Result<Thing, Problem>> + Send + 'a>>;

/// Finds one for whoever may read it. Fails with `not_found`.
pub type FindThing = Arc<dyn for<'a> Fn(&'a Tx, &'a Actor, Uuid) -> ThingFuture<'a> + Send + Sync>;

/// Finds one by what stands in the places of its pattern of addresses. Fails with `not_found`.
pub type FindThingAt =
    Arc<dyn for<'a> Fn(&'a Tx, &'a Actor, AddressParts) -> ThingFuture<'a> + Send + Sync>;

/// The names in a pattern of addresses, with what stands in their places.
pub type AddressParts = Vec<(String, String)>;

/// How the things of a kind are found.
#[derive(Clone)]
pub struct ThingKind {
    pub code: &'static str,
    pub find: FindThing,
    /// By the address of its page: `/samverkan/{collaboration}/budget/{year}`.
    at: Option<(String, FindThingAt)>,
}

impl ThingKind {
    pub fn new<F>(code: &'static str, find: F) -> Self
    where
        F: for<'a> Fn(&'a Tx, &'a Actor, Uuid) -> ThingFuture<'a> + Send + Sync + 'static,
    {
        let find = Arc::new(find);
        Self {
            code,
            find,
            at: None,
        }
    }

    #[must_use]
    pub fn found_at<F>(self, pattern: impl Into<String>, find: F) -> Self
    where
        F: for<'a> Fn(&'a Tx, &'a Actor, AddressParts) -> ThingFuture<'a> + Send + Sync + 'static,
    {
        let at: (String, FindThingAt) = (pattern.into(), Arc::new(find));
        Self {
            at: Some(at),
            ..self
        }
    }
}

/// All things there are.
#[derive(Clone)]
pub struct Things(Vec<ThingKind>);

impl Things {
    pub fn of(modules: &[Module]) -> Self {
        let kinds = modules.iter().flat_map(|module| module.things.clone());
        Self(kinds.collect())
    }

    fn kind(&self, code: &str) -> Result<&ThingKind, Problem> {
        let kind = self.0.iter().find(|one| one.code == code);
        kind.ok_or_else(Problem::not_found)
    }

    /// The thing of that kind, for whoever may read it. Fails with `not_found`.
    pub async fn find(
        &self,
        tx: &Tx,
        actor: &Actor,
        kind: &str,
        id: Uuid,
    ) -> Result<Thing, Problem> {
        (self.kind(kind)?.find)(tx, actor, id).await
    }

    /// The thing of that kind whose page has the address. Fails with `not_found`.
    pub async fn find_at(
        &self,
        tx: &Tx,
        actor: &Actor,
        kind: &str,
        address: &str,
    ) -> Result<Thing, Problem> {
        let at = self.kind(kind)?.at.as_ref();
        let (pattern, find) = at.ok_or_else(Problem::not_found)?;
        let parts = address_parts(pattern, address).ok_or_else(Problem::not_found)?;
        find(tx, actor, parts).await
    }
}

/// What stands in the places of the pattern; nothing when the address is none of that pattern.
pub fn address_parts(pattern: &str, address: &str) -> Option<AddressParts> {
    let (pattern, address): (Vec<&str>, Vec<&str>) =
        (pattern.split('/').collect(), address.split('/').collect());
    if pattern.len() != address.len() {
        return None;
    }
    let mut parts = Vec::new();
    for (part, said) in pattern.into_iter().zip(address) {
        let name = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'));
        match name {
            Some(name) => parts.push((name.to_owned(), said.to_owned())),
            None if part != said => return None,
            None => {}
        }
    }
    Some(parts)
}

/// What stands in the place of a name, or nothing.
pub fn address_part<'p>(parts: &'p AddressParts, name: &str) -> &'p str {
    let found = parts.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, said)| said)
}

/// What a room above shows on the page of every thing: finished HTML, or nothing.
pub type ThingPanel = for<'a> fn(&'a Tx, &'a Ui, &'a Thing) -> PanelFuture<'a>;

/// A column that a room above adds to a table of things: what it tells of each, by its id.
#[derive(Clone, Debug)]
pub struct ColumnBeside {
    pub column: Column,
    pub cells: BTreeMap<Uuid, Cell>,
}

pub type ColumnsFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<ColumnBeside>, Problem>> + Send + 'a>>;

/// What a room above tells of all things of a kind in a collaboration, in a fixed number of statements.
pub type ThingColumns =
    for<'a> fn(&'a Tx, &'a Ui, (&'static str, CollaborationId)) -> ColumnsFuture<'a>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_stands_in_the_places_of_its_pattern() {
        let pattern = "/samverkan/{collaboration}/planer/{plan}";
        let parts = address_parts(pattern, "/samverkan/jamtland/planer/mal").unwrap();
        assert_eq!(address_part(&parts, "collaboration"), "jamtland");
        assert_eq!(address_part(&parts, "plan"), "mal");
        assert_eq!(address_part(&parts, "year"), "");
        assert_eq!(address_parts("", ""), Some(Vec::new()));
        for other in ["/samverkan/jamtland", "/samverkan/jamtland/budget/2027"] {
            assert_eq!(address_parts(pattern, other), None);
        }
    }
}
