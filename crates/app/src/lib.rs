//! The binary's inside: configuration, wiring, commands, and what spans several domains.

mod above;
mod administration;
pub mod api;
mod archive;
mod assets;
pub mod bundle;
pub mod commands;
mod components;
pub mod config;
pub mod connections;
mod directory;
mod documents;
pub mod guides;
pub mod jobs;
pub mod long_work;
pub mod loopback;
pub mod metrics;
pub mod modules;
pub mod observe;
mod personal_data;
pub mod printer;
pub mod proxies;
mod reason;
pub mod router;
pub mod signing;
mod spreadsheets;
pub mod start;
