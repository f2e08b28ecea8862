//! Initiatives: what parties develop together, through the gates of a process.

pub mod actions;
mod freeze;
mod gate;
mod goals;
mod kind;
mod lacks;
mod pages;
mod rules;
mod standing;
pub mod store;

pub use actions::InProcess;
pub use freeze::{freeze, sha256};
pub use gate::{
    Answer, BasisText, Evidence, FrozenCheck, FrozenCriterion, FrozenFile, FrozenText, Gate,
    GateCondition, GateDecision, GateDocument, Outcome, Score, Scoring, Withdrawal,
};
pub(crate) use goals::measured_goals;
pub use kind::{Effort, HeldInitiative, INITIATIVE, INITIATIVE_TARGET, Initiative, ServedGoal};
pub use lacks::{Lack, MeasuredGoals};
pub use pages::{Decided, GateInPrint, gate_in_print};
pub(crate) use pages::{date_cell, lacks, routes, state_tag};
pub use standing::{Gates, Lacking, Standing, State, decisions, lacking, standing};
pub(crate) use store::list_waiting;
pub use store::{decided_in, list_gates};

use crate::processes::Process;
use samverk_foundation::Key;

/// The keys of a process's phases, as one writes them.
pub(crate) fn keys_of_phases(process: &Process) -> String {
    let keys: Vec<&str> = process.phases.iter().map(|one| one.key.as_str()).collect();
    keys.join(", ")
}

/// The wanted key, or the first with a number that nothing has.
pub(crate) fn free_key(wanted: &Key, is_taken: impl Fn(&Key) -> bool) -> Key {
    let numbered = (2..).map(|number| wanted.numbered(number));
    let mut tried = std::iter::once(wanted.clone()).chain(numbered);
    tried
        .find(|key| !is_taken(key))
        .unwrap_or_else(|| wanted.clone())
}
