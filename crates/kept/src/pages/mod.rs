//! The pages of a kind: the list with its files and its history, the page of one thing, and the forms for adding, changing
//! and removing.

mod cells;
mod columns;
mod decide;
mod facts;
mod forms;
mod history;
mod list;
mod one;
mod order;
mod picked;
mod picking;
mod sayings;
mod several;
mod stretch;
mod tools;
mod views;
mod visit;

pub use cells::cell as answer_cell;
pub(crate) use decide::{ask, decide};
pub(crate) use forms::{add, change, confirm_removal, edit, new, take_away};
pub use history::history;
pub(crate) use list::list;
pub(crate) use one::one;
pub(crate) use order::{order, reorder};
pub(crate) use picked::picked;
pub(crate) use several::{add_several, fits_in_rows, new_ones};
pub(crate) use views::{change_views, views};
pub(crate) use visit::{THING, Visit};
