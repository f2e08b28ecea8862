//! What people say to each other about what is kept: comments and questions on anything, and what
//! parties say of a plan's or a budget's draft that is out for comment, with what the coordinator answers.

pub mod actions;
mod api;
mod api_answer_views;
mod api_answers;
pub mod bundle;
mod draft;
mod mentions;
pub mod model;
mod pages;
pub mod policy;
pub mod store;

pub use api::{READ, WRITE, api};
pub use draft::Draft;
pub use pages::{budget_remarks_in_print, module, remarks_in_print};

use samverk_database::{Migration, migration};

pub const MIGRATIONS: &[Migration] = &[
    migration!(600, "talk"),
    migration!(601, "answers_keep_their_version"),
    migration!(610, "budgets_are_answered"),
];

samverk_foundation::ids!(CommentId);
samverk_foundation::ids!(DraftAnswerId);
