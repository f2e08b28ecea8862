//! The slot through which this crate learns the names of parties and collaborations, which belong
//! to a crate above. The app fills it: `.layer(DirectorySlot::layer(directory))`.

use async_trait::async_trait;
use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use samverk_database::{RecordedEvent, Tx};
use samverk_foundation::{Actor, CollaborationId, PartyId, PersonId, Problem};
use samverk_web::{AppState, Failure, References};
use std::ops::Deref;
use std::sync::Arc;

/// An object of a crate above: its id, its key in addresses, its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<Id> {
    pub id: Id,
    pub key: String,
    pub name: String,
}

/// What somebody holds at a party that others must take over before they leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub person: PersonId,
    pub party: PartyId,
    pub count: i64,
    /// Where it is handed over, for whoever may.
    pub href: Option<String>,
}

#[async_trait]
pub trait Directory: Send + Sync {
    async fn party(&self, tx: &Tx, key: &str) -> Result<Option<Named<PartyId>>, Problem>;

    /// Every party, by name.
    async fn parties(&self, tx: &Tx) -> Result<Vec<Named<PartyId>>, Problem>;

    /// Published or not: who may see it is decided here by role.
    async fn collaboration(
        &self,
        tx: &Tx,
        key: &str,
    ) -> Result<Option<Named<CollaborationId>>, Problem>;

    /// Every collaboration, by name, published or not.
    async fn collaborations(&self, tx: &Tx) -> Result<Vec<Named<CollaborationId>>, Problem>;

    /// The collaborations that any of these parties is a member of.
    async fn collaborations_of(
        &self,
        tx: &Tx,
        parties: &[PartyId],
    ) -> Result<Vec<CollaborationId>, Problem>;

    /// The parties that are members of a collaboration today.
    async fn members(&self, tx: &Tx, id: CollaborationId) -> Result<Vec<PartyId>, Problem>;

    /// What the references in these events lead to, as the reader may see it.
    async fn references(
        &self,
        _tx: &Tx,
        _actor: &Actor,
        _events: &[RecordedEvent],
    ) -> Result<References, Problem> {
        Ok(References::default())
    }

    /// What these people hold at any party, as somebody who looks after people sees it.
    async fn held_by(
        &self,
        _tx: &Tx,
        _actor: &Actor,
        _people: &[PersonId],
    ) -> Result<Vec<Holding>, Problem> {
        Ok(Vec::new())
    }

    /// The parties that sit in a group together with any of these, today.
    async fn group_fellows(&self, tx: &Tx, of: &[PartyId]) -> Result<Vec<PartyId>, Problem>;
}

/// The directory of this installation, for handlers.
#[derive(Clone)]
pub struct DirectorySlot(Arc<dyn Directory>);

impl DirectorySlot {
    pub fn layer(directory: impl Directory + 'static) -> Extension<Self> {
        Extension(Self(Arc::new(directory)))
    }
}

impl Deref for DirectorySlot {
    type Target = dyn Directory;
    fn deref(&self) -> &Self::Target {
        self.0.as_ref()
    }
}

impl FromRequestParts<AppState> for DirectorySlot {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Failure> {
        let slot = parts.extensions.get::<Self>().cloned();
        Ok(slot.ok_or_else(|| Problem::internal("no directory is layered on the router"))?)
    }
}
