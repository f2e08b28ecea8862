//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod actions;
mod assessing;
mod browser;
mod bundle;
mod contact;
mod editing;
mod lists;
mod map;
mod pages;
mod party_ground;
mod register;
mod removal;
mod seen;
mod world;
