//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod api;
mod documents;
mod numbers;
mod pages;
mod registries;
mod secrecy;
mod world;
mod years;
