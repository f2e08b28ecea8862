//! Letters of intent and agreements: texts in versions, what each party decided on which, signatures, and what is in force.

pub mod actions;
mod api;
mod beside;
pub mod bundle;
mod decided;
mod desk;
mod kind;
mod merge;
pub mod model;
mod pages;
mod rules;
pub mod store;
mod tables;
mod template;
mod waiting;

pub use desk::{LetterDesk, PartyRow};
pub use kind::{HeldLetter, LETTER, LETTER_TARGET, Letter, LetterSort, LetterState};
pub use merge::{MergePlace, MergeValues, merged, unknown_places};
pub use tables::{LetterTables, letter_tables};
pub use template::{HeldTemplate, LETTER_TEMPLATE, LetterTemplate};

pub(crate) use api::standings;
pub(crate) use pages::routes;
pub(crate) use waiting::waiting;
