//! Pure rules of the domain: no database, no pages.

mod dispatch;
mod lateness;
mod matrix;

pub use dispatch::{file_stem, subject_line};
pub use lateness::{Told, days_between, days_late, due};
pub use matrix::{Counted, StanceRow, stances};
