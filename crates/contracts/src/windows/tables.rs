//! The tables of the page: the windows, what each does, the work before, who falls out when it is late.

use super::asked::Asked;
use super::words::{instruction, parties, party};
use crate::planning::Planned;
use crate::standing::{Flag, standing};
use crate::telling::flag_text;
use samverk_planner::slips::{Outcome, slipped};
use samverk_planner::{Question, Window, ends};
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Ui};
use std::collections::BTreeSet;

fn columns(ui: &Ui, keys: &[(&str, ColumnKind)]) -> Vec<Column> {
    let column = |(key, kind): &(&str, ColumnKind)| Column::new(ui.t(key), *kind);
    keys.iter().map(column).collect()
}

/// All windows, the best first.
pub(super) fn ranked(ui: &Ui, planned: &Planned, asked: &Asked, found: &[Window]) -> Table {
    let keys = [
        ("window-start", ColumnKind::Date),
        ("window-parties", ColumnKind::Integer),
        ("window-who", ColumnKind::Text),
        ("window-value", ColumnKind::Kronor),
        ("window-calls", ColumnKind::Integer),
        ("window-reserve", ColumnKind::Integer),
        ("window-gap", ColumnKind::Integer),
    ];
    let mut table = Table::new("fonster", ui.t("windows-table"), columns(ui, &keys));
    table.narrow = Narrow::Lists;
    for (place, window) in found.iter().enumerate() {
        let href = format!("?{}#fonstret", asked.query(place + 1));
        let parties_told = i64::try_from(window.parties.len()).unwrap_or_default();
        table.push(vec![
            Cell::date(window.start).to(href),
            Cell::integer(parties_told),
            Cell::text(parties(planned, window)),
            Cell::ore(window.value),
            Cell::integer(i64::from(window.calls)),
            Cell::integer(i64::from(window.reserve)),
            Cell::integer(window.gap_days),
        ]);
    }
    table
}

/// What each does for one window.
pub(super) fn instructions(
    ui: &Ui,
    planned: &Planned,
    question: &Question,
    window: &Window,
) -> Table {
    let keys = [
        ("window-party", ColumnKind::Text),
        ("contract-one", ColumnKind::Text),
        ("window-end", ColumnKind::Date),
        ("window-do", ColumnKind::Text),
        ("window-gap", ColumnKind::Integer),
        ("window-overlap", ColumnKind::Integer),
        ("window-reserve", ColumnKind::Integer),
    ];
    let mut table = Table::new(
        "gor-sa-har",
        ui.t("window-instructions"),
        columns(ui, &keys),
    );
    table.narrow = Narrow::Lists;
    for choice in &window.choices {
        table.push(vec![
            Cell::text(party(planned, choice.party)),
            contract_cell(planned, choice.contract),
            Cell::date(choice.end),
            Cell::text(instruction(ui, planned, question, choice)),
            Cell::integer(choice.gap_days),
            Cell::integer(choice.overlap_days),
            Cell::integer(i64::from(choice.how.reserve)),
        ]);
    }
    table
}

/// The contract that an input is of, on its page.
fn contract_cell(planned: &Planned, input: usize) -> Cell {
    contract_at(planned, planned.of[input])
}

fn contract_at(planned: &Planned, place: usize) -> Cell {
    let contract = &planned.contracts[place];
    let mut parties = planned.parties.iter();
    let owner = parties.find(|party| party.id.0 == contract.ground);
    let title = contract.title.to_string();
    match owner {
        Some(owner) => Cell::link(format!("{}/avtal/{}", owner.href(), contract.key), title),
        None => Cell::text(title),
    }
}

/// The work before the start: when each part begins at the latest, and ends.
pub(super) fn lead(ui: &Ui, asked: &Asked, window: &Window) -> Table {
    let keys = [
        ("window-lead-step", ColumnKind::Text),
        ("window-lead-from", ColumnKind::Date),
        ("window-lead-to", ColumnKind::Date),
    ];
    let mut table = Table::new("arbetet-fore", ui.t("window-lead"), columns(ui, &keys));
    for (name, (_, from, to)) in super::asked::WEEKS
        .iter()
        .zip(asked.lead.before(window.start))
    {
        table.push(vec![
            Cell::text(ui.t(&format!("window-lead-{name}"))),
            Cell::date(from),
            Cell::date(to),
        ]);
    }
    table
}

/// Who is without a contract when the start is 6, 12 or 24 months late.
pub(super) fn late(ui: &Ui, planned: &Planned, question: &Question, window: &Window) -> Table {
    let keys = [
        ("window-late-months", ColumnKind::Integer),
        ("window-party", ColumnKind::Text),
        ("contract-one", ColumnKind::Text),
        ("window-late-from", ColumnKind::Date),
        ("window-late-to", ColumnKind::Date),
    ];
    let mut table = Table::new("om-det-drojer", ui.t("window-late"), columns(ui, &keys));
    for months in [6, 12, 24] {
        for one in slipped(&planned.inputs, window, question, months) {
            if let Outcome::Without { from, until, .. } = one.outcome {
                table.push(vec![
                    Cell::integer(i64::from(months)),
                    Cell::text(party(planned, one.party)),
                    contract_cell(planned, one.contract),
                    Cell::date(from),
                    Cell::date(until),
                ]);
            }
        }
    }
    table
}

/// Contracts for the need that are not in the window, and why.
pub(super) fn outside(ui: &Ui, planned: &Planned, question: &Question, window: &Window) -> Table {
    let keys = [
        ("window-party", ColumnKind::Text),
        ("contract-one", ColumnKind::Text),
        ("window-why", ColumnKind::Text),
    ];
    let mut table = Table::new("utanfor", ui.t("window-outside"), columns(ui, &keys));
    let inside: BTreeSet<usize> = window
        .choices
        .iter()
        .map(|choice| choice.contract)
        .collect();
    let outside = (0..planned.inputs.len()).filter(|input| !inside.contains(input));
    for input in outside {
        let contract = &planned.inputs[input];
        let found = ends(contract, question.today, question.latest);
        let why = match (found.first(), found.last()) {
            (Some(first), _) if first.days.first >= window.start => {
                ui.t1("window-why-bound", "date", ui.date(&first.days.first))
            }
            (_, Some(last)) if last.days.last < window.start => {
                ui.t1("window-why-ends", "date", ui.date(&last.days.last))
            }
            (None, _) => ui.t("window-why-ended"),
            _ => ui.t("window-why-between"),
        };
        table.push(vec![
            Cell::text(party(planned, contract.party)),
            contract_cell(planned, input),
            Cell::text(why),
        ]);
    }
    table
}

/// Contracts that should be tendered whatever the window, and those that lack an end.
pub(super) fn flagged(ui: &Ui, planned: &Planned, question: &Question) -> Table {
    let keys = [
        ("window-party", ColumnKind::Text),
        ("contract-one", ColumnKind::Text),
        ("contract-standing", ColumnKind::Text),
    ];
    let mut table = Table::new("se-over", ui.t("window-flagged"), columns(ui, &keys));
    for (place, contract) in planned.contracts.iter().enumerate() {
        let flags = standing(contract, question.today).flags;
        let told = flags.iter().filter(|flag| **flag != Flag::Ended);
        let told: Vec<String> = told.map(|flag| ui.t(flag_text(*flag))).collect();
        if told.is_empty() {
            continue;
        }
        let mut parties = planned.parties.iter();
        let owner = parties.find(|party| party.id.0 == contract.ground);
        table.push(vec![
            Cell::text(owner.map_or("", |party| &party.name)),
            contract_at(planned, place),
            Cell::text(told.join(", ")),
        ]);
    }
    table
}
