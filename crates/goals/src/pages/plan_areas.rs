//! The focus areas of a plan's page, with their effect goals and how those are going.

use super::{board, plan_tables, words};
use crate::goal_standing::GoalStanding;
use crate::model::{FocusArea, GoalName, GoalYear};
use crate::{IndicatorView, PlanScope, PlanView};
use samverk_web::Ui;

pub(super) struct AreaView {
    pub area: FocusArea,
    /// The page of its own.
    pub href: String,
    /// How its goals stand, in words.
    pub lead: String,
    pub leadership: String,
    pub catalogue_goals: Vec<(String, String)>,
    pub goals: Vec<GoalView>,
    pub edit_href: String,
    pub new_goal_href: String,
}

pub(super) struct GoalView {
    pub key: String,
    /// What holds this year.
    pub title: String,
    /// Its shape and words.
    pub state: (&'static str, String),
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

/// `base` is where the version that is read has its pages, and `year` the one that is now.
pub(super) fn areas(
    ui: &Ui,
    at: &PlanScope,
    (view, base): (&PlanView, &str),
    editable: bool,
    year: i32,
) -> Vec<AreaView> {
    let content = &view.version.content;
    let standings = view.standings();
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
        let own = standings
            .iter()
            .filter(|one| one.goal.focus_area == area.key);
        let own: Vec<&GoalStanding> = own.collect();
        AreaView {
            href: format!("{base}/delar/omrade-{}", area.key),
            lead: board::area_lead(ui, &own),
            leadership: group.map(name).unwrap_or_default(),
            catalogue_goals: goals.iter().map(catalogue_goal).collect(),
            goals: own
                .iter()
                .zip(1..)
                .map(|(one, place)| {
                    goal_view(ui, at, view, (one, place, &area.name), (editable, year))
                })
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
    (one, place, area): (&GoalStanding, usize, &str),
    (editable, year): (bool, i32),
) -> GoalView {
    let goal = one.goal;
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
        title: goal.text_in(year).to_owned(),
        state: (one.state.shape(), words::goal_state(ui, one.state)),
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
