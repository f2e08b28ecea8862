//! What a version lacks before it is adopted, for whoever is about to adopt it.

use crate::model::{Goal, GoalHint};
use crate::{PlanScope, PlanView};
use askama::Template;
use samverk_foundation::Problem;
use samverk_web::Ui;

/// Something that is missing, and where it is mended: address and words.
pub(super) struct Missing {
    words: String,
    places: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "adoption_check.html")]
struct AdoptionCheck<'c> {
    ui: &'c Ui,
    missing: &'c [Missing],
}

pub(super) fn check(ui: &Ui, at: &PlanScope, view: &PlanView) -> Vec<Missing> {
    let content = &view.version.content;
    let number = view.version.number;
    if content.goals.is_empty() {
        let place = (at.version_href(number, ""), at.plan.title.clone());
        return vec![Missing {
            words: ui.problem(&Problem::invalid("plan_empty")),
            places: vec![place],
        }];
    }
    let place = |goal: &Goal| {
        let href = at.version_href(number, &format!("/mal/{}", goal.key));
        (href, goal.title().to_owned())
    };
    let goals_that_lack = |hint: GoalHint| {
        let goals = content.goals.iter();
        let goals = goals.filter(|goal| view.hints(goal).contains(&hint));
        goals.map(place).collect()
    };
    let empty_areas = content.focus_areas.iter();
    let empty_areas = empty_areas.filter(|area| content.goals_of(&area.key).next().is_none());
    let empty_areas = empty_areas.map(|area| {
        let href = at.version_href(number, &format!("/fokusomraden/{}", area.key));
        (href, area.name.clone())
    });
    let all = [
        ("adoption-check-areas", empty_areas.collect()),
        (
            "adoption-check-owner",
            goals_that_lack(GoalHint::OwnerMissing),
        ),
        (
            "adoption-check-indicator",
            goals_that_lack(GoalHint::NotMeasurable),
        ),
    ];
    let all = all
        .into_iter()
        .map(|(key, places): (&str, Vec<_>)| Missing {
            words: ui.t1(key, "count", places.len()),
            places,
        });
    all.filter(|one| !one.places.is_empty()).collect()
}

/// The check as it stands above the form.
pub(super) fn shown(ui: &Ui, missing: &[Missing]) -> Result<String, Problem> {
    ui.fragment(&AdoptionCheck { ui, missing })
}
