//! The storage and the scanner, against servers of their own kinds.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod clamd;
mod s3;
mod s3_server;
mod sealed;
