//! How long cases are kept: the party's plan, what sets its periods off, and holds.

mod hold;
mod page;
mod panel;
mod plan;
mod standing;

pub use hold::{Hold, lift_hold, set_hold};
pub use plan::{CountingFrom, Outcome, RETENTION_RULE, RetentionRule, TriggerEvent};
pub use standing::{CaseStanding, Cause, standing_of, standings};

pub(crate) use page::{Said, routes, set_retention};
pub(crate) use panel::panel;
