//! Surveys (N2): what is asked of parties and people, the joint answer of each party, and what came of it.

pub mod actions;
pub mod bundle;
pub mod desk;
mod earlier;
mod export;
pub mod model;
mod module;
mod pages;
pub mod policy;
mod ready;
pub mod results;
pub mod store;
mod survey;
pub mod versions;
mod waiting;
pub mod xlsform;

pub use module::module;
pub use survey::{Audience, SURVEY, Survey, SurveyState};
pub use waiting::waiting;

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[&SURVEY];

pub const MIGRATIONS: &[Migration] = &[migration!(1100, "surveys")];

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .collect()
}
