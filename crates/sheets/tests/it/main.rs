//! Tables read and written as the users of the folder format and the downloads meet them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod any_bytes;
mod any_workbooks;
mod bad_workbooks;
mod by_hand;
mod form_books;
mod reading;
mod reading_workbooks;
mod workbooks;
