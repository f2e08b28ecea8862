use super::place::{list_of, ui_at};
use crate::actions::NewFile;
use crate::keep::{keep_file, may_send};
use crate::model::{File, Received, State};
use crate::receive::receive;
use crate::{Files, policy};
use axum::Extension;
use axum::extract::{Path, Request, State as Of};
use axum::response::Response;
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Thing, Ui, redirect_with_notice,
};
use uuid::Uuid;

pub(super) async fn ask(
    Of(app): Of<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((kind, id)): Path<(String, Uuid)>,
) -> PageResult {
    let tx = app.db.read().await?;
    let thing = app.thing(&tx, &ui.actor, &kind, id).await?;
    policy::require(policy::may_add(&thing))?;
    page(&ui, &thing, &files).show()
}

pub(super) async fn send(
    Of(app): Of<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((kind, id)): Path<(String, Uuid)>,
    request: Request,
) -> PageResult {
    let at = (kind.as_str(), id);
    let (thing, bytes) = may_send(&app, &ui.actor, at).await?;
    let sent = receive(&files, bytes, request).await?;
    let page = page(&ui, &thing, &files);
    let received = match sent.received {
        Ok(Some(received)) => received,
        Ok(None) => return page.refuse(sent.values, missing()),
        Err(wrong) => return page.refuse(sent.values, wrong),
    };
    let new = NewFile {
        title: sent.values.text("title").to_owned(),
        is_public: sent.values.checked("public"),
    };
    match keep_file((&app, &files), &ui.actor, at, &new, &received).await {
        Ok(file) => Ok(settled((&file, &received), &list_of(&thing))),
        Err(problem) => page.refuse(sent.values, problem),
    }
}

/// What has a virus is told to whoever sent it.
pub(super) fn settled((file, received): (&File, &Received), to: &str) -> Response {
    match received.state {
        State::Infected(_) => redirect_with_notice(&file.href(), "file-infected"),
        State::NotScanned(_) | State::Clean => redirect_with_notice(to, "file-added"),
    }
}

pub(super) fn missing() -> Problem {
    Problem::invalid("file_not_chosen").at_field("file")
}

/// Where a file is chosen. It stands last in its form.
pub fn file_field(ui: &Ui, files: &Files) -> Field {
    let megabytes = files.bytes_max / (1024 * 1024);
    Field::new("file", ui.t("file-chosen"), FieldKind::File { accept: "" })
        .required()
        .hint(ui.t1("file-chosen-hint", "max", megabytes))
}

pub(super) fn public_field(ui: &Ui) -> Field {
    Field::new("public", ui.t("file-public"), FieldKind::Checkbox).hint(ui.t("file-public-hint"))
}

fn page(ui: &Ui, thing: &Thing, files: &Files) -> FormPage {
    let here = format!("/filer/ny/{}/{}", thing.kind, thing.id);
    let title = Field::new("title", ui.t("file-title"), FieldKind::Text);
    let mut form = Form::new(here, ui.t("file-add"))
        .field(title.hint(ui.t("file-title-hint")))
        .cancel(list_of(thing));
    if policy::may_publish(thing) {
        form = form.field(public_field(ui));
    }
    // Last, so that all else has been read when its bytes come.
    let form = form.field(file_field(ui, files));
    let heading = ui.t1("file-add-heading", "thing", &thing.name);
    FormPage::new(ui_at(ui, thing), heading, form).lead(ui.t("file-add-lead"))
}
