//! The result first: what it costs, what it gives, when it has paid itself back, and where it turns.

use super::words;
use crate::model::{Comparison, Switching};
use crate::view::CaseView;
use samverk_engine::Exact;
use samverk_web::Ui;

/// The first sentences of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    pub sentence: String,
    /// The net present value.
    pub value: String,
    /// What turns it soonest.
    pub turns: String,
    /// Between what bounds it lies.
    pub bounds: String,
}

/// What the alternative's costs and benefits come to today, both as positive amounts. What doing nothing would
/// have cost is a benefit, what it would have given a cost.
pub(super) fn sums(view: &CaseView, comparison: &Comparison) -> (Exact, Exact) {
    let of = |is_gain: bool| -> Exact {
        let counted = comparison.lines.iter().filter(|line| line.is_counted);
        let lines = counted.filter(|line| line.is_gain(&view.case) == is_gain);
        lines.map(|line| &line.likely).sum()
    };
    (-&of(false), of(true))
}

pub fn headline(ui: &Ui, view: &CaseView) -> Headline {
    let comparison = &view.proposed;
    let (cost, benefit) = sums(view, comparison);
    let name = view.case.alternatives.get(comparison.alternative);
    let bounds = comparison.bounds();
    Headline {
        value: words::kronor(comparison.value()).to_string(),
        sentence: ui.t_with(
            "case-headline",
            &[
                ("name", name.map_or("", String::as_str)),
                ("cost", &words::kronor(&cost).to_string()),
                ("benefit", &words::kronor(&benefit).to_string()),
                (
                    "payback",
                    &words::pays_back(ui, &comparison.outcome.payback),
                ),
            ],
        ),
        turns: turns(ui, view),
        bounds: ui.t_with(
            "case-bounds",
            &[
                ("worst", &words::kronor(&bounds.worst).to_string()),
                ("best", &words::kronor(&bounds.best).to_string()),
            ],
        ),
    }
}

/// The line that turns the sign when it changes least.
fn turns(ui: &Ui, view: &CaseView) -> String {
    let all = view.proposed.switching();
    let Some((line, Switching::At(factor))) = all.first() else {
        return ui.t("case-turns-never");
    };
    let name = words::line_name(ui, &view.case, line.line, line.is_of_nothing);
    let percent = words::switching(ui, &Switching::At(factor.clone()));
    let is_less = *factor < Exact::integer(1);
    let text = match is_less {
        true => "case-turns-less",
        false => "case-turns-more",
    };
    ui.t_with(text, &[("name", &name), ("percent", &percent)])
}
