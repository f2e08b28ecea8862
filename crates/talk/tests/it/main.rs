//! What people say of what is kept, on both databases.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod api_answers;
mod budget_round;
mod comments;
mod many;
mod mentions;
mod round;
mod world;
