//! What people do, against a real database of each kind, and what other programs say of the arithmetic.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod deciding;
mod example;
mod faults;
mod judged;
mod of_initiative;
mod pages;
mod world;
