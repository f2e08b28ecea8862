//! One page for each party, and the same across the parties of a collaboration: what they pay and
//! why, their goals, groups, levels and mandates, and what awaits them. Keeps nothing of its own:
//! everything is drawn from the domains below, in a fixed number of queries.

mod across;
mod api;
mod desk;
mod gather;
pub mod model;
mod pages;
pub mod policy;
mod report;
mod sources;
mod upcoming;

pub use api::{READ, api};
pub use pages::{module, tell_of_party};
pub use report::{Explanation, Figure, Link, PartyReport, Section, party_report};
pub use sources::SOURCES;
