//! Signatures, as OpenSSL judges them.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod made_elsewhere;
mod openssl;
mod ours;
