//! How the effect goals stand: only to read, for it follows from the measurements.

use super::figure::Figure;
use super::{path, plan, plans, resource as goals_resource};
use crate::goal_standing::{GoalStanding, GoalState};
use crate::view::load_indicators;
use samverk_foundation::Key;
use samverk_rest::{
    Call, Date, KeySchema, Linked, Operation, Page, Refusal, Representation, Resource,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    goals_resource(
        "standings",
        [
            "Hur det går för effektmålen i den senaste versionen.",
            "How the effect goals of the latest version stand.",
        ],
    )
    .with(
        Operation::list(
            "/collaborations/{collaboration}/plans/{plan}/standings",
            "listStandings",
            list,
        )
        .about(
            "Läge, ansvarig och senaste mätning för varje effektmål, de röda först.",
            "State, owner and last measurement of each effect goal, red ones first.",
        ),
    )
}

/// How an effect goal stands: as the indicator that most needs somebody to act.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GoalStanding")]
pub struct Standing {
    #[schemars(with = "KeySchema")]
    goal: Key,
    #[schemars(with = "KeySchema")]
    focus_area: Key,
    state: StandingState,
    /// Behind its path, or not measured.
    red: bool,
    /// A party's key, or free words.
    owner: String,
    /// The indicator that decides the state.
    #[schemars(with = "Option<KeySchema>")]
    indicator: Option<Key>,
    last_value: Option<Figure>,
    last_date: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StandingState {
    NotMeasured,
    NoIndicator,
    Behind,
    WithoutTarget,
    Excused,
    OnPath,
    Reached,
}

impl From<GoalState> for StandingState {
    fn from(state: GoalState) -> Self {
        match state {
            GoalState::NotMeasured => Self::NotMeasured,
            GoalState::NoIndicator => Self::NoIndicator,
            GoalState::Behind => Self::Behind,
            GoalState::WithoutTarget => Self::WithoutTarget,
            GoalState::Excused => Self::Excused,
            GoalState::OnPath => Self::OnPath,
            GoalState::Reached => Self::Reached,
        }
    }
}

impl Representation for Standing {
    fn example() -> Self {
        Self {
            goal: Key::from_name("Gemensam kompetensutveckling"),
            focus_area: Key::from_name("Kompetens"),
            state: StandingState::NotMeasured,
            red: true,
            owner: "jonkopings-kommun".to_owned(),
            indicator: Some(Key::from_name("Andel chefer")),
            last_value: None,
            last_date: None,
        }
    }
}

impl Standing {
    fn of(one: &GoalStanding) -> Self {
        let last = one.last.map(|(_, made)| made);
        Self {
            goal: one.goal.key.clone(),
            focus_area: one.goal.focus_area.clone(),
            state: one.state.into(),
            red: one.state.is_red(),
            owner: one.goal.owner.clone(),
            indicator: one.decided_by.map(|view| view.indicator.key.clone()),
            last_value: last.map(|made| Figure(made.value)),
            last_date: last.map(|made| Date(made.date)),
        }
    }
}

/// Which goals to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StandingQuery {
    /// Bara i det här läget. / Only in this state.
    state: Option<StandingState>,
    /// Bara röda, eller bara de andra. / Only red ones, or only the others.
    red: Option<bool>,
}

async fn list(call: Call, query: StandingQuery) -> Result<Page<Standing>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let content = &at.foremost()?.content;
    let mut indicators = load_indicators(&tx, std::slice::from_ref(&at.plan)).await?;
    indicators.retain(|view| content.goal(view.indicator.goal.as_str()).is_some());
    let goals = content.goals.iter();
    let mut standings: Vec<_> = goals
        .map(|goal| GoalStanding::of(goal, &indicators))
        .filter(|one| query.state.is_none_or(|state| state == one.state.into()))
        .filter(|one| query.red.is_none_or(|red| red == one.state.is_red()))
        .collect();
    standings.sort_by_key(|one| one.state);
    let version = at.foremost()?.number;
    Ok(Page::of(standings, call.paging, |one| {
        let goal = path(
            &at,
            &format!("/plan-versions/{version}/effect-goals/{}", one.goal.key),
        );
        Linked::part(Standing::of(&one))
            .link("effect-goal", goal)
            .link("up", plans::up(&at))
    }))
}
