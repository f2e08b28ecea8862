//! The goals that a party answers for.

use super::{Known, KnownPlan, Place};
use samverk_goals::IndicatorView;
use samverk_goals::model::{FocusArea, Goal, Measurement, State};
use samverk_parties::model::Party;

/// A goal in the version of the plan that whoever looks reads.
#[derive(Clone, Debug)]
pub struct OwnedGoal<'k> {
    pub place: &'k Place,
    pub plan: &'k KnownPlan,
    pub goal: &'k Goal,
    pub area: Option<&'k FocusArea>,
    pub indicators: Vec<&'k IndicatorView>,
}

impl<'k> OwnedGoal<'k> {
    /// The worst of its indicators; nothing when nothing measures it.
    pub fn state(&self) -> Option<State> {
        worst(self.indicators.iter().map(|view| view.standing.state))
    }

    /// Red: something that is to be measured has not been.
    pub fn is_red(&self) -> bool {
        self.state() == Some(State::NotMeasured)
    }

    pub fn is_behind(&self) -> bool {
        self.state() == Some(State::Behind)
    }

    /// The latest measurement of any of its indicators, up to this day.
    pub fn last_measured(
        &self,
        today: chrono::NaiveDate,
    ) -> Option<(&'k IndicatorView, &'k Measurement)> {
        let made = self.indicators.iter().flat_map(|view| {
            let made = view
                .measurements
                .iter()
                .filter(move |one| one.date <= today);
            made.map(|one| (*view, one))
        });
        made.max_by_key(|(_, one)| one.date)
    }

    /// Where the goal stands in the plan.
    pub fn href(&self) -> String {
        let rest = format!("/planer/{}#mal-{}", self.plan.plan.key, self.goal.key);
        self.place.href(&rest)
    }
}

/// The state that most needs somebody: red first.
pub fn worst(states: impl IntoIterator<Item = State>) -> Option<State> {
    states.into_iter().min_by_key(|state| urgency(Some(*state)))
}

fn urgency(state: Option<State>) -> u8 {
    match state {
        Some(State::NotMeasured) => 0,
        Some(State::Behind) => 1,
        Some(State::WithoutTarget) => 2,
        None => 3,
        Some(State::OnPath) => 4,
        Some(State::Reached) => 5,
    }
}

/// The goals whose owner is the party, by its key or name; those that most need somebody first.
pub fn owned_goals<'k>(known: &'k Known, party: &Party) -> Vec<OwnedGoal<'k>> {
    let mut owned: Vec<OwnedGoal> = known
        .plans
        .iter()
        .filter_map(|plan| Some((known.place(plan.plan.collaboration)?, plan)))
        .flat_map(|(place, plan)| {
            let goals = plan.version.content.goals.iter();
            let own = goals.filter(|goal| is_owner(party, &goal.owner));
            own.map(move |goal| owned_goal(known, place, plan, goal))
        })
        .collect();
    owned.sort_by_key(|goal| urgency(goal.state()));
    owned
}

fn is_owner(party: &Party, owner: &str) -> bool {
    owner == party.key.as_str() || owner == party.name
}

fn owned_goal<'k>(
    known: &'k Known,
    place: &'k Place,
    plan: &'k KnownPlan,
    goal: &'k Goal,
) -> OwnedGoal<'k> {
    let measures = |view: &&IndicatorView| {
        view.indicator.plan == plan.plan.id && view.indicator.goal == goal.key
    };
    OwnedGoal {
        place,
        plan,
        goal,
        area: plan.version.content.focus_area(goal.focus_area.as_str()),
        indicators: known.indicators.iter().filter(measures).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_measured_is_never_hidden_by_what_is() {
        for state in State::ALL {
            assert_eq!(worst([state, State::NotMeasured]), Some(State::NotMeasured));
        }
        assert_eq!(worst([State::Reached, State::OnPath]), Some(State::OnPath));
        assert_eq!(worst([]), None);
    }
}
