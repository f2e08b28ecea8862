use super::add::public_field;
use super::place::ui_at;
use crate::actions::{NewFile, change_file};
use crate::find::find;
use crate::model::File;
use crate::policy;
use axum::extract::{Path, State};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Thing, Ui, Values, redirect_with_notice,
};
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
    let tx = app.db.begin("change_file").await?;
    let (thing, file) = find(&app, &tx, &ui.actor, id).await?;
    let said = NewFile {
        title: values.text("title").to_owned(),
        // Who may not say it leaves it as it is.
        is_public: match policy::may_publish(&thing) {
            true => values.checked("public"),
            false => file.is_public,
        },
    };
    let seen = values.integer("revision")?;
    match change_file(&tx, &ui.actor, (&thing, &file), &said, seen).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&file.href(), "file-saved"))
        }
        Err(problem) => page(&ui, &thing, &file).refuse(values, problem),
    }
}

fn page(ui: &Ui, thing: &Thing, file: &File) -> FormPage {
    let ui = ui_at(ui, thing).with_crumb(file.href(), file.title.clone());
    let title = Field::new("title", ui.t("file-title"), FieldKind::Text).required();
    let mut form = Form::new(format!("{}/andra", file.href()), ui.t("form-save"))
        .field(title)
        .cancel(file.href());
    let mut values = Values::default().set("title", &file.title);
    if policy::may_publish(thing) {
        form = form.field(public_field(&ui));
        values = values.set("public", file.is_public);
    }
    let form = form.fill(values).seen(file.revision);
    let heading = ui.t1("file-change-heading", "title", &file.title);
    FormPage::new(ui, heading, form)
}
