//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod gates;
mod handover;
mod joining;
mod merging;
mod needs;
mod portfolio;
mod risks;
mod world;
