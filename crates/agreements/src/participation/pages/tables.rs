//! The parties against their answers: decision, what they give, and what they pay.

use crate::participation::answer::{HeldParticipation, Taking};
use crate::participation::share::{Shared, Shares};
use crate::participation::view::{PartyAnswer, QuestionDesk};
use samverk_foundation::Ore;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, TableRow, Tone, Ui};

pub(super) fn answers(ui: &Ui, desk: &QuestionDesk, shares: Option<&Shares>) -> Table {
    let text = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let date = |key: &str| Column::new(ui.t(key), ColumnKind::Date);
    let columns = vec![
        text("participation-party"),
        text("participation-answer"),
        Column::new(ui.t("participation-share"), ColumnKind::Kronor),
        date("participation-from"),
        date("participation-to"),
        text("participation-decision"),
        text("participation-registry-number"),
        text("participation-contact"),
        Column::new(ui.t("participation-cost"), ColumnKind::Kronor),
        Column::new(ui.t("participation-hours"), ColumnKind::Integer),
    ];
    let caption = ui.t("participation-answers");
    let mut table = Table::new("deltagande", caption, columns).narrow(Narrow::Lists);
    let found = match shares {
        Some(Shares::Found(found)) => Some(found.as_ref()),
        _ => None,
    };
    let rows = desk.rows();
    for row in &rows {
        table.push(cells(ui, desk, row, found));
    }
    // Before anybody is asked there is nothing to sum.
    table.totals = desk.is_asked().then(|| totals(ui, &rows, found));
    table
}

fn cells(ui: &Ui, desk: &QuestionDesk, row: &PartyAnswer, found: Option<&Shared>) -> Vec<Cell> {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(Cell::empty, Cell::date);
    let period = row.standing.and_then(|standing| standing.period);
    let last = row.last;
    let tag = match last {
        None if !desk.is_asked() => Cell::empty(),
        None => Cell::tag(Tone::Neutral, ui.t("participation-not-answered")),
        Some(last) => {
            let words = ui.kind_name("participation-answer-", last.answer.code());
            Cell::tag(tone(last.answer), words)
        }
    };
    let tag = match last {
        Some(last) => tag.to(desk.scope.href(&format!("/deltagandesvar/{}", last.key))),
        None => tag,
    };
    let share = found.and_then(|found| found.result.row(&row.party.key));
    vec![
        Cell::text(&row.party.name),
        tag,
        share.map_or_else(Cell::empty, |share| Cell::ore(share.amount)),
        day(period.and_then(|period| period.from)),
        day(period.and_then(|period| period.to)),
        Cell::text(last.map(|last| decision(ui, last)).unwrap_or_default()),
        Cell::text(
            last.map(|last| last.registry_number.to_string())
                .unwrap_or_default(),
        ),
        Cell::text(
            last.map(|last| last.contact.to_string())
                .unwrap_or_default(),
        ),
        last.and_then(|last| last.cost)
            .map_or_else(Cell::empty, Cell::ore),
        last.and_then(|last| last.hours)
            .map_or_else(Cell::empty, |hours| Cell::integer(hours.0)),
    ]
}

fn tone(answer: Taking) -> Tone {
    match answer {
        Taking::TakesPart | Taking::JoinsLater => Tone::Good,
        Taking::Interested | Taking::Observing => Tone::Neutral,
        Taking::Declined | Taking::Leaves => Tone::Warning,
    }
}

/// `Kommunstyrelsen 2026-11-18 § 12`: what is said of it, as letters say it.
fn decision(ui: &Ui, last: &HeldParticipation) -> String {
    let day = last.decided.map(|day| ui.date(&day)).unwrap_or_default();
    let paragraph = last.paragraph.replace("§ ", "§\u{a0}");
    let parts = [last.body.to_string(), day, paragraph];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// What those who are in it give and pay, of those that have said so.
fn totals(ui: &Ui, rows: &[PartyAnswer], found: Option<&Shared>) -> TableRow {
    let taking = rows
        .iter()
        .filter(|row| row.standing.is_some_and(|at| at.period.is_some()));
    let taking: Vec<&HeldParticipation> = taking.filter_map(|row| row.last).collect();
    let cost: Ore = taking.iter().filter_map(|one| one.cost).sum();
    let hours: i64 = taking
        .iter()
        .filter_map(|one| one.hours)
        .map(|hours| hours.0)
        .sum();
    let mut cells = vec![Cell::text(ui.t1(
        "participation-sum",
        "count",
        taking.len(),
    ))];
    cells.push(Cell::empty());
    cells.push(found.map_or_else(Cell::empty, |found| Cell::ore(found.result.distributed)));
    cells.extend((0..5).map(|_| Cell::empty()));
    cells.push(Cell::ore(cost));
    cells.push(Cell::integer(hours));
    TableRow(cells)
}
