//! What a person is told when they are not looking: letters and calendars (C7). Knows no domain; the
//! rooms above tell what there is ([`Sources`]).

pub mod actions;
mod calendar;
mod invitation;
mod letter;
pub mod model;
mod pages;
pub mod policy;
mod sources;
pub mod store;
mod sweep;

pub use invitation::{Correspondent, Invitation, Method, invitation};
pub use letter::{Due, Settling, due_letter, settle};
pub use pages::module;
pub use sources::{Days, Later, Period, Place, Places, Sources, Tasks};
pub use sweep::sweep;

use samverk_database::{Migration, migration};

/// The kind of job that is a letter to one person.
pub const NOTICE_JOB: &str = "notice";

pub const MIGRATIONS: &[Migration] = &[
    migration!(700, "notices"),
    migration!(701, "notice_causes"),
    migration!(702, "works"),
];
