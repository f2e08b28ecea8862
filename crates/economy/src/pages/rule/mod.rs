//! The pages of one rule: choose its kind, fill in its form, see what it does, move it, take it away.

mod choose;
mod fill;
mod fill_measures;
mod form;
mod form_tables;
mod forms;
mod kind;
mod order;
mod places;
mod preview;
mod read;
mod read_measures;
mod read_modifiers;
mod sections;

pub use choose::choose;
pub use forms::{create, edit, new, save};
pub use order::{ask_remove, remove, step};
