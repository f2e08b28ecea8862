//! The pages of one rule: begin from a common agreement or choose its kind, fill in its form by steps, see what it
//! does, move it, take it away.

mod choose;
mod fill;
mod fill_measures;
mod form;
mod form_tables;
mod forms;
mod kind;
mod order;
mod page;
mod places;
mod preview;
mod read;
mod read_measures;
mod read_modifiers;
mod sections;
mod step;
mod template_pages;
mod templates;

pub use choose::choose;
pub(super) use choose::template_links;
pub use forms::{create, edit, new, save};
pub use order::{ask_remove, remove, step};
pub use template_pages::{add_rules, begin_model, begin_rules, create_model};
