//! The party's page and the page across the parties, on both databases, with the examples.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod across;
mod api;
mod asked;
mod browser;
mod in_force;
mod many;
mod party_page;
mod work;
mod world;
