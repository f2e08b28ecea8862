//! What people do, against a real database of each kind.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that fails should say where"
)]

mod adoption;
mod agreement;
mod api;
mod api_changes;
mod api_scenarios;
mod api_visibility;
mod bad_input;
mod bundle;
mod measures;
mod pages;
mod part_years;
mod printed_preview;
mod private_drafts;
mod rule_pages;
mod rule_steps;
mod scenario_form;
mod scenario_life;
mod scenarios;
mod site;
mod superseded;
mod withdrawal;
mod world;
