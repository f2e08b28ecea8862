//! Ending the letters from a letter: a page with one button, and the button of mail programs.

use crate::{actions, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::Problem;
use samverk_web::{AppState, PageResult, Ui};

#[derive(Template)]
#[template(path = "ending.html")]
struct EndingPage {
    ui: Ui,
    /// Where the button sends; nothing once it is done.
    action: Option<String>,
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path(secret): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let person = store::person_of_ending(&tx, &secret).await?;
    person.ok_or_else(Problem::not_found)?;
    ui.page(&EndingPage {
        action: Some(format!("/epost/avsluta/{secret}")),
        ui: ui.clone(),
    })
}

pub(super) async fn end(
    State(state): State<AppState>,
    ui: Ui,
    Path(secret): Path<String>,
) -> PageResult {
    let tx = state.db.begin("end_letters").await?;
    actions::end_letters(&tx, &secret).await?;
    tx.commit().await?;
    ui.page(&EndingPage {
        action: None,
        ui: ui.clone(),
    })
}
