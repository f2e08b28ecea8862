//! The tables of a gate, on its page and in print.

use super::words::{date_cell, decided};
use crate::initiatives::InProcess;
use crate::initiatives::gate::{GateDecision, GateDocument, Scoring};
use crate::initiatives::store::list_rankings;
use crate::ranking::{mean, show_number, weights_of};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Tone, Ui};

/// An initiative at the gate of a phase.
pub(super) type AtPhase<'a> = (&'a InProcess, &'a Key);

/// A decision with what it demands and what it was built on.
pub struct Decided {
    pub words: String,
    pub reason: String,
    /// Nothing when it has none.
    pub conditions: Option<Table>,
    pub evidence: Vec<Table>,
}

fn new_table<const COUNT: usize>(
    ui: &Ui,
    name: &str,
    caption: &str,
    keys: [(&str, ColumnKind); COUNT],
) -> Table {
    let columns = keys.map(|(key, kind)| Column::new(ui.t(key), kind));
    Table::new(name, ui.t(caption), columns.into()).narrow(Narrow::Lists)
}

fn holds_cell(ui: &Ui, holds: Option<bool>) -> Cell {
    match holds {
        Some(true) => Cell::tag(Tone::Good, ui.t("gate-yes")),
        Some(false) => Cell::tag(Tone::Bad, ui.t("gate-no")),
        None => Cell::tag(Tone::Warning, ui.t("gate-unanswered")),
    }
}

const CHECKS: [(&str, ColumnKind); 4] = [
    ("gate-check", ColumnKind::Text),
    ("gate-holds", ColumnKind::Text),
    ("gate-reason", ColumnKind::Text),
    ("gate-evidence", ColumnKind::Text),
];

pub(super) fn check_table(ui: &Ui, (at, phase): AtPhase<'_>, says: &GateDocument) -> Table {
    let mut table = new_table(ui, "krav", "gate-checks", CHECKS);
    for check in at.process.checks_of(phase) {
        let answer = says.answer(&check.key);
        table.push(vec![
            Cell::text(check.text.to_string()),
            holds_cell(ui, answer.map(|one| one.holds)),
            answer.map_or_else(Cell::empty, |one| Cell::text(one.reason.clone())),
            answer.map_or_else(Cell::empty, |one| evidence_cell(&one.evidence)),
        ]);
    }
    table
}

/// An address leads where it says.
fn evidence_cell(evidence: &str) -> Cell {
    let is_address = ["https://", "http://"]
        .iter()
        .any(|start| evidence.starts_with(start));
    match is_address && !evidence.contains(char::is_whitespace) {
        true => Cell::link(evidence, evidence),
        false => Cell::text(evidence),
    }
}

/// `2–5`
fn spread(scores: &[i64]) -> String {
    match (scores.iter().min(), scores.iter().max()) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least}–{most}"),
        _ => String::new(),
    }
}

const CRITERIA: [(&str, ColumnKind); 5] = [
    ("gate-criterion", ColumnKind::Text),
    ("gate-weight", ColumnKind::Integer),
    ("gate-mean", ColumnKind::Text),
    ("gate-spread", ColumnKind::Text),
    ("gate-count", ColumnKind::Integer),
];

fn criterion_row(ui: &Ui, name: &str, weight: i64, scores: &[i64]) -> Vec<Cell> {
    let count = i64::try_from(scores.len()).unwrap_or(i64::MAX);
    let mean = mean(scores).map(|mean| show_number(ui, &mean));
    vec![
        Cell::text(name),
        Cell::integer(weight),
        mean.map_or_else(Cell::empty, Cell::text),
        Cell::text(spread(scores)),
        Cell::integer(count),
    ]
}

/// What was decided on stays as it was weighed then, however later rankings weigh.
pub(super) async fn weights_at(
    tx: &Tx,
    (at, phase): AtPhase<'_>,
    says: &GateDocument,
) -> Result<Vec<(Key, i64)>, Problem> {
    if let Some(decided) = says.decided_weights() {
        return Ok(decided);
    }
    let rankings = list_rankings(tx, &[at.process.id]).await?;
    Ok(weights_of(&at.process, phase, &rankings))
}

pub(super) fn criteria_table(
    ui: &Ui,
    (at, phase): AtPhase<'_>,
    says: &GateDocument,
    weights: &[(Key, i64)],
) -> Table {
    let mut table = new_table(ui, "kriterier", "gate-criteria", CRITERIA);
    for criterion in at.process.criteria_of(phase) {
        let weight = weights.iter().find(|(key, _)| *key == criterion.key);
        let weight = weight.map_or(criterion.weight.0, |(_, weight)| *weight);
        let scores = says.scores_of(&criterion.key);
        table.push(criterion_row(ui, &criterion.name, weight, &scores));
    }
    table
}

/// `answers` is where the one in a place answers, for whoever may.
pub(super) fn assessor_table(
    ui: &Ui,
    (at, _): AtPhase<'_>,
    says: &GateDocument,
    answers: impl Fn(usize, &Scoring) -> Option<String>,
) -> Table {
    let keys = [
        ("gate-assessor", ColumnKind::Text),
        ("gate-party", ColumnKind::Text),
        ("gate-due", ColumnKind::Date),
        ("gate-given", ColumnKind::Date),
        ("gate-scores", ColumnKind::Text),
    ];
    let mut table = new_table(ui, "bedomare", "gate-assessors", keys);
    let scope = &at.scope;
    for (number, one) in (1..).zip(&says.scorings) {
        let party = one.party.as_ref().map(|key| {
            let mut members = scope.members.iter();
            let member = members.find(|member| member.party.key == *key);
            member.map_or_else(|| key.to_string(), |member| member.party.name.clone())
        });
        let scores = one.scores.iter().map(|score| score.score.to_string());
        let scores = scores.collect::<Vec<_>>().join(", ");
        let name = match answers(number, one) {
            Some(href) => Cell::link(href, one.assessor.clone()),
            None => Cell::text(one.assessor.clone()),
        };
        table.push(vec![
            name,
            party.map_or_else(Cell::empty, Cell::text),
            date_cell(one.due),
            date_cell(one.given),
            match one.given {
                Some(_) => Cell::text(scores),
                None => Cell::tag(Tone::Warning, ui.t("gate-awaited")),
            },
        ]);
    }
    table
}

/// A decision as it was taken, with the frozen evidence.
pub(super) fn decided_on(ui: &Ui, decision: &GateDecision) -> Decided {
    let evidence = &decision.evidence;
    let mut checks = new_table(ui, "fryst-krav", "gate-checks", CHECKS);
    for one in &evidence.checks {
        checks.push(vec![
            Cell::text(one.text.clone()),
            holds_cell(ui, one.holds),
            Cell::text(one.reason.clone()),
            evidence_cell(&one.evidence),
        ]);
    }
    let mut criteria = new_table(ui, "fryst-kriterier", "gate-criteria", CRITERIA);
    for one in &evidence.criteria {
        criteria.push(criterion_row(ui, &one.name, one.weight, &one.scores));
    }
    let keys = [
        ("gate-document", ColumnKind::Text),
        ("gate-version", ColumnKind::Integer),
        ("gate-checksum", ColumnKind::Text),
    ];
    let mut documents = new_table(ui, "fryst-underlag", "gate-documents", keys);
    let texts = evidence
        .texts
        .iter()
        .map(|one| (&one.name, one.version, &one.sha256));
    let files = evidence
        .files
        .iter()
        .map(|one| (&one.name, one.version, &one.sha256));
    for (name, version, sha256) in texts.chain(files) {
        documents.push(vec![
            Cell::text(name.clone()),
            Cell::integer(version),
            Cell::text(sha256.clone()),
        ]);
    }
    let tables = [checks, criteria, documents].into_iter();
    let tables = tables.filter(|table| !table.rows.is_empty());
    let conditions = conditions(ui, decision);
    Decided {
        words: decided(ui, decision),
        reason: decision.reason.clone(),
        conditions: (!conditions.rows.is_empty()).then(|| conditions.without_downloads()),
        evidence: tables.map(Table::without_downloads).collect(),
    }
}

fn conditions(ui: &Ui, decision: &GateDecision) -> Table {
    let keys = [
        ("gate-condition", ColumnKind::Text),
        ("gate-due", ColumnKind::Date),
        ("gate-met", ColumnKind::Date),
        ("gate-note", ColumnKind::Text),
    ];
    let mut table = new_table(ui, "villkor", "gate-conditions", keys);
    for one in &decision.conditions {
        table.push(vec![
            Cell::text(one.text.clone()),
            date_cell(one.due),
            date_cell(one.met),
            Cell::text(one.note.clone()),
        ]);
    }
    table
}
