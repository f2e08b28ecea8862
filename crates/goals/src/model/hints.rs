use super::Goal;
use crate::Indicator;
use serde::Serialize;
use std::ops::RangeInclusive;

/// What a goal still lacks. Hints for those who write the plan, never a reason to refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum GoalHint {
    /// Years of the plan that have no text.
    YearsMissing(Vec<i32>),
    /// Neither an indicator nor the reason why there is none.
    NotMeasurable,
    /// Both an indicator and a reason why there is none.
    ReasonBesideIndicator,
    OwnerMissing,
}

pub fn goal_hints(
    goal: &Goal,
    indicators: &[&Indicator],
    years: RangeInclusive<i32>,
) -> Vec<GoalHint> {
    let mut hints = Vec::new();
    let has = |year: &i32| goal.years.iter().any(|text| text.year == *year);
    let missing: Vec<i32> = years.filter(|year| !has(year)).collect();
    if !missing.is_empty() {
        hints.push(GoalHint::YearsMissing(missing));
    }
    let measured = indicators
        .iter()
        .any(|indicator| indicator.goal == goal.key);
    match (measured, goal.without_indicator.is_empty()) {
        (false, true) => hints.push(GoalHint::NotMeasurable),
        (true, false) => hints.push(GoalHint::ReasonBesideIndicator),
        _ => {}
    }
    if goal.owner.is_empty() {
        hints.push(GoalHint::OwnerMissing);
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::GoalYear;
    use samverk_foundation::Key;

    #[test]
    fn a_goal_wants_every_year_a_measure_and_an_owner() {
        let text = GoalYear {
            year: 2021,
            text: "Klart".into(),
            catalogue_goals: Vec::new(),
        };
        let goal = Goal {
            key: Key::parse("a").unwrap(),
            focus_area: Key::parse("b").unwrap(),
            owner: String::new(),
            without_indicator: String::new(),
            years: vec![text],
        };
        let hints = goal_hints(&goal, &[], 2021..=2023);
        let missing = GoalHint::YearsMissing(vec![2022, 2023]);
        assert_eq!(
            hints,
            [missing, GoalHint::NotMeasurable, GoalHint::OwnerMissing]
        );
        let whole = Goal {
            owner: "Rådet".into(),
            without_indicator: "Går ej".into(),
            ..goal
        };
        assert_eq!(goal_hints(&whole, &[], 2021..=2021), []);
    }
}
