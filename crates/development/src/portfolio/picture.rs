//! The portfolio's picture: benefit by feasibility, as large as the cost, shaped by the phase.

use super::gather::Portfolio;
use crate::initiatives::HeldInitiative;
use crate::processes::Axis;
use rust_decimal::prelude::ToPrimitive;
use samverk_charts::{Bubble, BubbleChart};
use samverk_engine::Exact;
use samverk_web::Ui;

fn shown_as(number: &Exact) -> f64 {
    let decimal = number.to_decimal(4);
    decimal.and_then(|decimal| decimal.to_f64()).unwrap_or(1.0)
}

/// Nothing to draw when nothing has both scores.
pub(super) fn picture(ui: &Ui, all: &Portfolio, shown: &[&HeldInitiative]) -> Option<String> {
    let mut shapes: Vec<String> = Vec::new();
    let mut bubbles = Vec::new();
    for (number, one) in (1..).zip(shown) {
        let scores = all
            .score(one, Axis::Benefit)
            .zip(all.score(one, Axis::Feasibility));
        let (Some((benefit, feasibility)), Some(at)) = (scores, all.standing(one)) else {
            continue;
        };
        let phase = at.phase.name.to_string();
        let shape = shapes.iter().position(|known| *known == phase);
        let shape = shape.unwrap_or_else(|| {
            shapes.push(phase.clone());
            shapes.len() - 1
        });
        let cost = one.cost.map(|cost| ui.ore(&cost));
        let cost = cost.unwrap_or_else(|| ui.t("portfolio-cost-missing"));
        bubbles.push(Bubble {
            number,
            across: shown_as(&feasibility),
            up: shown_as(&benefit),
            size: one.cost.and_then(|cost| cost.0.to_f64()),
            shape,
            text: [one.title.to_string(), phase, cost].join(", "),
        });
    }
    if bubbles.is_empty() {
        return None;
    }
    let chart = BubbleChart {
        id: "portfolj-bild".to_owned(),
        title: ui.t("portfolio-picture"),
        description: ui.t1("portfolio-picture-about", "count", bubbles.len()),
        across: ui.t("portfolio-feasibility"),
        up: ui.t("portfolio-benefit"),
        bubbles,
        shapes,
        unsized_words: ui.t("portfolio-cost-missing"),
    };
    Some(chart.to_svg())
}
