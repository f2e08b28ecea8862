use super::add::{file_field, missing, settled};
use super::place::ui_at;
use crate::find::find;
use crate::keep::{keep_version, may_send_version};
use crate::model::File;
use crate::receive::receive;
use crate::{Files, policy};
use axum::Extension;
use axum::extract::{Path, Request, State};
use samverk_web::{AppState, Form, FormPage, PageResult, Thing, Ui};
use uuid::Uuid;

pub(super) async fn ask(
    State(app): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(id): Path<Uuid>,
) -> PageResult {
    let tx = app.db.read().await?;
    let (thing, file) = find(&app, &tx, &ui.actor, id).await?;
    policy::require(policy::may_add_version(&thing, &file))?;
    page(&ui, (&thing, &file), &files).show()
}

pub(super) async fn send(
    State(app): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(id): Path<Uuid>,
    request: Request,
) -> PageResult {
    let (thing, file, bytes) = may_send_version(&app, &ui.actor, id).await?;
    let sent = receive(&files, bytes, request).await?;
    let page = page(&ui, (&thing, &file), &files);
    let received = match sent.received {
        Ok(Some(received)) => received,
        Ok(None) => return page.refuse(sent.values, missing()),
        Err(wrong) => return page.refuse(sent.values, wrong),
    };
    match keep_version((&app, &files), &ui.actor, id, &received).await {
        Ok(file) => Ok(settled((&file, &received), &file.href())),
        Err(problem) => page.refuse(sent.values, problem),
    }
}

fn page(ui: &Ui, (thing, file): (&Thing, &File), files: &Files) -> FormPage {
    let ui = ui_at(ui, thing).with_crumb(file.href(), file.title.clone());
    let form = Form::new(
        format!("{}/ny-version", file.href()),
        ui.t("file-version-add"),
    )
    .field(file_field(&ui, files))
    .cancel(file.href());
    let heading = ui.t1("file-version-heading", "title", &file.title);
    let lead = ui.t("file-version-lead");
    FormPage::new(ui, heading, form).lead(lead)
}
