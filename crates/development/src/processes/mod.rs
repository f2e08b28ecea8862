//! Processes: the phases that initiatives go through, and what the gate of each phase asks for. A collaboration
//! uses one that ships, or makes its own from it.

mod begin;
mod check;
mod kind;
mod offered;
mod shipped;

pub(crate) use begin::routes;
pub use check::{keeps_decided, problems_of};
pub(crate) use kind::PROCESS_TARGET;
pub use kind::{Axis, Check, Criterion, Heading, HeldProcess, PROCESS, Phase, Process};
pub use offered::offer_phases;
