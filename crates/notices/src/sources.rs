//! What the rooms above know of a person. The app fills it: `.layer(Extension(sources))`.

use crate::model::{DayNote, Task};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_web::{AppState, Failure, Ui};
use std::future::Future;
use std::pin::Pin;

pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'a>>;

pub type Tasks<'a> = Later<'a, Vec<Task>>;
pub type Days<'a> = Later<'a, Vec<DayNote>>;
pub type Places<'a> = Later<'a, Vec<Place>>;

/// From one day to another, both within.
pub type Period = (NaiveDate, NaiveDate);

/// A collaboration that somebody takes part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub id: CollaborationId,
    pub name: String,
    pub href: String,
}

/// Everything is answered for the actor of the surroundings and in their language.
#[derive(Clone, Copy)]
pub struct Sources {
    /// What awaits them.
    pub tasks: for<'a> fn(&'a Tx, &'a Ui) -> Tasks<'a>,
    /// The days of a calendar from the one to the other.
    pub days: for<'a> fn(&'a Tx, &'a Ui, Period) -> Days<'a>,
    /// Where they take part, by name.
    pub places: for<'a> fn(&'a Tx, &'a Actor) -> Places<'a>,
    /// Kinds of things that every member of their collaboration may read.
    pub told: &'static [&'static str],
}

impl FromRequestParts<AppState> for Sources {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Failure> {
        let sources = parts.extensions.get::<Self>().copied();
        Ok(sources.ok_or_else(|| Problem::internal("no sources are layered on the router"))?)
    }
}
