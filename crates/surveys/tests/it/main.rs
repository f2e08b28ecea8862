//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod answering;
mod api;
mod building;
mod changing;
mod closing;
mod colleagues;
mod files;
mod large;
mod made;
mod people;
mod results;
mod world;
