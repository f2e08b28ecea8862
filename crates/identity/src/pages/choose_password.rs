use crate::actions::{choose_password, find_link_account};
use crate::directory::DirectorySlot;
use crate::model::{Account, LinkPurpose, PASSWORD_LENGTH_MIN};
use crate::security::{Refused, tell};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::header::REFERRER_POLICY;
use axum::response::IntoResponse;
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// The two fields of a new password, for this page and one's own.
pub fn password_fields(ui: &Ui, form: Form) -> Form {
    let field = |name, label| {
        let field = Field::new(name, ui.t(label), FieldKind::Password);
        field.required().autocomplete("new-password")
    };
    let hint = ui.t1("password-hint", "min", PASSWORD_LENGTH_MIN);
    form.field(field("password", "password-new").hint(hint))
        .field(field("again", "password-again"))
}

/// Fails with `passwords_differ` when the two fields do.
pub fn read_new_password(values: &Values) -> Result<String, Problem> {
    let password = values.required("password")?;
    if values.required("again")? == password {
        Ok(password)
    } else {
        Err(Problem::invalid("passwords_differ").at_field("again"))
    }
}

fn page(ui: Ui, token: &str, (account, purpose): &(Account, LinkPurpose)) -> FormPage {
    let form = Form::new(format!("/valj-losenord/{token}"), ui.t("password-save"));
    let form = password_fields(&ui, form);
    let lead = match purpose {
        LinkPurpose::Invitation => "choose-password-invited",
        LinkPurpose::Reset => "choose-password-reset",
    };
    let values = [
        ("name", account.name.as_str()),
        ("email", account.email.as_str()),
    ];
    let (heading, lead) = (ui.t("choose-password-heading"), ui.t_with(lead, &values));
    FormPage::new(ui, heading, form).lead(lead)
}

/// Whose link it is; one that does not hold is told of in the log.
async fn found(
    state: &AppState,
    token: &str,
    visitor: &Visitor,
) -> Result<(Account, LinkPurpose), Problem> {
    let tx = state.db.read().await?;
    let found = find_link_account(&tx, token, state.settings.demo).await;
    drop(tx);
    if found
        .as_ref()
        .is_err_and(|problem| problem.code == "link_invalid")
    {
        let from = visitor.counted_as();
        tell(&state.db, Refused::Link { from: &from }).await;
    }
    found
}

/// The address holds a secret, so it is not told to any other page.
pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(token): Path<String>,
    visitor: Visitor,
) -> PageResult {
    let found = found(&state, &token, &visitor).await?;
    let page = page(ui, &token, &found).show()?;
    Ok(([(REFERRER_POLICY, "no-referrer")], page).into_response())
}

pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(token): Path<String>,
    (directory, visitor): (DirectorySlot, Visitor),
    values: Values,
) -> PageResult {
    let demo_mode = state.settings.demo;
    let chosen = match read_new_password(&values) {
        Ok(password) => choose_password(&state.db, &*directory, &token, &password, demo_mode).await,
        Err(problem) => Err(problem),
    };
    let Err(problem) = chosen else {
        return Ok(redirect_with_notice("/logga-in", "password-chosen"));
    };
    let found = found(&state, &token, &visitor).await?;
    page(ui, &token, &found).refuse(values, problem)
}
