//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod api;
mod api_access;
mod api_moves;
mod case_files;
mod documents;
mod handing;
mod letters;
mod lists;
mod many;
mod numbers;
mod pages;
mod processes;
mod protection;
mod public;
mod registries;
mod secrecy;
mod shares;
mod templates;
mod twice;
mod versions;
mod ways;
mod world;
mod years;
