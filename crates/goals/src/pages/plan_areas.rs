//! The focus areas of a plan's page, with their effect goals and how those are going.

use super::{plan_tables, words};
use crate::model::{FocusArea, Goal, GoalName, GoalYear};
use crate::{IndicatorView, PlanScope, PlanView};
use samverk_web::Ui;

pub(super) struct AreaView {
    pub area: FocusArea,
    pub leadership: String,
    pub catalogue_goals: Vec<(String, String)>,
    pub goals: Vec<GoalView>,
    pub edit_href: String,
    pub new_goal_href: String,
}

pub(super) struct GoalView {
    pub key: String,
    pub spans: Vec<SpanView>,
    pub owner: String,
    pub without_indicator: String,
    pub states: Vec<StateView>,
    pub hints: Vec<String>,
    pub edit_href: String,
    pub edit_label: String,
}

pub(super) struct SpanView {
    pub years: String,
    pub text: String,
    pub codes: String,
}

pub(super) struct StateView {
    pub href: String,
    pub name: String,
    pub shape: &'static str,
    pub state: String,
    pub why: String,
}

impl StateView {
    pub fn of(ui: &Ui, at: &PlanScope, one: &IndicatorView) -> Self {
        Self {
            href: at.href(&format!("/indikatorer/{}", one.indicator.key)),
            name: one.indicator.name.to_string(),
            shape: one.standing.state.shape(),
            state: words::state(ui, one.standing.state),
            why: words::standing(ui, one),
        }
    }
}

pub(super) fn areas(ui: &Ui, at: &PlanScope, view: &PlanView, editable: bool) -> Vec<AreaView> {
    let content = &view.version.content;
    let area_view = |area: &FocusArea| {
        let group = area.leadership_group.as_ref();
        let name = |key| {
            view.groups
                .get(key)
                .cloned()
                .unwrap_or_else(|| key.to_string())
        };
        let goals = view.names.list(&area.catalogue_goals);
        let catalogue_goal = |goal: &GoalName| {
            (
                format!("/strategier/{}", goal.reference.catalogue),
                words::goal_name(ui, goal),
            )
        };
        let number = view.version.number;
        AreaView {
            leadership: group.map(name).unwrap_or_default(),
            catalogue_goals: goals.iter().map(catalogue_goal).collect(),
            goals: content
                .goals_of(&area.key)
                .zip(1..)
                .map(|(goal, place)| goal_view(ui, at, view, (goal, place, &area.name), editable))
                .collect(),
            edit_href: at.version_href(number, &format!("/fokusomraden/{}", area.key)),
            new_goal_href: at.version_href(number, &format!("/mal/ny?omrade={}", area.key)),
            area: area.clone(),
        }
    };
    content.focus_areas.iter().map(area_view).collect()
}

fn goal_view(
    ui: &Ui,
    at: &PlanScope,
    view: &PlanView,
    (goal, place, area): (&Goal, usize, &str),
    editable: bool,
) -> GoalView {
    let span = |years: &&[GoalYear]| {
        let (first, last) = (years.first()?, years.last()?);
        let years = match first.year == last.year {
            true => first.year.to_string(),
            false => format!("{}–{}", first.year, last.year),
        };
        let codes = plan_tables::codes(&first.catalogue_goals);
        Some(SpanView {
            years,
            text: first.text.clone(),
            codes,
        })
    };
    let states = view
        .indicators_of(&goal.key)
        .map(|one| StateView::of(ui, at, one))
        .collect();
    let hints = match editable {
        true => view
            .hints(goal)
            .iter()
            .map(|hint| words::hint(ui, hint))
            .collect(),
        false => Vec::new(),
    };
    GoalView {
        key: goal.key.to_string(),
        spans: goal.spans().iter().filter_map(span).collect(),
        owner: view.owner(goal).to_owned(),
        without_indicator: goal.without_indicator.clone(),
        states,
        hints,
        edit_href: at.version_href(view.version.number, &format!("/mal/{}", goal.key)),
        edit_label: ui.t_with(
            "goal-edit-named",
            &[("number", &place.to_string()), ("name", area)],
        ),
    }
}
