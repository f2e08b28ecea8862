//! What the domains above wait for, from a party, a person or those who run a collaboration. It is told as a
//! task in *Mitt arbete*, on the party's page, in letters and in calendars, until it is no longer waited for.

use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, PersonId, Problem, Role};
use std::future::Future;
use std::pin::Pin;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub collaboration: CollaborationId,
    pub whose: WaitingFor,
    /// `survey-answer`: it is told by the text `waiting-<code>`, of others by `waiting-<code>-missing`, and its
    /// button by `waiting-<code>-button`. The first two have `name`.
    pub code: &'static str,
    /// What it is about, as people call it.
    pub name: String,
    /// What it is about, for life: the same thing is asked for once, however it is told.
    pub of: Uuid,
    /// Where it is done, after the collaboration's address.
    pub rest: String,
    /// Who may do it, where not everybody may to whom it is told.
    pub done_by: Option<DoneBy>,
    /// The last day.
    pub due: Option<NaiveDate>,
}

/// Only some do it: at the party that is asked, or in the collaboration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneBy {
    pub roles: &'static [Role],
    /// Where the others read of it, after the collaboration's address.
    pub others: String,
}

/// From whom it is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingFor {
    Party(PartyId),
    Person(PersonId),
    /// Those with one of these roles in the collaboration.
    Roles(&'static [Role]),
}

pub type WaitingFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<Waiting>, Problem>> + Send + 'a>>;

/// What a domain waits for in some collaborations, a few hundred at most, in a fixed number of statements.
pub type WaitingSource = for<'a> fn(&'a Tx, &'a [CollaborationId]) -> WaitingFuture<'a>;

/// Something that awaits a person at a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyWaiting {
    pub party: PartyId,
    /// Whether it awaits one person alone, and not all who may do it for the party.
    pub is_own: bool,
    /// The same for life.
    pub name: String,
    /// `waiting-case-task`: the text of it.
    pub text: &'static str,
    /// What it is called, in Swedish and in English.
    pub called: [String; 2],
    /// What it is about: the number of a case, the title of a contract.
    pub number: String,
    pub href: String,
    /// The text of the button that leads there.
    pub button: &'static str,
    pub due: Option<NaiveDate>,
}
