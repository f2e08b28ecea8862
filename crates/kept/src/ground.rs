//! Where kept things hang: a collaboration, a plan, another kept thing. Whoever may not see the
//! ground finds nothing of what hangs on it.

use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role, Roles, TokenScope};
use samverk_web::{Ui, Visibility};
use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use uuid::Uuid;

/// What is answered later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The names in an address and what stands in their places.
pub type Parts = [(String, String)];

/// One place as one actor sees it.
pub trait Ground: Any + Send + Sync {
    fn id(&self) -> Uuid;
    /// What people call it.
    fn name(&self) -> &str;
    /// Where what is found on it is said to be.
    fn place(&self) -> &str {
        self.name()
    }
    fn collaboration(&self) -> Option<CollaborationId>;
    /// The party that it belongs to, with its name, where nobody else registers what hangs on it: the log
    /// says that everything there was done on its behalf.
    fn owner(&self) -> Option<(PartyId, &str)> {
        None
    }
    fn roles(&self) -> &Roles;
    /// Who may find what hangs on it.
    fn visibility(&self) -> Visibility;
    /// The address of its page, and what follows.
    fn href(&self, rest: &str) -> String;
    /// The same in the API.
    fn api(&self, rest: &str) -> String;
    /// A file of its folder.
    fn file(&self, name: &str) -> String;
    /// The surroundings of a page inside it: the way here and the menu.
    fn ui(&self, ui: Ui) -> Ui;
    /// Somebody has gone through one of its files' lists by hand: for grounds that keep what an import left
    /// out.
    fn went_through<'a>(
        &'a self,
        _tx: &'a Tx,
        _actor: &'a Actor,
        _file: &'a str,
    ) -> Later<'a, Result<(), Problem>> {
        Box::pin(async { Ok(()) })
    }
}

/// What stands in the place of a name in an address.
pub fn part<'p>(parts: &'p Parts, name: &str) -> &'p str {
    let found = parts.iter().find(|(one, _)| one == name);
    found.map_or("", |(_, part)| part)
}

impl dyn Ground {
    /// As the type that it is, for the rules of the kinds that hang on it. Fails with `internal`.
    pub fn known<T: Ground>(&self) -> Result<&T, Problem> {
        let itself: &dyn Any = self;
        let known = itself.downcast_ref();
        known.ok_or_else(|| Problem::internal("a kind hangs on another sort of ground"))
    }

    /// Whether one of the actor's roles is among these.
    pub fn may(&self, roles: &[Role]) -> bool {
        self.roles().any(|role| roles.contains(&role))
    }

    /// Fails with `forbidden`, or `sign_in_needed` for somebody without any role.
    pub fn require(&self, roles: &[Role]) -> Result<(), Problem> {
        self.roles().require(|role| roles.contains(&role))
    }
}

pub type FoundGround = Result<Arc<dyn Ground>, Problem>;
pub type MaybeGround = Result<Option<Arc<dyn Ground>>, Problem>;

/// A sort of ground.
pub struct GroundKind {
    /// Its address with names in braces: `/samverkan/{collaboration}`.
    pub web: &'static str,
    /// The same in the API.
    pub api: &'static str,
    /// What tokens need to read and to write what hangs on it.
    pub scopes: [TokenScope; 2],
    /// The column that says on which ground a thing hangs; none when there is one ground only.
    pub column: Option<&'static str>,
    /// Its folder in the format, with names in braces.
    pub folder: &'static str,
    /// Finds it by the parts of an address, for whoever may know of it. Fails with `not_found`.
    pub find: for<'a> fn(&'a Tx, &'a Actor, &'a Parts) -> Later<'a, FoundGround>,
    /// The ground with that id as a stranger sees it, whether it is published or not.
    pub by_id: for<'a> fn(&'a Tx, Uuid) -> Later<'a, MaybeGround>,
}
