//! Which activities to show: by status, responsible and focus area.

use super::{form_parts, words};
use crate::model::ActivityStatus;
use crate::{Activity, PlanScope, PlanView};
use samverk_foundation::Problem;
use samverk_web::{Choice, Ui, Values};
use std::collections::BTreeSet;

/// The choice that means "none": keys and names of people in charge never look so.
const NONE: &str = "-";

/// What is asked for, and what there is to choose among.
pub(super) struct ActivityFilter {
    pub status: String,
    pub responsible: String,
    pub area: String,
    pub statuses: Vec<Choice>,
    pub people: Vec<Choice>,
    pub areas: Vec<Choice>,
}

impl ActivityFilter {
    pub fn of(ui: &Ui, at: &PlanScope, view: &PlanView, query: &Values) -> Result<Self, Problem> {
        let statuses = ActivityStatus::ALL.iter();
        let status = |(code, one): &(&'static str, ActivityStatus)| {
            Choice::new(code, words::activity_status(ui, *one))
        };
        let mut areas = form_parts::focus_areas(at)?;
        areas.push(Choice::new(NONE, ui.t("activity-no-area")));
        Ok(Self {
            status: query.text("status").to_owned(),
            responsible: query.text("ansvarig").to_owned(),
            area: query.text("omrade").to_owned(),
            statuses: statuses.map(status).collect(),
            people: people(ui, view),
            areas,
        })
    }

    pub fn passes(&self, activity: &Activity) -> bool {
        let area = activity.focus_area.as_ref().map_or("", |key| key.as_str());
        fits(&self.status, activity.status.code())
            && fits(&self.responsible, activity.responsible.trim())
            && fits(&self.area, area)
    }

    pub fn is_set(&self) -> bool {
        [&self.status, &self.responsible, &self.area]
            .iter()
            .any(|wanted| !wanted.is_empty())
    }
}

fn fits(wanted: &str, value: &str) -> bool {
    match wanted {
        "" => true,
        NONE => value.is_empty(),
        wanted => wanted == value,
    }
}

/// Everybody who answers for something, by name, and nobody.
fn people(ui: &Ui, view: &PlanView) -> Vec<Choice> {
    let kept: BTreeSet<&str> = view
        .activities
        .iter()
        .map(|activity| activity.responsible.trim())
        .filter(|kept| !kept.is_empty())
        .collect();
    let mut named: Vec<_> = kept
        .into_iter()
        .map(|kept| (words::answering(view, kept), kept))
        .collect();
    named.sort();
    let mut choices: Vec<Choice> = named
        .into_iter()
        .map(|(name, kept)| Choice::new(kept, name))
        .collect();
    choices.push(Choice::new(NONE, ui.t("activity-no-responsible")));
    choices
}
