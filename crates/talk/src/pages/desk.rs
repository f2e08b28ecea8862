//! What every page about a thing's comments works with.

use crate::CommentId;
use crate::actions::seen_comment;
use crate::model::{Comment, Reader};
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem};
use samverk_web::{AppState, Thing, Ui};
use serde::Deserialize;
use uuid::Uuid;

/// Where an address leads, by the names in the routes.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    pub kind: String,
    pub id: Uuid,
    pub comment: Option<Uuid>,
}

pub(super) struct Desk {
    pub tx: Tx,
    pub state: AppState,
    pub ui: Ui,
    pub thing: Thing,
    comment: Option<Uuid>,
}

impl Desk {
    /// Fails with `not_found` for a thing that is not there or not for whoever asks, and for one of which
    /// they are to know nothing that is said.
    pub async fn open(
        tx: Tx,
        state: &AppState,
        ui: Ui,
        address: &Address,
    ) -> Result<Self, Problem> {
        let thing = state
            .thing(&tx, &ui.actor, &address.kind, address.id)
            .await?;
        let ui = match thing.place.is_empty() {
            true => ui,
            false => ui.with_crumb(place_of(&thing), thing.place.clone()),
        };
        let desk = Self {
            ui: ui.with_crumb(thing.href.clone(), thing.name.clone()),
            tx,
            state: state.clone(),
            thing,
            comment: address.comment,
        };
        desk.reader()?;
        Ok(desk)
    }

    /// Fails with `not_found` for a stranger.
    pub fn reader(&self) -> Result<Reader<'_>, Problem> {
        Reader::of(&self.ui.actor, &self.thing).ok_or_else(Problem::not_found)
    }

    /// The comment in the address with what it answers. Fails with `not_found`.
    pub async fn comment(&self) -> Result<(Comment, Comment), Problem> {
        let id = self.comment.ok_or_else(Problem::not_found)?;
        seen_comment(&self.tx, &self.reader()?, CommentId(id)).await
    }

    /// Where comments on the thing are sent, and what follows.
    pub fn href(&self, rest: &str) -> String {
        comments_href(&self.thing, rest)
    }

    /// The place of a comment on the thing's page.
    pub fn back_to(&self, comment: CommentId) -> String {
        format!("{}#kommentar-{comment}", self.thing.href)
    }
}

/// The address of what a thing stands in: the first two parts of its own.
fn place_of(thing: &Thing) -> String {
    let parts = thing.href.split('/').take(3);
    parts.collect::<Vec<_>>().join("/")
}

pub(super) fn comments_href(thing: &Thing, rest: &str) -> String {
    format!("/kommentarer/{}/{}{rest}", thing.kind, thing.id)
}

/// What these parties are called, by name.
pub(super) async fn named_parties(
    tx: &Tx,
    ids: &[PartyId],
) -> Result<Vec<(PartyId, String)>, Problem> {
    let parties = samverk_parties::store::find_parties(tx, ids).await?;
    let named = parties.into_iter();
    Ok(named.map(|party| (party.id, party.name)).collect())
}
