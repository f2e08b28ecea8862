//! What takes too long for a request: kept with who asked for it, done by one server at a time, told
//! of on a page, and its result fetched there. Knows no domain; the app says what can be done
//! ([`Kind`]).

mod actions;
mod kind;
mod model;
mod pages;
mod run;
mod store;
mod tidy;

pub use actions::{
    Asked, cancel, cancel_of_other, confirm, find_any, find_own, list_own, note_seen, start,
};
pub use kind::{
    Allow, AllowFuture, Allowed, Doing, Ended, Ending, Kind, Machine, ResultWriter, Run, RunFuture,
    Tell, input, whole,
};
pub use model::{LongWork, State};
pub use pages::{ask_at, module, open_result, page_of, state_tag};
pub use run::{work, work_once};
pub use store::{list_all, list_troubled};
pub use tidy::tidy;

use samverk_database::{Migration, migration};

pub const MIGRATIONS: &[Migration] = &[migration!(810, "long_work")];

/// Where uploads and results lie, beside the files.
pub const FOLDER: &str = "works";
