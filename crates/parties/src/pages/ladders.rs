//! A ladder as it is read. Its list and forms are the machine's.

use crate::ladders::{HeldLadder, LADDER, find_ladder, ladder_href};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_foundation::Problem;
use samverk_kept::Installation;
use samverk_web::{AppState, PageResult, Ui};

#[derive(Template)]
#[template(path = "ladder.html")]
struct LadderPage {
    ui: Ui,
    href: String,
    ladder: HeldLadder,
    may_edit: bool,
    /// Why it is not removed.
    stays: Option<Problem>,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

pub async fn show(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let ladder = find_ladder(&tx, &key).await?;
    let ladder = ladder.ok_or_else(Problem::not_found)?;
    let label = ui.t("layout-ladders");
    let ui = ui.with_crumb("/trappor", label);
    let at = Installation::seen_by(&ui.actor);
    let roles = ui.actor.all_roles();
    let history = match roles.is_member() {
        true => list_object_events(&tx, ladder.id, 10).await?,
        false => Vec::new(),
    };
    let may_edit = roles.any(LADDER.writers.by());
    let stays = match may_edit {
        true => LADDER.stays(&tx, ladder.id).await?,
        false => None,
    };
    ui.page(&LadderPage {
        ui: ui.clone(),
        href: ladder_href(&ladder),
        may_edit,
        stays,
        beside: ui.beside(&tx, &LADDER.thing(&at, &ladder)).await?,
        ladder,
        history,
    })
}
