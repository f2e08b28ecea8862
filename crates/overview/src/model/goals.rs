//! The goals that a party answers for.

use super::{Known, KnownPlan, Place};
use samverk_foundation::CollaborationId;
use samverk_goals::model::{FocusArea, Goal};
use samverk_goals::{GoalStanding, IndicatorView};
use samverk_parties::model::Party;

/// A goal in the version of the plan that whoever looks reads.
#[derive(Clone, Debug)]
pub struct OwnedGoal<'k> {
    pub place: &'k Place,
    pub plan: &'k KnownPlan,
    pub goal: &'k Goal,
    pub area: Option<&'k FocusArea>,
    pub indicators: Vec<&'k IndicatorView>,
    pub standing: GoalStanding<'k>,
}

impl OwnedGoal<'_> {
    /// Where the goal stands in the plan.
    pub fn href(&self) -> String {
        let rest = format!("/planer/{}#mal-{}", self.plan.plan.key, self.goal.key);
        self.place.href(&rest)
    }
}

/// The goals whose owner is the party, by its key or name; those that most need somebody first.
pub fn owned_goals<'k>(known: &'k Known, party: &Party) -> Vec<OwnedGoal<'k>> {
    goals_where(known, |_, goal| is_owner(party, &goal.owner))
}

/// The goals of a collaboration that none of these parties answers for.
pub fn unowned_goals<'k>(
    known: &'k Known,
    of: CollaborationId,
    parties: &[&Party],
) -> Vec<OwnedGoal<'k>> {
    goals_where(known, |place, goal| {
        let mut parties = parties.iter();
        place.collaboration.id == of && !parties.any(|party| is_owner(party, &goal.owner))
    })
}

fn goals_where<'k>(
    known: &'k Known,
    is_meant: impl Fn(&Place, &Goal) -> bool,
) -> Vec<OwnedGoal<'k>> {
    let mut owned: Vec<OwnedGoal> = known
        .plans
        .iter()
        .filter_map(|plan| Some((known.place(plan.plan.collaboration)?, plan)))
        .flat_map(|(place, plan)| {
            let is_meant = &is_meant;
            let goals = plan.version.content.goals.iter();
            let own = goals.filter(move |goal| is_meant(place, goal));
            own.map(move |goal| owned_goal(known, place, plan, goal))
        })
        .collect();
    owned.sort_by_key(|goal| goal.standing.state);
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
        view.indicator.ground == plan.plan.id.0 && view.indicator.goal == goal.key
    };
    let indicators: Vec<_> = known.indicators.iter().filter(measures).collect();
    OwnedGoal {
        standing: GoalStanding::of(goal, indicators.iter().copied()),
        place,
        plan,
        goal,
        area: plan.version.content.focus_area(goal.focus_area.as_str()),
        indicators,
    }
}
