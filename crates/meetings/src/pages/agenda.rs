//! What is sent from a meeting's page.

use super::meeting;
use super::words::suggested_title;
use crate::actions;
use crate::choices::MatterKind;
use crate::meetings::Meeting;
use crate::suggested::{Suggested, take_up_suggested};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

type Address = Path<(String, String)>;

async fn found(
    tx: &Tx,
    ui: &Ui,
    (collaboration, key): &(String, String),
) -> Result<(Scope, Held<Meeting>), Problem> {
    let scope = Scope::find(tx, &ui.actor, collaboration).await?;
    let meeting = actions::find_meeting(tx, &scope, key).await?;
    Ok((scope, meeting))
}

fn back(scope: &Scope, meeting: &Held<Meeting>, notice: &str) -> PageResult {
    let href = scope.href(&format!("/moten/{}", meeting.key));
    Ok(redirect_with_notice(&href, notice))
}

/// A new matter.
pub(super) async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_to_agenda").await?;
    let (scope, meeting) = found(&tx, &ui, &address).await?;
    let added = async {
        let kind = MatterKind::from_code(values.text("kind"));
        let kind = kind.map_err(|wrong| wrong.at_field("kind"))?;
        let what = (values.text("title").trim(), kind);
        actions::add_to_agenda(&tx, &ui.actor, &scope, &meeting, what).await
    };
    match added.await {
        Ok(_) => {
            tx.commit().await?;
            back(&scope, &meeting, "saved")
        }
        Err(problems) => refused(tx, state, ui, address, problems).await,
    }
}

/// What waits, and what the series always deals with.
pub(super) async fn take_up(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("take_up_matters").await?;
    let (scope, meeting) = found(&tx, &ui, &address).await?;
    let taken = async {
        let keys = values.all("matter").into_iter().map(Key::parse);
        let keys: Vec<Key> = keys.collect::<Result<_, _>>()?;
        if values.checked("standing") {
            actions::add_standing(&tx, &ui.actor, &scope, &meeting).await?;
        }
        actions::take_up(&tx, &ui.actor, &scope, &meeting, &keys).await?;
        let title = |one: &Suggested| suggested_title(&ui, one);
        let chosen = (values.all("suggested"), title);
        take_up_suggested(&tx, &ui.actor, &scope, &meeting, (&chosen.0, chosen.1)).await
    };
    match taken.await {
        Ok(()) => {
            tx.commit().await?;
            back(&scope, &meeting, "saved")
        }
        Err(problems) => refused(tx, state, ui, address, problems).await,
    }
}

/// The meeting's page with what was wrong above it.
async fn refused(
    undone: Tx,
    state: AppState,
    ui: Ui,
    address: (String, String),
    problems: Problems,
) -> PageResult {
    drop(undone);
    let tx = state.db.read().await?;
    meeting::page(&tx, ui, &address, problems).await
}
