//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod bundle;
mod follow_up;
mod life;
mod pages;
mod world;
