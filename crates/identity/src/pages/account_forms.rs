use super::choose_password::{password_fields, read_new_password};
use crate::actions::{change_password, rename};
use crate::directory::DirectorySlot;
use crate::visitor::Visitor;
use axum::extract::State;
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

const HOME: &str = "/mina-uppgifter";

fn form_page(ui: Ui, heading: &str, form: Form) -> FormPage {
    let heading = ui.t(heading);
    let ui = ui.clone().with_crumb(HOME, ui.t("account-heading"));
    FormPage::new(ui, heading, form.cancel(HOME))
}

fn name_page(ui: Ui) -> FormPage {
    let name = Field::new("name", ui.t("person-name"), FieldKind::Text);
    let form = Form::new("/mina-uppgifter/namn", ui.t("form-save"))
        .field(name.required().autocomplete("name"))
        .fill(Values::default().set("name", ui.person_name()));
    form_page(ui, "account-change-name", form)
}

pub async fn show_name(ui: Ui) -> PageResult {
    ui.actor.person().ok_or_else(Problem::sign_in_needed)?;
    name_page(ui).show()
}

pub async fn submit_name(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let tx = state.db.begin("rename").await?;
    if let Err(problem) = rename(&tx, &ui.actor, values.text("name")).await {
        return name_page(ui).refuse(values, problem);
    }
    tx.commit().await?;
    Ok(redirect_with_notice(HOME, "name-changed"))
}

fn password_page(ui: Ui) -> FormPage {
    let current = Field::new("current", ui.t("password-current"), FieldKind::Password);
    let form = Form::new("/mina-uppgifter/losenord", ui.t("password-save"))
        .field(current.required().autocomplete("current-password"));
    let form = password_fields(&ui, form);
    let lead = ui.t("account-password-lead");
    form_page(ui, "account-change-password", form).lead(lead)
}

pub async fn show_password(ui: Ui) -> PageResult {
    ui.actor.person().ok_or_else(Problem::sign_in_needed)?;
    password_page(ui).show()
}

pub async fn submit_password(
    State(state): State<AppState>,
    ui: Ui,
    visitor: Visitor,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    match change(&state, &ui, &directory, &visitor, &values).await {
        Ok(()) => Ok(redirect_with_notice(HOME, "password-changed")),
        Err(problem) => password_page(ui).refuse(values, problem),
    }
}

async fn change(
    state: &AppState,
    ui: &Ui,
    directory: &DirectorySlot,
    visitor: &Visitor,
    values: &Values,
) -> Result<(), Problem> {
    let current = values.required("current")?;
    let new = read_new_password(values)?;
    let from = visitor.address;
    change_password(&state.db, &**directory, &ui.actor, &current, &new, from).await
}
