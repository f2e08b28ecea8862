//! Every database statement of the search, and nothing else. Only the index of words differs
//! between the databases.

mod entries;
mod matches;
mod text;

pub use entries::{delete, insert, list, list_of};
pub use matches::{Found, Within, count_by_kind, list_hits, list_suggestions, statements};
