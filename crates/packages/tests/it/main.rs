//! Packages as an archive takes them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod fixture;
mod judged;
mod memory;
mod packing;
mod properties;
mod receipts;
mod refused;
