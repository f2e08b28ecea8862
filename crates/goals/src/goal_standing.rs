//! How an effect goal stands: as the one of its indicators that most needs somebody to act.

use crate::IndicatorView;
use crate::model::{Goal, Measurement, State};

/// In the order in which they need attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GoalState {
    /// An indicator is not measured, or not since its target was due.
    NotMeasured,
    /// Nothing measures the goal, and nobody has said why.
    NoIndicator,
    Behind,
    WithoutTarget,
    /// Nothing measures the goal, for a reason that is written.
    Excused,
    OnPath,
    Reached,
}

impl GoalState {
    pub const ALL: [Self; 7] = [
        Self::NotMeasured,
        Self::NoIndicator,
        Self::Behind,
        Self::WithoutTarget,
        Self::Excused,
        Self::OnPath,
        Self::Reached,
    ];

    /// The end of the text's key, and the word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotMeasured => "not-measured",
            Self::NoIndicator => "no-indicator",
            Self::Behind => "behind",
            Self::WithoutTarget => "without-target",
            Self::Excused => "excused",
            Self::OnPath => "on-path",
            Self::Reached => "reached",
        }
    }

    /// The shape on pages.
    pub fn shape(self) -> &'static str {
        match self {
            Self::NotMeasured | Self::NoIndicator | Self::WithoutTarget => "not-measured",
            Self::Excused => "excused",
            other => other.code(),
        }
    }

    /// Not measured, or behind its path.
    pub fn is_red(self) -> bool {
        matches!(self, Self::NotMeasured | Self::NoIndicator | Self::Behind)
    }
}

impl From<State> for GoalState {
    fn from(state: State) -> Self {
        match state {
            State::OnPath => Self::OnPath,
            State::Behind => Self::Behind,
            State::Reached => Self::Reached,
            State::NotMeasured => Self::NotMeasured,
            State::WithoutTarget => Self::WithoutTarget,
        }
    }
}

/// A goal with what decides its state and what was measured last.
#[derive(Clone, Debug)]
pub struct GoalStanding<'v> {
    pub goal: &'v Goal,
    pub state: GoalState,
    /// The indicator that decides; none when nothing measures the goal.
    pub decided_by: Option<&'v IndicatorView>,
    /// The latest measurement of all its indicators.
    pub last: Option<(&'v IndicatorView, &'v Measurement)>,
}

impl<'v> GoalStanding<'v> {
    /// `indicators` are of the goal's plan, and may hold those of its other goals too.
    pub fn of(
        goal: &'v Goal,
        indicators: impl IntoIterator<Item = &'v IndicatorView, IntoIter: Clone>,
    ) -> Self {
        let own = indicators
            .into_iter()
            .filter(|view| view.indicator.goal == goal.key);
        let decided_by = own
            .clone()
            .min_by_key(|view| GoalState::from(view.standing.state));
        let measured = own.filter_map(|view| Some((view, view.measurements.last()?)));
        let last = measured.max_by_key(|(_, made)| made.date);
        let state = match decided_by {
            Some(view) => view.standing.state.into(),
            None if goal.without_indicator.trim().is_empty() => GoalState::NoIndicator,
            None => GoalState::Excused,
        };
        Self {
            goal,
            state,
            decided_by,
            last,
        }
    }
}

/// How many goals are in each state; states without goals are left out.
pub fn count_states(standings: &[GoalStanding]) -> Vec<(GoalState, usize)> {
    let count = |state| standings.iter().filter(|one| one.state == state).count();
    let counts = GoalState::ALL
        .into_iter()
        .map(|state| (state, count(state)));
    counts.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::sample;
    use crate::model::{Direction, Reason, Standing};
    use samverk_foundation::Key;
    use samverk_kept::Held;
    use uuid::Uuid;

    fn goal(reason: &str) -> Goal {
        Goal {
            key: Key::parse("mal").unwrap(),
            focus_area: Key::parse("data").unwrap(),
            owner: String::new(),
            without_indicator: reason.to_owned(),
            years: Vec::new(),
        }
    }

    fn view(goal: &str, state: State, measured: &[&str]) -> IndicatorView {
        let made = |date: &&str| Measurement {
            id: Uuid::nil(),
            date: date.parse().unwrap(),
            value: 1.into(),
            numerator: None,
            denominator: None,
            note: String::new(),
            position: 1,
        };
        IndicatorView {
            indicator: Held {
                id: Uuid::nil(),
                ground: Uuid::nil(),
                key: Key::parse("andel").unwrap(),
                position: 1,
                revision: 1,
                value: sample(goal, Direction::Up),
            },
            measurements: measured.iter().map(made).collect(),
            standing: Standing {
                state,
                reason: Reason::NeverMeasured,
            },
        }
    }

    #[test]
    fn the_indicator_that_most_needs_attention_decides() {
        let views = [
            view("mal", State::Reached, &["2026-01-01", "2026-06-01"]),
            view("mal", State::Behind, &["2026-03-01"]),
            view("annat", State::NotMeasured, &[]),
        ];
        let goal = goal("");
        let standing = GoalStanding::of(&goal, &views);
        assert_eq!(standing.state, GoalState::Behind);
        let (_, last) = standing.last.unwrap();
        assert_eq!(last.date.to_string(), "2026-06-01");
    }

    #[test]
    fn a_goal_that_nothing_measures_is_red_unless_the_reason_is_written() {
        let (silent, told) = (goal(""), goal("Går inte att mäta"));
        let standings = [GoalStanding::of(&silent, &[]), GoalStanding::of(&told, &[])];
        assert!(standings[0].state.is_red() && !standings[1].state.is_red());
        let counts = [(GoalState::NoIndicator, 1), (GoalState::Excused, 1)];
        assert_eq!(count_states(&standings), counts);
    }
}
