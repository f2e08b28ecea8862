//! The way from an empty collaboration to one that stands: from each step on to the next.

use crate::Scope;
use crate::policy::Action;
use axum::extract::{Path, State};
use samverk_database::{Contents, Whose, filled};
use samverk_web::{AppState, PageResult, Ui, Values, next_form, redirect, redirect_with_notice};

/// Leads to the form of the first step that is not done, after the one that somebody comes from.
pub async fn lead(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveCollaboration.by())?;
    let asked: Vec<Contents> = ui.first_steps().iter().map(|step| step.done).collect();
    let person = ui.actor.person().map(|person| person.id);
    let filled = filled(&tx, (Whose::Collaboration, &key), person, &asked).await?;
    let is_done = |contents| filled.has(contents, true);
    let (base, notice) = (scope.href(""), query.text("notis"));
    Ok(match next_form(&ui, &base, query.text("efter"), is_done) {
        Some(form) if notice.is_empty() => redirect(&form),
        Some(form) => redirect_with_notice(&form, notice),
        None => redirect_with_notice(&base, "beginning-done"),
    })
}
