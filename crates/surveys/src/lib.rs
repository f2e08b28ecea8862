//! Surveys (N2): what is asked of parties and people, the joint answer of each party, and what came of it.

pub mod actions;
mod api;
pub mod bundle;
pub mod desk;
mod earlier;
mod export;
pub mod model;
mod module;
mod pages;
pub mod policy;
mod reading;
mod ready;
pub mod results;
pub mod store;
mod survey;
mod things;
pub mod versions;
mod waiting;
pub mod xlsform;

pub use api::api;
pub use module::module;
pub use survey::{Audience, SURVEY, Survey, SurveyState};
pub use waiting::waiting;

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&SURVEY];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1100, "surveys"),
    migration!(1101, "counted_people"),
];
