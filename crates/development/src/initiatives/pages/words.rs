//! Cells and words that several pages have.

use crate::initiatives::gate::{GateDecision, Outcome};
use crate::initiatives::standing::State;
use chrono::NaiveDate;
use samverk_web::{Cell, Tone, Ui};

pub(crate) fn state_tag(ui: &Ui, state: State) -> Cell {
    let tone = match state {
        State::UnderWay => Tone::Good,
        State::Waiting => Tone::Warning,
        State::Stopped | State::Closed => Tone::Neutral,
    };
    Cell::tag(tone, self::state(ui, state))
}

pub(super) fn state(ui: &Ui, state: State) -> String {
    ui.t(&format!("initiative-state-{}", state.code()))
}

pub(crate) fn date_cell(day: Option<NaiveDate>) -> Cell {
    day.map_or_else(Cell::empty, Cell::date)
}

pub(super) fn outcome(ui: &Ui, outcome: Outcome) -> String {
    let code = outcome.code().replace('_', "-");
    ui.t(&format!("gate-outcome-{code}"))
}

/// `Styrgruppen § 12`, with the paragraph on one line.
pub(super) fn decided_by(decision: &GateDecision) -> String {
    let paragraph = decision.paragraph.replace("§ ", "§\u{a0}");
    [decision.body.as_str(), &paragraph]
        .join(" ")
        .trim_end()
        .to_owned()
}

/// `Gå vidare: Styrgruppen 2026-11-01 § 12`.
pub(super) fn decided(ui: &Ui, decision: &GateDecision) -> String {
    let outcome = outcome(ui, decision.outcome);
    let words = format!("{outcome}: {}", ui.decision(&decision.decision()));
    match &decision.withdrawn {
        Some(withdrawn) => {
            let date = ui.date(&withdrawn.date);
            let values: [(&str, &str); 3] = [
                ("decision", &words),
                ("date", &date),
                ("reason", &withdrawn.reason),
            ];
            ui.t_with("gate-decision-withdrawn", &values)
        }
        None => words,
    }
}
