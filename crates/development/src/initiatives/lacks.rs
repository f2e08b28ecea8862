//! What a steering group needs to know of an initiative and is not said: its owner, a measure or its next date.

use super::Initiative;
use samverk_foundation::Key;
use std::collections::BTreeSet;

/// Plan and goal of each goal that an indicator measures.
pub type MeasuredGoals = BTreeSet<(Key, Key)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    Owner,
    /// It serves no goal, so nothing can measure what comes of it.
    Goal,
    /// None of its goals has an indicator.
    Indicator,
    NextDate,
}

impl Lack {
    /// The end of its text.
    pub fn text(self) -> &'static str {
        match self {
            Self::Owner => "lacks-owner",
            Self::Goal => "lacks-goal",
            Self::Indicator => "lacks-indicator",
            Self::NextDate => "lacks-next-date",
        }
    }

    /// What one asks for: what lacks a goal lacks a measure too.
    pub fn asked_as(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Goal | Self::Indicator => "measure",
            Self::NextDate => "next-date",
        }
    }
}

impl Initiative {
    pub fn lacks(&self, measured: &MeasuredGoals) -> Vec<Lack> {
        let mut goals = self.goals.iter();
        let is_measured = goals.any(|one| measured.contains(&(one.plan.clone(), one.goal.clone())));
        let without_goal = self.goals.is_empty();
        let lacking = [
            (Lack::Owner, self.owner.trim().is_empty()),
            (Lack::Goal, without_goal),
            (Lack::Indicator, !without_goal && !is_measured),
            (Lack::NextDate, self.next_date.is_none()),
        ];
        let lacking = lacking.into_iter().filter(|(_, lacks)| *lacks);
        lacking.map(|(lack, _)| lack).collect()
    }
}
