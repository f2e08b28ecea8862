//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod api;
mod api_moves;
mod documents;
mod numbers;
mod pages;
mod processes;
mod registries;
mod secrecy;
mod versions;
mod ways;
mod world;
mod years;
