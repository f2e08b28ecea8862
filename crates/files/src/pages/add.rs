use super::found::{list_of, ui_at};
use super::receive::receive;
use crate::actions::{NewFile, add_file};
use crate::model::{File, Received, State};
use crate::{Files, policy};
use axum::Extension;
use axum::extract::{Path, Request, State as Of};
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Failure, Field, FieldKind, Form, FormPage, PageResult, Thing, Ui, Values,
    redirect_with_notice,
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
    let tx = app.db.read().await?;
    let thing = app.thing(&tx, &ui.actor, &kind, id).await?;
    let bytes = tx.new_id();
    drop(tx);
    policy::require(policy::may_add(&thing))?;
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
    let added = async {
        let tx = app.db.begin("add_file").await?;
        let thing = app.thing(&tx, &ui.actor, &kind, id).await?;
        let file = add_file(&tx, &ui.actor, &thing, &new, &received).await?;
        Ok((tx, file))
    };
    match added.await {
        Ok((tx, file)) => {
            // When it is not known whether the rows were kept, the bytes stay for the tidying.
            tx.commit().await?;
            let to = list_of(&thing);
            Ok(settled(&files, (&file, &received), &to).await?)
        }
        Err(problem) => refused(&files, page, sent.values, (problem, &received)).await,
    }
}

/// The bytes that no row will tell of go again.
pub(super) async fn refused(
    files: &Files,
    page: FormPage,
    values: Values,
    (problem, received): (Problem, &Received),
) -> PageResult {
    files.storage.remove(received.id).await?;
    page.refuse(values, problem)
}

/// What has a virus is told to whoever sent it, and its bytes are not kept.
pub(super) async fn settled(
    files: &Files,
    (file, received): (&File, &Received),
    to: &str,
) -> Result<axum::response::Response, Failure> {
    match received.state {
        State::Infected(_) => {
            files.storage.remove(received.id).await?;
            Ok(redirect_with_notice(&file.href(), "file-infected"))
        }
        State::NotScanned(_) | State::Clean => Ok(redirect_with_notice(to, "file-added")),
    }
}

pub(super) fn missing() -> Problem {
    Problem::invalid("file_not_chosen").at_field("file")
}

pub(super) fn file_field(ui: &Ui, files: &Files) -> Field {
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
