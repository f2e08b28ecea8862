//! What people do, against a real database of each kind.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is")]

mod agenda;
mod effects;
mod gates;
mod half;
mod letters;
mod minutes;
mod offers;
mod outsiders;
mod paragraphs;
mod proposals;
mod world;
