//! A gate of an initiative: what it asks, what is answered, and what was decided on what.

use super::flow::{Address, Desk};
use super::gate_tables::{
    Decided, assessor_table, check_table, criteria_table, decided_on, weights_at,
};
use super::gate_ui;
use super::initiative::missing_words;
use crate::initiatives::actions::may_score;
use crate::initiatives::gate::GateDocument;
use crate::initiatives::standing::{State as Moves, lacking};
use crate::policy::Action;
use crate::processes::Phase;
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::Problem;
use samverk_web::{AppState, PageResult, Table, Ui, Values, download};

/// A text of the decision basis.
struct Written {
    name: String,
    about: String,
    html: String,
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
    let here = (at, &desk.phase);
    let weights = weights_at(&desk.tx, here, &says).await?;
    let checks = check_table(&ui, here, &says);
    let criteria = criteria_table(&ui, here, &says, &weights);
    let assessors = assessor_table(&ui, here, &says, |number, one| {
        let is_open = !says.is_passed() && may_score(&desk.actor, &at.scope, one);
        is_open.then(|| desk.href(&format!("/bedom/{number}")))
    });
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
