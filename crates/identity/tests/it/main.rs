//! What people do with sign-in, roles and the log, through the router and on a real database.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on stops"
)]

mod browser;
mod demo;
mod first_sign_in;
mod forged_answers;
mod invitations;
mod issuer;
mod log;
mod mail;
mod people;
mod provided_roles;
mod provider_clients;
mod providers;
mod resets;
mod sessions;
mod signing_in;
mod tokens;
mod world;
