//! Where an initiative stands: its phase follows from what was decided at the gates, and from nothing else.

use super::gate::{Gate, GateDecision, GateDocument, Outcome};
use crate::processes::{Check, Heading, Phase, Process};
use samverk_foundation::Key;
use std::collections::BTreeMap;

/// An initiative's gates, by phase.
pub type Gates = BTreeMap<Key, Gate>;

/// Whether it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    UnderWay,
    /// The last decision was to wait.
    Waiting,
    Stopped,
    /// It stands in the last phase.
    Closed,
}

impl State {
    pub const ALL: [Self; 4] = [Self::UnderWay, Self::Waiting, Self::Stopped, Self::Closed];

    pub fn code(self) -> &'static str {
        match self {
            Self::UnderWay => "under-way",
            Self::Waiting => "waiting",
            Self::Stopped => "stopped",
            Self::Closed => "closed",
        }
    }

    /// Whether something is still to be decided.
    pub fn is_open(self) -> bool {
        matches!(self, Self::UnderWay | Self::Waiting)
    }
}

/// Where an initiative stands in its process.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<'p> {
    /// The place of its phase in the process, from 0.
    pub place: usize,
    pub phase: &'p Phase,
    pub state: State,
}

/// Nothing in a process without phases.
pub fn standing<'p>(process: &'p Process, gates: &Gates) -> Option<Standing<'p>> {
    let gate = |phase: &Phase| gates.get(&phase.key);
    let is_passed = |phase: &Phase| gate(phase).is_some_and(|gate| gate.says.is_passed());
    let last = process.phases.len().checked_sub(1)?;
    let passed = process.phases.iter().take_while(|phase| is_passed(phase));
    let place = passed.count().min(last);
    let phase = process.phases.get(place)?;
    let decided = gate(phase).and_then(|gate| gate.says.last());
    let state = match decided.map(|one| one.outcome) {
        _ if place == last => State::Closed,
        Some(Outcome::Wait) => State::Waiting,
        Some(Outcome::Stop) => State::Stopped,
        _ => State::UnderWay,
    };
    Some(Standing {
        place,
        phase,
        state,
    })
}

/// What a gate still lacks before its body can decide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lacking<'p> {
    /// Nobody has answered.
    pub unanswered: Vec<&'p Check>,
    /// Answered no.
    pub failed: Vec<&'p Check>,
    pub unwritten: Vec<&'p Heading>,
    /// Assessors who have not answered.
    pub unscored: Vec<String>,
    /// Criteria that nobody has scored.
    pub criteria: Vec<String>,
}

impl Lacking<'_> {
    pub fn is_nothing(&self) -> bool {
        *self == Lacking::default()
    }

    /// What fails a check is not ranked, and does not go on.
    pub fn holds_back(&self) -> bool {
        !self.unanswered.is_empty() || !self.failed.is_empty() || !self.unwritten.is_empty()
    }
}

pub fn lacking<'p>(process: &'p Process, phase: &Key, says: &GateDocument) -> Lacking<'p> {
    let is_written = |heading: &Key| {
        let text = says.text(heading);
        text.is_some_and(|text| !text.text.trim().is_empty())
    };
    let checks = process.checks_of(phase);
    let waited_for = says.scorings.iter().filter(|one| one.given.is_none());
    let criteria = process.criteria_of(phase);
    Lacking {
        unanswered: checks
            .filter(|one| says.answer(&one.key).is_none())
            .collect(),
        failed: process
            .checks_of(phase)
            .filter(|one| says.answer(&one.key).is_some_and(|answer| !answer.holds))
            .collect(),
        unwritten: process
            .headings_of(phase)
            .filter(|one| !is_written(&one.key))
            .collect(),
        unscored: waited_for.map(|one| one.assessor.clone()).collect(),
        criteria: criteria
            .filter(|one| says.scores_of(&one.key).is_empty())
            .map(|one| one.name.to_string())
            .collect(),
    }
}

/// All decisions in the order of the phases, with the phase of each.
pub fn decisions<'a>(
    process: &'a Process,
    gates: &'a Gates,
) -> impl Iterator<Item = (&'a Phase, &'a GateDecision)> {
    process.phases.iter().flat_map(move |phase| {
        let gate = gates.get(&phase.key).into_iter();
        let decisions = gate.flat_map(|gate| &gate.says.decisions);
        decisions.map(move |one| (phase, one))
    })
}

#[cfg(test)]
#[path = "standing_tests.rs"]
mod tests;
