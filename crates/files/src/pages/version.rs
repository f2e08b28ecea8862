use super::add::{file_field, missing, refused, settled};
use super::found::{find, ui_at};
use super::receive::receive;
use crate::actions::add_version;
use crate::model::File;
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
    let (thing, file) = find(&app, &tx, &ui, id).await?;
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
    let tx = app.db.read().await?;
    let (thing, file) = find(&app, &tx, &ui, id).await?;
    let bytes = tx.new_id();
    drop(tx);
    policy::require(policy::may_add_version(&thing, &file))?;
    let sent = receive(&files, bytes, request).await?;
    let page = page(&ui, (&thing, &file), &files);
    let received = match sent.received {
        Ok(Some(received)) => received,
        Ok(None) => return page.refuse(sent.values, missing()),
        Err(wrong) => return page.refuse(sent.values, wrong),
    };
    let added = async {
        let tx = app.db.begin("add_version").await?;
        let (thing, file) = find(&app, &tx, &ui, id).await?;
        add_version(&tx, &ui.actor, (&thing, &file), &received).await?;
        Ok(tx)
    };
    match added.await {
        Ok(tx) => {
            tx.commit().await?;
            Ok(settled(&files, (&file, &received), &file.href()).await?)
        }
        Err(problem) => refused(&files, page, sent.values, (problem, &received)).await,
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
