//! Tests of the whole house, on both databases.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod adopted;
mod api_client;
mod api_computed;
mod api_people;
mod api_profile;
mod api_reads;
mod api_refusals;
mod api_tokens;
mod api_writes;
mod away;
mod backups;
mod bad_bundles;
mod choices;
mod conflicts;
mod connections;
mod doors;
mod examples;
mod export_alone;
mod folders;
mod full_disk;
mod guards;
mod large_imports;
mod large_input;
mod links;
mod live_sheets;
mod log_words;
mod operators;
mod pages;
mod pdfs;
mod races;
mod removal;
mod removal_links;
mod search;
mod served;
mod sheets;
mod spreadsheets;
mod strangers;
mod survival;
mod text_round_trip;
mod things;
mod visitors;
mod walk;
mod workbook_folders;
mod world;
