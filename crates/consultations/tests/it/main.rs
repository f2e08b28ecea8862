//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod answering;
mod api;

mod asking;
mod drafting;
mod five;
mod late;
mod settled;
mod world;
