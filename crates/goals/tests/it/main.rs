//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod api;
mod bundle;
mod coverage_and_time;
mod earlier;
mod follow_up;
mod forms;
mod life;
mod pages;
mod parts;
mod plan_parts;
mod together;
mod withdrawal;
mod world;
mod writing;
