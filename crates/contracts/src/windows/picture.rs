//! A window drawn: a bar for each contract, its options striped, and the days of the start framed.

use super::words::party;
use crate::planning::Planned;
use samverk_charts::{Fill, GanttActivity, GanttChart, GanttRow};
use samverk_goals::gantt_words;
use samverk_planner::ends::Way;
use samverk_planner::{Question, Window, ends};
use samverk_web::Ui;

/// As many bars as a picture is made for.
const ROWS: usize = 80;

pub(super) fn picture(
    ui: &Ui,
    planned: &Planned,
    question: &Question,
    window: &Window,
) -> Option<String> {
    let bars: Vec<GanttRow> = window
        .choices
        .iter()
        .take(ROWS)
        .map(|choice| {
            let input = &planned.inputs[choice.contract];
            let contract = &planned.contracts[planned.of[choice.contract]];
            let all = ends(input, question.today, question.latest);
            let runs = all.iter().filter(|end| end.way == Way::Runs);
            let first = runs.clone().next().map_or(choice.end, |end| end.days.first);
            let further = runs.skip(1).map(|end| {
                let is_used = end.days.first <= choice.end;
                let fill = if is_used { Fill::Striped } else { Fill::Dotted };
                (end.days.first, fill)
            });
            let name = party(planned, choice.party);
            GanttRow::Activity(GanttActivity {
                label: format!("{name}: {}", contract.title),
                from: contract.start.or(Some(question.today)),
                to: Some(first.min(choice.end)),
                status: ui.date(&choice.end),
                further: further.collect(),
                text: format!("{name}: {}", ui.date(&choice.end)),
                ..GanttActivity::default()
            })
        })
        .collect();
    if bars.is_empty() {
        return None;
    }
    let last = window.last_day.unwrap_or(window.start);
    let told = [
        ("start", ui.date(&window.start)),
        ("count", bars.len().to_string()),
    ];
    let told: Vec<(&str, &str)> = told
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let chart = GanttChart {
        id: "fonster-bild".to_owned(),
        title: ui.t1("window-heading", "date", ui.date(&window.start)),
        description: ui.t_with("window-picture-about", &told),
        rows: bars,
        today: Some(question.today),
        window: Some((window.start, last)),
        words: gantt_words(ui),
    };
    Some(chart.to_svg())
}
