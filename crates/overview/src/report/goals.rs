//! The goals that the party answers for, and how they stand.

use super::{Desk, Section};
use crate::model::{OwnedGoal, owned_goals};
use samverk_foundation::format_decimal;
use samverk_goals::GoalState;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Tone, Ui};

impl Desk<'_> {
    pub(super) fn goals(&self) -> Section {
        let ui = self.ui;
        let headings = [
            "overview-goal",
            "overview-goal-state",
            "overview-goal-measured",
            "overview-goal-area",
            "overview-goal-plan",
            "overview-collaboration",
        ];
        let columns = headings.map(|key| Column::new(ui.t(key), ColumnKind::Text));
        let caption = ui.t1("overview-goals-caption", "party", &self.party.name);
        let mut table = Table::new("mal", caption, columns.to_vec()).narrow(Narrow::Lists);
        for goal in owned_goals(self.known, self.party) {
            table.push(self.goal_row(&goal));
        }
        let (heading, none) = (self.said("overview-goals"), ui.t("overview-goals-none"));
        Section::new("goals", heading, table, none)
    }

    fn goal_row(&self, goal: &OwnedGoal) -> Vec<Cell> {
        // What holds today, or else the last that was said.
        let years = goal.goal.years.iter();
        let year = chrono::Datelike::year(&self.known.today);
        let said = years.rev().find(|one| one.year <= year);
        let text = said.map_or(goal.goal.title(), |one| one.text.as_str());
        let area = goal.area.map(|area| area.name.clone());
        vec![
            Cell::link(goal.href(), text),
            state_cell(self.ui, goal),
            Cell::text(self.measured(goal)),
            Cell::text(area.unwrap_or_default()),
            Cell::text(goal.plan.plan.title.clone()),
            Cell::text(goal.place.collaboration.name.clone()),
        ]
    }

    /// `62,5 % 2025-12-31`
    fn measured(&self, goal: &OwnedGoal) -> String {
        let Some((view, last)) = goal.standing.last else {
            return match goal.indicators.is_empty() {
                true => goal.goal.without_indicator.clone(),
                false => self.ui.t("overview-goal-never"),
            };
        };
        let value = format_decimal(last.value.round_dp(2));
        let date = self.ui.date(&last.date);
        match &*view.indicator.unit {
            "" => format!("{value}, {date}"),
            unit => format!("{value}\u{a0}{unit}, {date}"),
        }
    }
}

fn state_cell(ui: &Ui, goal: &OwnedGoal) -> Cell {
    let state = goal.standing.state;
    let tone = match state {
        GoalState::OnPath | GoalState::Reached => Tone::Good,
        GoalState::Behind => Tone::Warning,
        GoalState::NotMeasured | GoalState::NoIndicator => Tone::Bad,
        GoalState::WithoutTarget | GoalState::Excused => Tone::Neutral,
    };
    Cell::tag(tone, ui.t(&format!("goal-state-{}", state.code())))
}
