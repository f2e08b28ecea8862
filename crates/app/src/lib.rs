//! The binary's inside: configuration, wiring, commands, and what spans several domains.

pub mod bundle;
pub mod commands;
pub mod config;
mod directory;
mod documents;
mod jobs;
pub mod modules;
pub mod router;
pub mod start;
