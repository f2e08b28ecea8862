//! The way of every form at a gate: find the initiative and the phase, show the form, save through the action, go
//! back to the gate or show the form again with what is wrong.

use super::gate_form_ui;
use crate::initiatives::InProcess;
use crate::policy::Action;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_web::{AppState, FormPage, PageResult, Ui, Values, redirect_with_notice};
use serde::Deserialize;
use std::future::Future;
use std::sync::Arc;

/// Where an address leads.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    pub collaboration: String,
    pub thing: String,
    pub phase: String,
    /// The place of an assessor, from 1; 0 when the address names none.
    #[serde(default)]
    pub number: usize,
}

/// What every form at a gate works with.
pub(super) struct Desk {
    pub tx: Tx,
    pub actor: Arc<Actor>,
    pub at: InProcess,
    pub phase: Key,
    pub number: usize,
}

impl Desk {
    pub(super) async fn open(tx: Tx, ui: &Ui, address: &Address) -> Result<Self, Problem> {
        let (collaboration, thing) = (&address.collaboration, &address.thing);
        let at = InProcess::find(&tx, &ui.actor, collaboration, thing).await?;
        // What a gate holds before it is decided is for those who belong to the collaboration.
        if !at.scope.sees_drafts() {
            return Err(Problem::not_found());
        }
        let phase = at.gated(&address.phase)?.key.clone();
        Ok(Self {
            tx,
            actor: ui.actor.clone(),
            at,
            phase,
            number: address.number,
        })
    }

    /// The address of the gate, and what follows.
    pub fn href(&self, rest: &str) -> String {
        self.at.href(&format!("/fas/{}{rest}", self.phase))
    }

    pub fn phase_name(&self) -> String {
        let phase = self.at.process.phase(&self.phase);
        phase.map_or_else(String::new, |phase| phase.name.to_string())
    }
}

/// A form at a gate.
pub(super) trait GateForm: 'static {
    const ACTION: Action;
    /// The transaction's name.
    const NAME: &'static str;

    /// Fails with `not_found` when there is nothing to fill in.
    fn page(desk: &Desk, ui: Ui) -> Result<FormPage, Problem>;

    fn save(desk: &Desk, values: &Values) -> impl Future<Output = Result<(), Problems>> + Send;
}

pub(super) async fn show<F: GateForm>(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let desk = Desk::open(state.db.read().await?, &ui, &address).await?;
    prepare::<F>(&desk, ui)?.show()
}

pub(super) async fn submit<F: GateForm>(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let desk = Desk::open(state.db.begin(F::NAME).await?, &ui, &address).await?;
    let page = prepare::<F>(&desk, ui)?;
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = F::save(&desk, &asked.values).await.err();
        return page.show_rows(asked, found);
    }
    match F::save(&desk, &values).await {
        Ok(()) => {
            let back = desk.href("");
            desk.tx.commit().await?;
            Ok(redirect_with_notice(&back, "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

fn prepare<F: GateForm>(desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
    desk.at.scope.require(F::ACTION.by())?;
    F::page(desk, gate_form_ui(ui, desk))
}
