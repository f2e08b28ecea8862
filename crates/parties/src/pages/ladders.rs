//! The ladders with their steps, and one of them as it is read. Its forms are the machine's.

use crate::ladders::{
    HeldLadder, LADDER, SHIPPED, find_ladder, is_unused, ladder_href, list_ladders,
};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_foundation::Problem;
use samverk_web::{AppState, PageResult, Ui};

#[derive(Template)]
#[template(path = "ladders.html")]
struct LaddersPage {
    ui: Ui,
    ladders: Vec<HeldLadder>,
    may_edit: bool,
}

pub async fn list(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    ui.page(&LaddersPage {
        ladders: list_ladders(&tx).await?,
        may_edit: ui.actor.all_roles().any(LADDER.writers.by()),
        ui: ui.clone(),
    })
}

#[derive(Template)]
#[template(path = "ladder.html")]
struct LadderPage {
    ui: Ui,
    href: String,
    ladder: HeldLadder,
    may_edit: bool,
    may_remove: bool,
    /// Why it is not removed.
    stays: Option<&'static str>,
    history: Vec<RecordedEvent>,
}

pub async fn show(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let ladder = find_ladder(&tx, &key).await?;
    let ladder = ladder.ok_or_else(Problem::not_found)?;
    let label = ui.t("layout-ladders");
    let ui = ui.with_crumb("/trappor", label);
    let roles = ui.actor.all_roles();
    let history = match roles.is_member() {
        true => list_object_events(&tx, ladder.id, 10).await?,
        false => Vec::new(),
    };
    let may_edit = roles.any(LADDER.writers.by());
    let ships = SHIPPED.iter().any(|(key, _)| ladder.key.as_str() == *key);
    let is_used = may_edit && is_unused(&tx, ladder.id).await.is_err();
    let stays = match (may_edit, ships, is_used) {
        (true, true, _) => Some("ladder-stays-shipped"),
        (true, false, true) => Some("ladder-stays-used"),
        _ => None,
    };
    ui.page(&LadderPage {
        ui: ui.clone(),
        href: ladder_href(&ladder),
        may_edit,
        may_remove: may_edit && stays.is_none(),
        stays,
        ladder,
        history,
    })
}
