//! Tables read and written as the users of the folder format and the downloads meet them.

mod any_bytes;
mod reading;
mod workbooks;
