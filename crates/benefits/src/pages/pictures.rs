//! The pictures of a business case. The numbers stand in tables beside them.

use super::words::{kronor, line_name, thousands};
use crate::model::Outcome;
use crate::view::CaseView;
use samverk_charts::{Curve, CurveChart, CurvePoint, TornadoChart, TornadoRow};
use samverk_engine::Exact;
use samverk_web::Ui;

/// More rows than this are in the table only.
const MOST: usize = 12;

/// The curve of what is proposed, for print.
pub fn case_picture(ui: &Ui, view: &CaseView) -> String {
    curve(ui, view, &view.proposed.outcome)
}

/// How the money comes back, plain and discounted.
pub(super) fn curve(ui: &Ui, view: &CaseView, outcome: &Outcome) -> String {
    let curve = |name: &str, flow: &[Exact]| Curve {
        name: ui.t(name),
        points: (0..)
            .zip(flow)
            .map(|(year, value)| CurvePoint {
                year: view.case.calendar_year(year),
                value: thousands(value),
            })
            .collect(),
    };
    let chart = CurveChart {
        id: "kurva".to_owned(),
        title: ui.t("case-curve"),
        description: ui.t("case-curve-about"),
        unit: ui.t("case-thousands"),
        curves: vec![
            curve("case-cumulative", &outcome.cumulative),
            curve("case-cumulative-discounted", &outcome.cumulative_discounted),
        ],
    };
    chart.to_svg()
}

/// Nothing when nothing is uncertain.
pub(super) fn tornado(ui: &Ui, view: &CaseView) -> Option<String> {
    let swings = view.proposed.swings().into_iter();
    let wide: Vec<_> = swings.filter(|swing| swing.low != swing.high).collect();
    if wide.is_empty() {
        return None;
    }
    let of_nothing = |line: usize| {
        let mut lines = view.proposed.lines.iter();
        lines.any(|one| one.line == line && one.is_of_nothing)
    };
    let rows = wide.into_iter().take(MOST).map(|swing| TornadoRow {
        label: line_name(ui, &view.case, swing.line, of_nothing(swing.line)),
        low: thousands(&swing.low),
        high: thousands(&swing.high),
        low_text: kronor(&swing.low).to_string(),
        high_text: kronor(&swing.high).to_string(),
    });
    let chart = TornadoChart {
        id: "tornado".to_owned(),
        title: ui.t("case-tornado"),
        description: ui.t("case-tornado-about"),
        middle: thousands(view.proposed.value()),
        rows: rows.collect(),
    };
    Some(chart.to_svg())
}
