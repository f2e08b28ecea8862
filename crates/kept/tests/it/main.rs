//! The machine with kinds that are described for these tests only: one that has every sort of field,
//! and those that show what the kinds to come ask for.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod adding;
mod beds;
mod crews;
mod deep;
mod deep_kinds;
mod grounds;
mod life_kinds;
mod many;
mod one_of;
mod order;
mod recipes;
mod sample;
mod states;
mod stretches;
mod veiled;
mod walks;
mod ways;
