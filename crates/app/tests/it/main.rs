//! Tests of the whole house, on both databases.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod bad_bundles;
mod examples;
mod guards;
mod pages;
mod pdfs;
mod strangers;
mod survival;
mod world;
