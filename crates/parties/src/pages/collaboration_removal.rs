//! Removing a collaboration that came to nothing.

use crate::actions::remove_collaboration;
use crate::policy::Action;
use crate::{Above, Scope};
use axum::extract::{Path, State};
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};

fn page(ui: Ui, scope: &Scope) -> FormPage {
    let ui = scope.ui(ui);
    let form = Form::new(scope.href("/ta-bort"), ui.t("collaboration-remove"))
        .danger()
        .seen(scope.collaboration.revision)
        .cancel(scope.href(""));
    let name = &scope.collaboration.name;
    let heading = ui.t1("collaboration-remove-heading", "name", name);
    let lead = ui.t("collaboration-remove-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn confirm(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::RemoveCollaboration.by())?;
    page(ui, &scope).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    above: Above,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_collaboration").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_collaboration(&tx, &ui.actor, &above, &scope, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice("/samverkan", "collaboration-removed"))
        }
        Err(problem) => page(ui, &scope).refuse(values, problem),
    }
}
