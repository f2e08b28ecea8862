//! Who may do what the machine of kinds does not ask for.

use samverk_foundation::Role::{Administrator, Coordinator, Representative};
use samverk_web::{ActionRow, Policy};

/// Says that a party has a need too, or takes that back: of the own party, or of any for those who run the
/// collaboration.
pub(crate) const JOIN: Policy = Policy::Action("need.join");

/// Raises a need on behalf of a party, in the same way.
pub(crate) const RAISE: Policy = Policy::Action("need.raise");

pub(crate) fn rows() -> Vec<ActionRow> {
    let row = |code| ActionRow {
        code,
        allowed: vec![Administrator, Coordinator, Representative],
    };
    ["need.join", "need.raise"].map(row).into()
}
