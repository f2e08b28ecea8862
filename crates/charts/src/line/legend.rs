//! The key under a line chart: what each line and shape means, for those that occur.

use super::{BAND, DASHES, LineChart, Mark, State, marks};
use crate::svg::{Anchor, Svg};
use crate::text::{self, LINE_HEIGHT};
use crate::{FONT_SIZE, WIDTH};

const SYMBOL_WIDTH: f64 = 34.0;
const GAP: f64 = 10.0;
const ENTRY_GAP: f64 = 24.0;

#[derive(Clone, Copy)]
enum Symbol {
    Target,
    Band,
    State(State),
    Missing,
}

/// Draws the key from `top` downwards and gives the height where it ends.
pub(super) fn draw(svg: &mut Svg, chart: &LineChart, top: f64) -> f64 {
    let (mut x, mut y) = (0.0, top + LINE_HEIGHT);
    for (symbol, words) in entries(chart) {
        let room = WIDTH - SYMBOL_WIDTH - GAP;
        let shown = text::shorten(words, room);
        let width = shown
            .lines
            .iter()
            .map(|line| text::width(line))
            .fold(0.0, f64::max);
        let width = SYMBOL_WIDTH + GAP + width;
        if x > 0.0 && x + width > WIDTH {
            (x, y) = (0.0, y + LINE_HEIGHT);
        }
        draw_symbol(svg, symbol, (x, y - FONT_SIZE * 0.35));
        svg.wrapped((x + SYMBOL_WIDTH + GAP, y), Anchor::Start, &shown, words);
        x += width + ENTRY_GAP;
    }
    y + GAP
}

fn entries(chart: &LineChart) -> Vec<(Symbol, &str)> {
    let words = &chart.words;
    let measured = |wanted: State| {
        chart
            .marks
            .iter()
            .any(|mark| matches!(mark, Mark::Measured { state, .. } if *state == wanted))
    };
    let missing = chart
        .marks
        .iter()
        .any(|mark| matches!(mark, Mark::Missing { .. }));
    let all = [
        (!chart.targets.is_empty(), Symbol::Target, &words.target),
        (chart.has_band(), Symbol::Band, &words.band),
        (
            measured(State::OnPath),
            Symbol::State(State::OnPath),
            &words.on_path,
        ),
        (
            measured(State::Behind),
            Symbol::State(State::Behind),
            &words.behind,
        ),
        (
            measured(State::Reached),
            Symbol::State(State::Reached),
            &words.reached,
        ),
        (missing, Symbol::Missing, &words.not_measured),
    ];
    let occurring = all.into_iter().filter(|(occurs, ..)| *occurs);
    occurring
        .map(|(_, symbol, words)| (symbol, words.as_str()))
        .collect()
}

fn draw_symbol(svg: &mut Svg, symbol: Symbol, (x, y): (f64, f64)) {
    let middle = (x + SYMBOL_WIDTH / 2.0, y);
    match symbol {
        Symbol::Target => svg.polyline("chart-target", &[(x, y), (x + SYMBOL_WIDTH, y)], DASHES),
        Symbol::Band => {
            svg.rectangle(
                "chart-band",
                BAND,
                [x, y - FONT_SIZE / 2.0, SYMBOL_WIDTH, FONT_SIZE],
            );
        }
        Symbol::State(state) => marks::shape(svg, state, middle),
        Symbol::Missing => marks::missing(svg, middle),
    }
}
