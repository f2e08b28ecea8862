//! The search on both databases, with things made up for it.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod finding;
mod keeping;
mod many;
mod suggesting;
mod world;
