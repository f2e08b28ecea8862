//! Words, queries and passages: no IO.

mod entry;
mod excerpt;
mod kind;
mod query;
mod word;

pub use entry::{Indexed, indexed};
pub use excerpt::{Piece, mark_words, passage};
pub use kind::{DECIDING, Kind};
pub use query::{QUERY_CHARACTERS_MAX, Query};
pub use word::{Word, bases, stem, words};
