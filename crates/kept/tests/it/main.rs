//! The machine with a kind that has every sort of field, on a ground of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod beds;
mod grounds;
mod recipes;
mod sample;
mod ways;
