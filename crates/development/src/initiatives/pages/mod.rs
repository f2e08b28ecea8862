mod decide_forms;
mod flow;
mod forms;
mod gate;
mod gate_print;
mod gate_tables;
mod initiative;
mod steps;
mod words;

pub use gate_print::{GateInPrint, gate_in_print};
pub use gate_tables::Decided;
pub(crate) use initiative::lacks;
pub(crate) use words::{date_cell, state_tag};

use super::standing::standing;
use super::{HeldInitiative, INITIATIVE, store};
use crate::policy::Action;
use crate::processes::PROCESS;
use flow::{Desk, GateForm};
use samverk_database::Tx;
use samverk_fields::One;
use samverk_foundation::Problem;
use samverk_kept::{Beside, Ground, Later, Stored, Told, ToldColumn};
use samverk_parties::Scope;
use samverk_web::{Cell, ColumnKind, Policy, Route, Ui};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) static TOLD_OF_INITIATIVES: Told = Told {
    columns: &[
        ToldColumn::new("phase", "initiative-phase", ColumnKind::Text),
        ToldColumn::new("state", "initiative-state", ColumnKind::Text),
    ],
    tell: |tx, _, ui, rows| Box::pin(phases(tx, ui, rows)),
};

/// In which phase each is, and whether it moves.
async fn phases(tx: &Tx, ui: &Ui, rows: &[&Stored]) -> Result<Vec<Vec<Cell>>, Problem> {
    let initiatives = INITIATIVE.held(rows)?;
    let ids: Vec<Uuid> = initiatives.iter().map(|one| one.id).collect();
    let gates = store::list_gates(tx, &ids).await?;
    let process = |one: &HeldInitiative| one.process.as_ref().and_then(One::id);
    let ids: Vec<Uuid> = initiatives.iter().filter_map(process).collect();
    let processes = match ids.is_empty() {
        true => Vec::new(),
        false => PROCESS.with_ids(tx, &ids).await?,
    };
    let processes: BTreeMap<Uuid, _> = processes.into_iter().map(|one| (one.id, one)).collect();
    let none = BTreeMap::new();
    let cells = |one: &HeldInitiative| {
        let process = process(one).and_then(|id| processes.get(&id));
        let gates = gates.get(&one.id).unwrap_or(&none);
        match process.and_then(|process| standing(process, gates)) {
            Some(standing) => vec![
                Cell::text(standing.phase.name.to_string()),
                state_tag(ui, standing.state),
            ],
            None => vec![Cell::text(ui.t("initiative-without-process"))],
        }
    };
    Ok(initiatives.iter().map(cells).collect())
}

pub(super) fn beside_initiatives<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        Ok(Beside {
            actions: vec![
                (at.href("/portfolj"), ui.t("portfolio-heading")),
                (at.href("/processer"), ui.t("process-tab")),
            ],
            ..Beside::default()
        })
    })
}

/// The way here: the list of initiatives comes before one.
pub(super) fn initiative_ui(ui: Ui, scope: &Scope) -> Ui {
    let label = ui.t("initiative-tab");
    scope.ui(ui).with_crumb(scope.href("/initiativ"), label)
}

/// The way to a gate.
fn gate_ui(ui: Ui, desk: &Desk) -> Ui {
    initiative_ui(ui, &desk.at.scope)
        .with_crumb(desk.at.href(""), desk.at.initiative.title.to_string())
}

/// The way to a form of a gate.
fn gate_form_ui(ui: Ui, desk: &Desk) -> Ui {
    gate_ui(ui, desk).with_crumb(desk.href(""), desk.phase_name())
}

fn form<F: GateForm>(path: &'static str) -> [Route; 2] {
    let policy = Policy::Action(F::ACTION.code());
    [
        Route::get(path, policy, flow::show::<F>),
        Route::post(path, policy, flow::submit::<F>),
    ]
}

pub(crate) fn routes() -> Vec<Route> {
    let open = Policy::Public;
    let reading = [
        Route::get(
            "/samverkan/{collaboration}/initiativ/{thing}",
            open,
            initiative::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/initiativ/{thing}/fas/{phase}",
            Policy::Action(Action::ReadGate.code()),
            gate::show,
        ),
    ];
    let writing = [
        form::<forms::ChecksForm>("/samverkan/{collaboration}/initiativ/{thing}/fas/{phase}/krav"),
        form::<forms::BasisForm>(
            "/samverkan/{collaboration}/initiativ/{thing}/fas/{phase}/underlag",
        ),
        form::<forms::AssessorsForm>(
            "/samverkan/{collaboration}/initiativ/{thing}/fas/{phase}/bedomare",
        ),
        form::<decide_forms::ScoresForm>(
            "/samverkan/{collaboration}/initiativ/{thing}/fas/{phase}/bedom/{number}",
        ),
        form::<decide_forms::DecisionForm>(
            "/samverkan/{collaboration}/initiativ/{thing}/fas/{phase}/besluta",
        ),
        form::<forms::ConditionsForm>(
            "/samverkan/{collaboration}/initiativ/{thing}/fas/{phase}/villkor",
        ),
    ];
    reading
        .into_iter()
        .chain(writing.into_iter().flatten())
        .collect()
}
