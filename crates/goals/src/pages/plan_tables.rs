//! The tables of a plan's page; each can be taken home as a file.

use super::indicator::standing_cells;
use super::words;
use crate::model::GoalRef;
use crate::{Activity, PlanScope, PlanView};
use samverk_kept::Held;
use samverk_web::{Cell, Column, ColumnKind, Table, Ui};

fn text(ui: &Ui, key: &str) -> Column {
    Column::new(ui.t(key), ColumnKind::Text)
}

pub(super) fn codes(references: &[GoalRef]) -> String {
    let codes: Vec<_> = references
        .iter()
        .map(|reference| reference.code.as_str())
        .collect();
    codes.join(", ")
}

/// One row for each goal and year.
pub(super) fn goals(ui: &Ui, view: &PlanView) -> Table {
    let columns = vec![
        text(ui, "plan-focus-area"),
        Column::new(ui.t("plan-year"), ColumnKind::Text),
        text(ui, "plan-goal"),
        text(ui, "plan-catalogue-goals"),
        text(ui, "plan-owner"),
        text(ui, "goal-measured-by"),
    ];
    let mut table = Table::new("effektmal", ui.t("plan-goals-caption"), columns);
    for area in &view.version.content.focus_areas {
        for goal in view.version.content.goals_of(&area.key) {
            let names: Vec<_> = view
                .indicators_of(&goal.key)
                .map(|one| &**one.indicator.name)
                .collect();
            let measured = match names.is_empty() {
                true => goal.without_indicator.clone(),
                false => names.join("; "),
            };
            for year in &goal.years {
                table.push(vec![
                    Cell::text(&area.name),
                    Cell::text(year.year.to_string()),
                    Cell::text(&year.text),
                    Cell::text(codes(&year.catalogue_goals)),
                    Cell::text(view.owner(goal)),
                    Cell::text(&measured),
                ]);
            }
        }
    }
    table
}

pub(super) fn indicators(ui: &Ui, at: &PlanScope, view: &PlanView) -> Table {
    let columns = vec![
        text(ui, "indicator-name"),
        text(ui, "indicator-last-value"),
        Column::new(ui.t("indicator-last-date"), ColumnKind::Date),
        text(ui, "indicator-state"),
        text(ui, "indicator-why"),
    ];
    let mut table = Table::new("indikatorer", ui.t("indicator-list-caption"), columns);
    for one in &view.indicators {
        let href = at.href(&format!("/indikatorer/{}", one.indicator.key));
        let mut cells = vec![Cell::link(href, one.indicator.name.to_string())];
        cells.extend(standing_cells(ui, one));
        table.push(cells);
    }
    table
}

/// The activities of one series. With the plan each leads to its page.
pub(super) fn activities(
    ui: &Ui,
    view: &PlanView,
    (name, caption): (&str, &str),
    activities: &[&Held<Activity>],
    at: Option<&PlanScope>,
) -> Table {
    let columns = vec![
        text(ui, "activity-name"),
        text(ui, "activity-status"),
        text(ui, "plan-focus-area"),
        text(ui, "activity-responsible"),
        text(ui, "activity-time"),
        text(ui, "activity-note"),
    ];
    let mut table = Table::new(name, caption, columns);
    for one in activities {
        let area = one.focus_area.as_ref().map(|key| {
            let known = view.version.content.focus_area(key.as_str());
            known.map_or_else(|| key.to_string(), |area| area.name.clone())
        });
        let title = Cell::text(one.name.to_string());
        let title = match at {
            Some(at) => title.to(at.href(&format!("/insatser/{}", one.key))),
            None => title,
        };
        table.push(vec![
            title,
            words::activity_tag(ui, one, view.today),
            Cell::text(area.unwrap_or_default()),
            Cell::text(words::answering(view, &one.responsible)),
            Cell::text(words::period(ui, one.from, one.to)),
            Cell::text(one.note.to_string()),
        ]);
    }
    table
}

pub(super) fn versions(ui: &Ui, at: &PlanScope, view: &PlanView) -> Table {
    let columns = vec![
        text(ui, "plan-version"),
        text(ui, "plan-status"),
        text(ui, "plan-decision"),
        text(ui, "version-published"),
    ];
    let mut table = Table::new("versioner", ui.t("version-list-caption"), columns);
    for version in view.versions.iter().rev() {
        let href = at.version_href(version.number, "");
        let decision = version
            .decision
            .as_ref()
            .map(|decision| ui.decision(decision));
        table.push(vec![
            Cell::link(href, words::version_name(ui, version)),
            Cell::tag(
                words::status_tone(version.status),
                words::status(ui, version.status),
            ),
            Cell::text(decision.unwrap_or_default()),
            Cell::text(ui.t(if version.published { "yes" } else { "no" })),
        ]);
    }
    table
}
