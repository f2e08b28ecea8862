//! Contracts from somebody's own list: a file with five columns is enough. It is tried first, and then saved as it was tried.

mod carry;
mod page;
mod read;

pub(crate) use page::{beside, check_key, routes};
