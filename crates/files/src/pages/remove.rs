use super::place::{list_of, ui_at};
use crate::actions::remove_file;
use crate::find::find;
use crate::model::File;
use crate::policy;
use axum::extract::{Path, State};
use samverk_web::{AppState, Form, FormPage, PageResult, Thing, Ui, Values, redirect_with_notice};
use uuid::Uuid;

pub(super) async fn ask(State(app): State<AppState>, ui: Ui, Path(id): Path<Uuid>) -> PageResult {
    let tx = app.db.read().await?;
    let (thing, file) = find(&app, &tx, &ui.actor, id).await?;
    policy::require(policy::may_change(&thing, &file, &ui.actor))?;
    page(&ui, &thing, &file).show()
}

pub(super) async fn send(
    State(app): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    values: Values,
) -> PageResult {
    let tx = app.db.begin("remove_file").await?;
    let (thing, file) = find(&app, &tx, &ui.actor, id).await?;
    let seen = values.integer("revision")?;
    match remove_file(&tx, &ui.actor, (&thing, &file), seen).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&list_of(&thing), "file-removed"))
        }
        Err(problem) => page(&ui, &thing, &file).refuse(values, problem),
    }
}

fn page(ui: &Ui, thing: &Thing, file: &File) -> FormPage {
    let ui = ui_at(ui, thing).with_crumb(file.href(), file.title.clone());
    let form = Form::new(format!("{}/ta-bort", file.href()), ui.t("file-remove"))
        .danger()
        .cancel(file.href())
        .seen(file.revision);
    let heading = ui.t1("file-remove-heading", "title", &file.title);
    let lead = ui.t("file-remove-lead");
    FormPage::new(ui, heading, form).lead(lead)
}
