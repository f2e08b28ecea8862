//! A gate of an initiative: what it asks, what is answered, and what was decided on what.

use super::flow::{Address, Desk};
use super::gate_ui;
use super::initiative::missing_words;
use super::words::{date_cell, decided};
use crate::initiatives::actions::may_score;
use crate::initiatives::gate::{GateDecision, GateDocument};
use crate::initiatives::standing::{State as Moves, lacking};
use crate::initiatives::store::list_rankings;
use crate::policy::Action;
use crate::processes::Phase;
use crate::ranking::{mean, show_number, weights_of};
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::{Key, Problem};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, PageResult, Table, Tone, Ui, Values, download,
};

/// A text of the decision basis.
struct Written {
    name: String,
    about: String,
    html: String,
}

/// A decision with what it was built on.
struct Decided {
    words: String,
    reason: String,
    evidence: Vec<Table>,
}

#[derive(Template)]
#[template(path = "gate.html")]
struct GatePage {
    ui: Ui,
    heading: String,
    phase: Phase,
    initiative: (String, String),
    is_current: bool,
    missing: Vec<String>,
    checks: Table,
    texts: Vec<Written>,
    criteria: Table,
    assessors: Table,
    decisions: Vec<Decided>,
    has_conditions: bool,
    may_prepare: bool,
    may_decide: bool,
    here: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let desk = Desk::open(state.db.read().await?, &ui, &address).await?;
    let ui = gate_ui(ui, &desk);
    let at = &desk.at;
    let phase = at.process.phase(&desk.phase).cloned();
    let phase = phase.ok_or_else(Problem::not_found)?;
    let says = at.says(&desk.phase);
    let rankings = list_rankings(&desk.tx, &[at.process.id]).await?;
    let weights = weights_of(&at.process, &desk.phase, &rankings);
    let checks = check_table(&ui, &desk, &says);
    let criteria = criteria_table(&ui, &desk, &says, &weights);
    let assessors = assessor_table(&ui, &desk, &says);
    let tables = [&checks, &criteria, &assessors];
    if let Some(file) = download(&query, &tables, desk.tx.now()) {
        return file;
    }
    let standing = at.standing();
    let is_current = standing
        .as_ref()
        .is_some_and(|one| one.phase.key == desk.phase && one.state != Moves::Closed);
    let is_open = !says.is_passed();
    let page = GatePage {
        heading: ui.t1("gate-heading", "phase", &*phase.name),
        initiative: (at.href(""), at.initiative.title.to_string()),
        missing: match is_open {
            true => missing_words(&ui, &lacking(&at.process, &desk.phase, &says)),
            false => Vec::new(),
        },
        texts: texts(&ui, &desk, &says),
        decisions: says
            .decisions
            .iter()
            .rev()
            .map(|one| decided_on(&ui, one))
            .collect(),
        has_conditions: says.last().is_some_and(|last| !last.conditions.is_empty()),
        may_prepare: is_open && at.scope.may(Action::PrepareGate.by()),
        may_decide: at.scope.may(Action::DecideGate.by()),
        here: desk.href(""),
        is_current,
        phase,
        checks,
        criteria,
        assessors,
        ui: ui.clone(),
    };
    ui.page(&page)
}

fn columns<const COUNT: usize>(ui: &Ui, keys: [(&str, ColumnKind); COUNT]) -> Vec<Column> {
    keys.map(|(key, kind)| Column::new(ui.t(key), kind)).into()
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

fn check_table(ui: &Ui, desk: &Desk, says: &GateDocument) -> Table {
    let mut table = Table::new("krav", ui.t("gate-checks"), columns(ui, CHECKS));
    for check in desk.at.process.checks_of(&desk.phase) {
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

fn texts(ui: &Ui, desk: &Desk, says: &GateDocument) -> Vec<Written> {
    let headings = desk.at.process.headings_of(&desk.phase);
    let written = |heading: &crate::processes::Heading| {
        let text = says.text(&heading.key).map_or("", |text| &text.text);
        Written {
            name: heading.name.to_string(),
            about: heading.text.to_string(),
            html: ui.marked(text, 3),
        }
    };
    headings.map(written).collect()
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

fn criteria_table(ui: &Ui, desk: &Desk, says: &GateDocument, weights: &[(Key, i64)]) -> Table {
    let mut table = Table::new("kriterier", ui.t("gate-criteria"), columns(ui, CRITERIA));
    for criterion in desk.at.process.criteria_of(&desk.phase) {
        let weight = weights.iter().find(|(key, _)| *key == criterion.key);
        let weight = weight.map_or(criterion.weight.0, |(_, weight)| *weight);
        let scores = says.scores_of(&criterion.key);
        table.push(criterion_row(ui, &criterion.name, weight, &scores));
    }
    table
}

fn assessor_table(ui: &Ui, desk: &Desk, says: &GateDocument) -> Table {
    let keys = [
        ("gate-assessor", ColumnKind::Text),
        ("gate-party", ColumnKind::Text),
        ("gate-due", ColumnKind::Date),
        ("gate-given", ColumnKind::Date),
        ("gate-scores", ColumnKind::Text),
    ];
    let mut table = Table::new("bedomare", ui.t("gate-assessors"), columns(ui, keys));
    let scope = &desk.at.scope;
    for (number, one) in (1..).zip(&says.scorings) {
        let party = one.party.as_ref().map(|key| {
            let mut members = scope.members.iter();
            let member = members.find(|member| member.party.key == *key);
            member.map_or_else(|| key.to_string(), |member| member.party.name.clone())
        });
        let scores = one.scores.iter().map(|score| score.score.to_string());
        let scores = scores.collect::<Vec<_>>().join(", ");
        let is_open = !says.is_passed() && may_score(&desk.actor, scope, one);
        let name = match is_open {
            true => Cell::link(desk.href(&format!("/bedom/{number}")), one.assessor.clone()),
            false => Cell::text(one.assessor.clone()),
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
fn decided_on(ui: &Ui, decision: &GateDecision) -> Decided {
    let evidence = &decision.evidence;
    let mut checks = Table::new("fryst-krav", ui.t("gate-checks"), columns(ui, CHECKS));
    for one in &evidence.checks {
        checks.push(vec![
            Cell::text(one.text.clone()),
            holds_cell(ui, one.holds),
            Cell::text(one.reason.clone()),
            evidence_cell(&one.evidence),
        ]);
    }
    let mut criteria = Table::new(
        "fryst-kriterier",
        ui.t("gate-criteria"),
        columns(ui, CRITERIA),
    );
    for one in &evidence.criteria {
        criteria.push(criterion_row(ui, &one.name, one.weight, &one.scores));
    }
    let keys = [
        ("gate-document", ColumnKind::Text),
        ("gate-version", ColumnKind::Integer),
        ("gate-checksum", ColumnKind::Text),
    ];
    let mut documents = Table::new("fryst-underlag", ui.t("gate-documents"), columns(ui, keys));
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
    Decided {
        words: decided(ui, decision),
        reason: decision.reason.clone(),
        evidence: tables.map(Table::without_downloads).collect(),
    }
}
