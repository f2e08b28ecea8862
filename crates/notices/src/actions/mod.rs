//! One verb for each thing that can be done; each records what it did.

mod calendars;
mod choose;
mod follow;
mod hand_over;
mod notify;

pub use calendars::{end_calendar, make_calendar};
pub use choose::{choose, end_letters};
pub use follow::{follow, let_go};
pub use hand_over::{hand_over, remind};
pub use notify::{About, notify, seen, withdraw};
