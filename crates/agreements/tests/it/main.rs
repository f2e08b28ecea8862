//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod letters;
mod life;
mod participation;
mod sharing;
mod world;
