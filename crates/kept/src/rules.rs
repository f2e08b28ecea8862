//! Rules that go beyond one field, and why one is not removed.

use crate::{Ground, Later, Offer, Stored};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::Record;
use samverk_foundation::{Actor, Key, Problem, Problems};
use std::any::Any;
use std::sync::Arc;
use uuid::Uuid;

/// What a kind's own rules need to know, gathered once however many are saved.
pub type Gathered = Arc<dyn Any + Send + Sync>;

/// The thing, what stood before, and how it comes in.
pub type Complete<T> = fn(T, Option<&T>, Entry) -> T;

/// How something comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub today: NaiveDate,
    /// It comes from a file, in the state that it had.
    pub is_restored: bool,
}

/// What is done when one is taken to another state: who decides, where, and which step. Answers the record that is to
/// stand: what a decision fills in stands in it.
pub type Deciding =
    for<'a> fn(&'a Tx, &'a Actor, &'a dyn Ground, Step<'a>) -> Later<'a, Result<Record, Problems>>;

/// A step from one state to another that is being taken.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// The thing as it stands before.
    pub one: &'a Stored,
    /// The same in the state that it is taken to.
    pub record: Record,
    pub to: &'a str,
    pub reason: &'a str,
}

/// Rules beyond those of the fields: what they need is gathered with a fixed number of queries, and
/// the check itself is pure.
pub struct Rules<T> {
    pub gather: for<'a> fn(&'a Tx, &'a dyn Ground) -> Later<'a, Result<Gathered, Problem>>,
    /// The thing, what stood before, and what was gathered.
    pub check: fn(&T, Option<&T>, &Gathered) -> Problems,
    /// What follows from what is said and need not be said itself, whichever way it comes in: done before
    /// anything is checked.
    pub complete: Option<Complete<T>>,
    /// Asked once more when one that stands is changed: its id, and what it is to be.
    pub change: for<'a> fn(&'a Tx, Uuid, &'a T) -> Later<'a, Result<Problems, Problem>>,
    /// What else a step to another state does, in the same transaction: the thing as it stands after it.
    /// Its problems undo the step.
    pub decided: Decided,
    /// Asked before one is taken to another state, in the same transaction: what speaks against it, what takes
    /// effect by it, and what the thing says afterwards.
    pub deciding: Deciding,
    pub deciding_codes: &'static [&'static str],
    /// The codes of its problems, for the description of the API.
    pub codes: &'static [&'static str],
    /// What fields may say that the ground has.
    pub offers: &'static [Offer],
    pub removal: Removal,
    /// What is told when one would belong to itself, through whichever field refers to its own kind.
    pub circle: fn() -> Problem,
    /// Which keys nothing new may have, beside those of addresses.
    pub keys: fn(&Key) -> Result<(), Problem>,
    /// What is told when the lines of one thing in a table say different things, with `first` and `value`.
    pub differs: fn() -> Problem,
    /// What is told when rows that lie apart name a thing that is not there.
    pub unknown: fn(&Key) -> Problem,
}

pub type Decided =
    for<'a> fn(&'a Tx, &'a Actor, &'a dyn Ground, &'a Stored) -> Later<'a, Result<(), Problems>>;

/// Why one is not removed.
#[derive(Clone, Copy, Debug)]
pub struct Removal {
    /// Something refers to it.
    pub in_use: fn() -> Problem,
    /// It ships with the program.
    pub ships: fn() -> Problem,
    /// Reasons of the kind's own, asked for before anything is removed, and their codes for the
    /// description of the API.
    pub refuses: for<'a> fn(&'a Tx, &'a Stored) -> Later<'a, Result<(), Problem>>,
    pub codes: &'static [&'static str],
}

impl Removal {
    /// What is told of any kind.
    pub const GENERAL: Self = Self {
        in_use: || Problem::conflict("still_in_use"),
        ships: || Problem::conflict("ships_with_samverk"),
        refuses: |_, _| Box::pin(async { Ok(()) }),
        codes: &[],
    };
}

impl<T> Rules<T> {
    pub const NONE: Self = Self {
        gather: |_, _| Box::pin(async { Ok(Arc::new(()) as Gathered) }),
        check: |_, _, _| Problems::default(),
        complete: None,
        change: |_, _, _| Box::pin(async { Ok(Problems::default()) }),
        decided: |_, _, _, _| Box::pin(async { Ok(()) }),
        deciding: |_, _, _, step| Box::pin(async { Ok(step.record) }),
        deciding_codes: &[],
        codes: &[],
        offers: &[],
        removal: Removal::GENERAL,
        circle: || Problem::invalid("inside_itself"),
        keys: |_| Ok(()),
        differs: || Problem::internal("lines of one thing differ"),
        unknown: |key| Problem::invalid("row_of_unknown").with("key", key),
    };

    /// Rules that need to know nothing but the thing itself.
    pub const fn of(
        check: fn(&T, Option<&T>, &Gathered) -> Problems,
        codes: &'static [&'static str],
    ) -> Self {
        Self {
            check,
            codes,
            ..Self::NONE
        }
    }
}

/// The answer of a check.
pub type Checked<'a> = Result<Problems, Problem>;
