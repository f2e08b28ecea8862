//! What the rooms above know of parties and collaborations and no foreign key tells. The app fills
//! it: `.layer(Extension(above))`.

use crate::KINDS;
use crate::model::{Collaboration, Party};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Key, PartyId, Problem};
use samverk_kept::AnyKind;
use samverk_web::{AppState, Failure, Table, Ui};
use std::future::Future;
use std::pin::Pin;

pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<bool, Problem>> + Send + 'a>>;
pub type Doing<'a> = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>>;
pub type Telling<'a> = Pin<Box<dyn Future<Output = Result<Told, Problem>> + Send + 'a>>;

/// What the rooms above tell on a party's page.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Finished HTML.
    pub html: String,
    /// The tables in it, so that they can be had as files.
    pub tables: Vec<Table>,
}

/// The first three are asked before something is removed.
#[derive(Clone, Copy)]
pub struct Above {
    /// What the domains above describe and hang on a collaboration: such a thing may name a party, and goes
    /// with its collaboration.
    pub kinds: fn() -> Vec<&'static dyn AnyKind>,
    /// Whether a plan, budget, model or distribution names the party by its key.
    pub names_party: for<'a> fn(&'a Tx, &'a Key) -> Answer<'a>,
    pub party_has_people: for<'a> fn(&'a Tx, PartyId) -> Answer<'a>,
    pub collaboration_has_people: for<'a> fn(&'a Tx, CollaborationId) -> Answer<'a>,
    /// What is to be done for whoever has opened a collaboration to have a part in it.
    pub opened: for<'a> fn(&'a Tx, &'a Actor, &'a Collaboration) -> Doing<'a>,
    /// What the party takes part in, as the one who looks may see it.
    pub tell_of_party: for<'a> fn(&'a Tx, &'a Ui, &'a Party) -> Telling<'a>,
}

impl Above {
    /// Everything described that hangs on a collaboration; what names others stands after them.
    pub(crate) fn all_kinds(&self) -> Vec<&'static dyn AnyKind> {
        [KINDS, &(self.kinds)()].concat()
    }
}

impl FromRequestParts<AppState> for Above {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Failure> {
        let above = parts.extensions.get::<Self>().copied();
        Ok(above.ok_or_else(|| Problem::internal("nothing above is layered on the router"))?)
    }
}
