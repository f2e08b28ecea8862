//! One search box over everything that the reader may see. The domains tell what can be found
//! ([`samverk_web::SearchSource`]); here it is cut into words, kept beside the data and looked up.

mod api;
mod find;
pub mod model;
mod pages;
mod reader;
mod refresh;
mod store;
mod suggest;

pub use api::api;
pub use find::{Answer, Hit, PAGE_SIZE, find, find_stretch};
pub use pages::module;
pub use reader::{Own, Reader};
pub use refresh::{mark_all_if_new, refresh, refresh_all};
pub use store::statements;
pub use suggest::{SUGGESTIONS_MAX, suggest};

use samverk_database::{Migration, migration};

pub const MIGRATIONS: &[Migration] = &[migration!(800, "search"), migration!(801, "search_object")];
