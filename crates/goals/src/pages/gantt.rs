//! Activities as bars over time, for the page and for print.

use super::words;
use crate::model::ActivityStatus;
use crate::{Activity, PlanView};
use chrono::Datelike;
use samverk_charts::{Fill, GanttActivity, GanttChart, GanttRow, GanttWords};
use samverk_kept::Held;
use samverk_web::Ui;

/// As many as one picture is made for.
pub(super) const ROWS: usize = 80;
/// As many as have room on a page in print.
const ROWS_IN_PRINT: usize = 10;

/// The time plan for documents: a name, a picture and what it shows, for each page.
pub fn schedule_pictures(ui: &Ui, view: &PlanView) -> Vec<(String, String, String)> {
    let mut pictures = Vec::new();
    for (series, activities) in view.activity_series() {
        for part in activities.chunks(ROWS_IN_PRINT) {
            let id = format!("tidplan-{}", pictures.len() + 1);
            let Some(svg) = picture(ui, view, &id, part) else {
                continue;
            };
            let name = match series {
                "" => ui.t("activity-series-none"),
                series => series.to_owned(),
            };
            pictures.push((name, svg, description(ui, part)));
        }
    }
    pictures
}

/// Nothing to draw without activities.
pub(super) fn picture(
    ui: &Ui,
    view: &PlanView,
    id: &str,
    activities: &[&Held<Activity>],
) -> Option<String> {
    if activities.is_empty() {
        return None;
    }
    let chart = GanttChart {
        id: id.to_owned(),
        title: ui.t("schedule-picture-title"),
        description: description(ui, activities),
        rows: rows(ui, view, activities),
        today: Some(view.today),
        window: None,
        words: gantt_words(ui),
    };
    Some(chart.to_svg())
}

/// The words of a time plan.
pub fn gantt_words(ui: &Ui) -> GanttWords {
    GanttWords {
        today: ui.t("schedule-today"),
        date_open: ui.t("schedule-date-open"),
        months: parts(&ui.t("schedule-months")),
        quarters: parts(&ui.t("schedule-quarters")),
    }
}

/// Words that stand in one text with commas between.
fn parts<const COUNT: usize>(text: &str) -> [String; COUNT] {
    let mut words = text.split(',').map(|word| word.trim().to_owned());
    std::array::from_fn(|_| words.next().unwrap_or_default())
}

fn description(ui: &Ui, activities: &[&Held<Activity>]) -> String {
    let count = |status| activities.iter().filter(|one| one.status == status).count();
    let all = ActivityStatus::ALL.iter();
    let counts = all.map(|(_, status)| (words::activity_status(ui, *status), count(*status)));
    let counts: Vec<_> = counts
        .filter(|(_, count)| *count > 0)
        .map(|(words, count)| format!("{words}: {count}"))
        .collect();
    let (all, counts) = (activities.len().to_string(), counts.join(", "));
    ui.t_with("schedule-picture", &[("all", &all), ("counts", &counts)])
}

/// With a heading wherever a new series begins.
fn rows(ui: &Ui, view: &PlanView, activities: &[&Held<Activity>]) -> Vec<GanttRow> {
    let mut rows = Vec::new();
    for series in activities.chunk_by(|one, next| one.series == next.series) {
        let name = series.first().map_or("", |one| &*one.series);
        if !name.is_empty() {
            rows.push(GanttRow::Heading(name.to_owned()));
        }
        let bars = series
            .iter()
            .map(|one| GanttRow::Activity(bar(ui, view, one)));
        rows.extend(bars);
    }
    rows
}

fn bar(ui: &Ui, view: &PlanView, one: &Held<Activity>) -> GanttActivity {
    let goal = one.goal.as_ref();
    let goal = goal.and_then(|key| view.version.content.goal(key.as_str()));
    let facts = [
        words::period(ui, one.from, one.to),
        words::answering(view, &one.responsible).to_owned(),
        goal.map_or_else(String::new, |goal| {
            goal.text_in(view.today.year()).to_owned()
        }),
    ];
    let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    GanttActivity {
        label: one.name.to_string(),
        from: one.from,
        to: one.to,
        status: words::activity_state(ui, one, view.today),
        fill: match one.status {
            ActivityStatus::Planned => Fill::Empty,
            ActivityStatus::Ongoing => Fill::Striped,
            ActivityStatus::Done => Fill::Solid,
            ActivityStatus::Stopped => Fill::Crossed,
        },
        text: facts.join(". "),
        ..GanttActivity::default()
    }
}
